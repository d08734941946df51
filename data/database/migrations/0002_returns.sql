-- What people decide about the returns they receive: which column answers which question, and which remarks are settled.

-- One row a header of a free table that somebody matched with a question; the latest by shape and header holds.
CREATE TABLE header_match (
    shape VARCHAR NOT NULL,              -- the table's folded headers, sorted, as a sha256: files of one shape share it
    header VARCHAR NOT NULL,             -- folded
    question VARCHAR NOT NULL,           -- '' when the column is not to be read
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a remark kept with an answer: it did not keep the row out, and is shown until somebody settles it.
CREATE TABLE warning (
    id UUID NOT NULL,
    batch UUID NOT NULL,
    campaign VARCHAR NOT NULL,
    uai VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    found VARCHAR NOT NULL,              -- '' for what belongs to a person
    expected VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a decision about a warning: settled, or open again. The latest holds.
CREATE TABLE settlement (
    warning UUID NOT NULL,
    settled BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- What a séance needs beside its figures: the states of its establishments apart, what the committee said, and a calendar.

-- The establishments of its indicators: canonical JSON, compressed (zlib). NULL in those frozen before, whose payload has them.
ALTER TABLE snapshot ADD COLUMN establishments BLOB;

-- One row a judgement of the committee on a frozen séance; the latest on a subject holds, a blank one takes it back.
CREATE TABLE judgement (
    snapshot UUID NOT NULL,
    indicator VARCHAR NOT NULL,          -- '' for the whole séance
    text VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a version of a meeting of the committee; the latest holds. A meeting that is called off stays, with the reason.
CREATE TABLE meeting (
    id UUID NOT NULL,
    held_on DATE NOT NULL,
    label VARCHAR NOT NULL,
    called_off VARCHAR NOT NULL,         -- why it does not take place; '' when it does
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

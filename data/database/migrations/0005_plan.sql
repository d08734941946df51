-- From lessons to action: what the committee heard, what it draws from it, what it does about it.

-- One row a version of an item of the plan; the latest that counts holds. One that is withdrawn stays, with the reason.
CREATE TABLE plan_item (
    id UUID NOT NULL,
    ref VARCHAR NOT NULL,                -- how people call it: a letter and a number, A7
    kind VARCHAR NOT NULL,               -- lesson, strength, irritant, need, lever, axis, action, step, note, decision, term
    told VARCHAR NOT NULL,               -- JSON object: its fields by code, links included, blank ones left out
    withdrawn VARCHAR NOT NULL,          -- why it no longer holds; '' when it does
    batch UUID,                          -- the workbook it came from, with its cell; NULL when told on a screen
    sheet VARCHAR,
    row_number INTEGER,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

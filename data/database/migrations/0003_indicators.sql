-- What indicators need beyond the answers: definitions that change, milestones, where a usage fact stands, and what is
-- kept ready to read.

-- One row a definition of an indicator as decided at that instant; the latest holds. Before any, the catalogue's own does.
CREATE TABLE definition (
    id UUID NOT NULL,
    indicator VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    parameters VARCHAR NOT NULL,         -- JSON object: every parameter of the rule, by name
    reason VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a value that a target expects on a day between its baseline and its due day.
CREATE TABLE milestone (
    target UUID NOT NULL,
    on_day DATE NOT NULL,
    value DOUBLE NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- Where a usage fact stands in its file; NULL in facts told before this was kept.
ALTER TABLE usage ADD COLUMN sheet VARCHAR;
ALTER TABLE usage ADD COLUMN row_number INTEGER;

-- Derived, not facts: made again from the facts whenever they are in doubt (data/derived).

-- One row a period during which an establishment's state does not change, within one school year, as known now.
CREATE TABLE state_span (
    indicator VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    uai VARCHAR NOT NULL,
    from_day DATE NOT NULL,              -- within the school year
    until_day DATE,                      -- the first day on which it no longer holds; NULL to the end of the year
    heard_on DATE,                       -- the first day on which this establishment answered, of those of its periods
    state VARCHAR NOT NULL,              -- oui, partiel, non, or silencieux after a withdrawal
    missing VARCHAR[] NOT NULL,
    answered_on DATE,                    -- of the answer that decides; with its batch, sheet and cell
    batch UUID,
    sheet VARCHAR,
    cell VARCHAR
);

-- One row an establishment, month, service and profile: the usage fact that stands now.
CREATE TABLE current_usage (
    uai VARCHAR NOT NULL,
    month DATE NOT NULL,
    service VARCHAR NOT NULL,
    profile VARCHAR NOT NULL,
    potential INTEGER,
    activated INTEGER,
    unique_users INTEGER,
    visits INTEGER,
    batch UUID NOT NULL,
    sheet VARCHAR,
    row_number INTEGER,
    recorded_at TIMESTAMP NOT NULL
);

-- One row an establishment, month and service: the sums over its profiles. They add up within one month and service only.
CREATE TABLE monthly_usage (
    uai VARCHAR NOT NULL,
    month DATE NOT NULL,
    service VARCHAR NOT NULL,
    potential BIGINT,                    -- accounts of the profiles whose users are told, and users of those whose accounts are
    unique_users BIGINT,
    accounts BIGINT,                     -- of all profiles
    told_at TIMESTAMP NOT NULL,          -- the earliest of its profiles: before the month's end, it is not whole
    batch UUID NOT NULL,                 -- of the first profile, with its sheet and row
    sheet VARCHAR,
    row_number INTEGER
);

-- One row a derived table: what it was made from. It is made again when that differs.
CREATE TABLE derived (
    name VARCHAR NOT NULL,               -- current_usage, or state_span and the indicator's code
    made_from VARCHAR NOT NULL           -- sha256 of the rule, its parameters and this program's way of making it
);

-- Facts as they were told. Rows are only ever added; what holds is worked out by the reads.
-- Only types and NOT NULL: integrity is checked by the program before the write, in the same transaction.

-- One row a file, form or command that told us something.
CREATE TABLE batch (
    id UUID NOT NULL,
    kind VARCHAR NOT NULL,               -- register, returns, usage
    campaign VARCHAR,                    -- code, for returns
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,     -- of what was understood, so that a re-saved file is recognised
    row_count INTEGER NOT NULL,
    accepted_count INTEGER NOT NULL,
    issues VARCHAR NOT NULL,             -- JSON list, without what respondents typed as free text
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a decision to set a batch aside (active = false) or to take it back (true). The latest one holds.
CREATE TABLE revert (
    batch UUID NOT NULL,
    active BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row an establishment as one load of the directory described it, where that differs from what we had.
CREATE TABLE establishment (
    batch UUID NOT NULL,
    uai VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    sector VARCHAR,                      -- Public, Privé; NULL when the directory does not say
    postal_code VARCHAR,
    commune_code VARCHAR,
    commune VARCHAR,
    departement VARCHAR,
    epci VARCHAR,
    arrondissement VARCHAR,
    bassin VARCHAR,
    circonscription VARCHAR,
    priority_education VARCHAR,          -- REP, REP+; NULL for none
    pupils INTEGER,
    latitude DOUBLE,
    longitude DOUBLE,
    nature VARCHAR,
    parent_uai VARCHAR,
    mail VARCHAR,                        -- functional address, never a person's
    is_open BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,            -- the day from which this description holds
    recorded_at TIMESTAMP NOT NULL
);

-- One row a school year with its bounds and holiday zone.
CREATE TABLE school_year (
    code VARCHAR NOT NULL,               -- 2021-2022
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    zone VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a campaign as described at that instant; the latest holds.
CREATE TABLE campaign (
    code VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    opens_on DATE,
    closes_on DATE,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row an establishment that a campaign begins (or ceases) to expect; the latest holds.
CREATE TABLE campaign_expected (
    campaign VARCHAR NOT NULL,
    uai VARCHAR NOT NULL,
    expected BOOLEAN NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a cell that answers a question.
CREATE TABLE answer (
    batch UUID NOT NULL,
    campaign VARCHAR NOT NULL,
    uai VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    value VARCHAR,                       -- canonical text; NULL when the answer was withdrawn with (effacer)
    answered_on DATE NOT NULL,           -- the day this return speaks of
    is_dated BOOLEAN NOT NULL,           -- false when the return gave no day: answered_on is then the day it came in
    sheet VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a cell whose text belongs to a person: kept apart, never exported, never logged.
CREATE TABLE private_answer (
    batch UUID NOT NULL,
    campaign VARCHAR NOT NULL,
    uai VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    value VARCHAR,
    answered_on DATE NOT NULL,
    is_dated BOOLEAN NOT NULL,
    sheet VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row an establishment, month, service and profile. Unique users do not add up over months or services.
CREATE TABLE usage (
    batch UUID NOT NULL,
    uai VARCHAR NOT NULL,
    month DATE NOT NULL,                 -- first day of the month
    service VARCHAR NOT NULL,
    profile VARCHAR NOT NULL,
    potential INTEGER,
    activated INTEGER,
    unique_users INTEGER,
    visits INTEGER,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a target as decided at that instant; the latest by indicator, school year and scope holds.
CREATE TABLE target (
    id UUID NOT NULL,
    indicator VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    scope_group VARCHAR NOT NULL,        -- '' for the whole territory, or type, sector, epci...
    scope_value VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,            -- count, rate (0 to 1), growth (difference of rates over the same month one year before)
    baseline DOUBLE NOT NULL,
    baseline_on DATE NOT NULL,
    value DOUBLE NOT NULL,
    due_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a frozen séance. payload is canonical JSON, and sha256 is over it.
CREATE TABLE snapshot (
    id UUID NOT NULL,
    label VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    situation_on DATE NOT NULL,
    as_of TIMESTAMP NOT NULL,
    comment VARCHAR NOT NULL,
    payload VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row something the installation states about itself (demonstration, usual situation day); the latest holds.
CREATE TABLE property (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- One row a write: who did what, when, to what.
CREATE TABLE journal (
    id UUID NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL              -- JSON: counts and codes, never what a person typed
);

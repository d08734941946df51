-- The facts in SQLite.
CREATE TABLE answer (campaign TEXT, question TEXT, uai TEXT, value TEXT, answered_on TEXT);
CREATE TABLE usage (month TEXT, service TEXT, profile TEXT, uai TEXT, potential INTEGER, unique_users INTEGER);
CREATE TABLE establishment (uai TEXT PRIMARY KEY, type TEXT) WITHOUT ROWID;

-- Adds one row an establishment that the directory adds, changes or closes.
INSERT INTO establishment
SELECT $batch, * EXCLUDE (outcome), $valid_from, $recorded_at
FROM changes
ORDER BY uai

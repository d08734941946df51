-- Keeps one row a period of one indicator and school year, worked out from the facts: `made` is made_span.sql.
INSERT INTO state_span
SELECT $indicator, $school_year, uai, from_day, until_day, heard_on, state, missing, answered_on, batch, sheet, cell
FROM made
ORDER BY uai, from_day

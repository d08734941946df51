-- Keeps the rows of `span` for one indicator and school year.
INSERT INTO state_span
SELECT $indicator, $school_year, uai, from_day, until_day, heard_on, state, missing, answered_on, batch, sheet, cell
FROM span
ORDER BY uai, from_day

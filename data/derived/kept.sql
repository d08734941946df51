-- One row a period of one indicator and school year, as kept.
CREATE OR REPLACE TEMP TABLE kept AS
SELECT uai, from_day, until_day, heard_on, state, missing, answered_on, batch, sheet, cell
FROM state_span
WHERE indicator = $indicator AND school_year = $school_year

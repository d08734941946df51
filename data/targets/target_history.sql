-- One row a target ever decided for the indicator and school year, all scopes, latest first.
SELECT *
FROM target
WHERE indicator = $indicator
    AND school_year = $school_year
    AND recorded_at <= $as_of
ORDER BY recorded_at DESC

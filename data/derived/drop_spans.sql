-- Takes away the spans of one indicator and school year, of the establishments touched, or of all when $everybody.
DELETE FROM state_span
WHERE indicator = $indicator
    AND school_year = $school_year
    AND ($everybody OR uai IN (SELECT uai FROM touched_establishment))

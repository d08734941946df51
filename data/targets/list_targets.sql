-- One row an indicator and scope: the target that holds for the school year, the whole territory first.
SELECT *
FROM standing.target($as_of)
WHERE school_year = $school_year
ORDER BY indicator, scope_group, scope_value

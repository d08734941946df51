-- One row a group and value that the directory gives to some establishment, open or closed.
SELECT DISTINCT scope_group, scope_value
FROM (
    SELECT type, sector, priority_education, commune, epci, arrondissement, bassin, circonscription
    FROM standing.establishment($on_day, $as_of)
)
UNPIVOT (
    scope_value FOR scope_group IN (type, sector, priority_education, commune, epci, arrondissement, bassin, circonscription)
)
WHERE scope_value <> ''
ORDER BY scope_group, scope_value

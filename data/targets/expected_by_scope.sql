-- One row a scope, the whole territory ('') among them: how many establishments the school year's campaigns expect in it.
WITH expected AS (
    SELECT DISTINCT expected.uai
    FROM standing.expected($as_of) AS expected
    JOIN standing.campaign($as_of) AS campaign ON campaign.code = expected.campaign
    WHERE campaign.school_year = $school_year
),

described AS (
    SELECT type, sector, priority_education, commune, epci, arrondissement, bassin, circonscription
    FROM expected
    JOIN standing.establishment($on_day, $as_of) AS establishment USING (uai)
)

SELECT '' AS scope_group, '' AS scope_value, count(*) AS expected
FROM expected
UNION ALL
SELECT scope_group, scope_value, count(*)
FROM described
UNPIVOT (
    scope_value FOR scope_group IN (type, sector, priority_education, commune, epci, arrondissement, bassin, circonscription)
)
WHERE scope_value <> ''
GROUP BY scope_group, scope_value

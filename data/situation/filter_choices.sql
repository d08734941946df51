-- One row a combination of type, sector and EPCI among the establishments that the school year's campaigns expect,
-- or among all of them while no campaign expects any.
WITH expected AS (
    SELECT DISTINCT expected.uai
    FROM standing.expected($as_of) AS expected
    JOIN standing.campaign($as_of) AS campaign ON campaign.code = expected.campaign
    WHERE campaign.school_year = $school_year
)
SELECT DISTINCT type, sector, epci
FROM standing.establishment($on, $as_of)
WHERE uai IN (SELECT uai FROM expected)
    OR NOT EXISTS (SELECT 1 FROM expected)

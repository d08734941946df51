-- One row a school year of which a campaign expects the establishment, the first one first.
SELECT DISTINCT campaign.school_year
FROM standing.expected($as_of) AS expected
JOIN standing.campaign($as_of) AS campaign ON campaign.code = expected.campaign
WHERE expected.uai = $uai
    AND campaign.school_year <= $school_year
ORDER BY campaign.school_year

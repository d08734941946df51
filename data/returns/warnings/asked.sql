-- One row a campaign, the latest first.
SELECT code, school_year
FROM standing.campaign($as_of)
WHERE $campaign IS NULL OR code = $campaign
ORDER BY created_at DESC, code

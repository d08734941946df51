-- One row a school year and question to which a batch told, or no longer tells, an answer since that instant.
SELECT DISTINCT campaign.school_year, answer.question
FROM answer
JOIN standing.campaign($as_of) AS campaign ON campaign.code = answer.campaign
WHERE answer.batch IN (
    SELECT id FROM batch WHERE kind = 'returns' AND recorded_at >= $since
    UNION
    SELECT batch FROM revert WHERE recorded_at >= $since
)

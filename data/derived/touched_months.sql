-- One row a month of which a batch of usage told, or no longer tells, something since that instant, with its facts.
SELECT month, count(*) AS facts
FROM usage
WHERE month IN (
    SELECT DISTINCT month
    FROM usage
    WHERE batch IN (
        SELECT id FROM batch WHERE kind = 'usage' AND recorded_at >= $since
        UNION
        SELECT batch FROM revert WHERE recorded_at >= $since
    )
)
GROUP BY month
ORDER BY month

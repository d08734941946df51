-- One row a peer: what it reported of one service for one month, over all profiles.
SELECT
    usage.uai,
    CAST(sum(usage.potential) AS BIGINT) AS accounts,
    CAST(sum(usage.unique_users) AS BIGINT) AS users
FROM standing.usage($as_of) AS usage
WHERE usage.service = $service
    AND usage.month = $month
    AND list_contains($peers, usage.uai)
GROUP BY usage.uai
ORDER BY usage.uai

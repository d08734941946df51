-- One row a fact that several rows of the file tell (place counts them from 0), with whether they say the same.
WITH doubled AS (
    SELECT
        uai,
        month,
        service,
        profile,
        min(coalesce(potential, -1)) <> max(coalesce(potential, -1))
        OR min(coalesce(activated, -1)) <> max(coalesce(activated, -1))
        OR min(coalesce(unique_users, -1)) <> max(coalesce(unique_users, -1))
        OR min(coalesce(visits, -1)) <> max(coalesce(visits, -1)) AS differ
    FROM told_usage
    GROUP BY uai, month, service, profile
    HAVING count(*) > 1
)

SELECT
    told.line,
    told.profile,
    doubled.differ,
    row_number() OVER (PARTITION BY uai, month, service, profile ORDER BY told.line) - 1 AS place
FROM told_usage AS told
JOIN doubled USING (uai, month, service, profile)
ORDER BY told.line

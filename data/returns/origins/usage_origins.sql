-- One row a month and import that told how one establishment uses the services: its facts, and how many still stand.
-- The rule is that of standing.usage, the latest fact of an import that counts, over this establishment alone.
WITH told AS (
    SELECT
        usage.*,
        active.id IS NOT NULL AS counts,
        row_number() OVER (
            PARTITION BY usage.month, usage.service, usage.profile
            ORDER BY active.id IS NOT NULL DESC, usage.recorded_at DESC
        ) AS place
    FROM usage
    LEFT JOIN standing.active_batch($as_of) AS active ON active.id = usage.batch
    WHERE usage.uai = $uai
        AND usage.recorded_at <= $as_of
        AND usage.month BETWEEN $first_month AND $last_month
)

SELECT
    told.month,
    list(DISTINCT told.service ORDER BY told.service) AS services,
    count(*) AS told,
    count(*) FILTER (told.counts AND told.place = 1) AS standing,
    batch.file_name,
    CAST(batch.id AS VARCHAR) AS batch,
    batch.actor,
    batch.recorded_at,
    any_value(told.counts) AS active
FROM told
JOIN batch ON batch.id = told.batch
GROUP BY told.month, batch.id, batch.file_name, batch.actor, batch.recorded_at
ORDER BY told.month DESC, batch.recorded_at DESC

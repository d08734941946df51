-- One row an establishment of which one import said something: its answers (table `origin`) or its monthly usage.
WITH told AS (
    SELECT
        uai,
        count(*) AS told,
        count(*) FILTER (status = 'compte') AS standing,
        count(*) FILTER (status = 'antérieure') AS earlier,
        count(*) FILTER (status = 'remplacée') AS replaced
    FROM origin
    GROUP BY uai
    UNION ALL
    SELECT uai, count(*), count(*) FILTER (NOT is_replaced AND $active), 0, count(*) FILTER (is_replaced AND $active)
    FROM (
        SELECT
            usage.uai,
            EXISTS (
                SELECT 1
                FROM usage AS later
                JOIN standing.active_batch($as_of) AS active ON active.id = later.batch
                WHERE later.uai = usage.uai
                    AND later.month = usage.month
                    AND later.service = usage.service
                    AND later.profile = usage.profile
                    AND later.recorded_at > usage.recorded_at
            ) AS is_replaced
        FROM usage
        WHERE usage.batch = CAST($batch AS UUID)
    )
    GROUP BY uai
)

SELECT
    told.uai,
    coalesce(establishment.name, 'Établissement absent de l''annuaire') AS name,
    establishment.commune,
    told.told,
    told.standing,
    told.earlier,
    told.replaced
FROM told
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment USING (uai)
ORDER BY strip_accents(lower(name)), strip_accents(lower(coalesce(commune, ''))), told.uai

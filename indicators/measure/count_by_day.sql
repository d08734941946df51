-- One row a day: how many expected establishments are in each state.
WITH period AS (
    SELECT state, from_day, until_day, count(*) AS establishments
    FROM span
    WHERE uai IN (SELECT uai FROM expected_establishment)
    GROUP BY ALL
),

counted AS (
    SELECT
        days.day,
        coalesce(sum(establishments) FILTER (state = 'oui'), 0) AS yes,
        coalesce(sum(establishments) FILTER (state = 'partiel'), 0) AS partial,
        coalesce(sum(establishments) FILTER (state = 'non'), 0) AS no
    FROM (SELECT unnest(CAST($days AS DATE[])) AS day) AS days
    LEFT JOIN period ON period.from_day <= days.day AND (period.until_day IS NULL OR period.until_day > days.day)
    GROUP BY days.day
)

SELECT
    day,
    CAST(yes AS BIGINT) AS yes,
    CAST(partial AS BIGINT) AS partial,
    CAST(no AS BIGINT) AS no,
    CAST((SELECT count(*) FROM expected_establishment) - yes - partial - no AS BIGINT) AS silent
FROM counted
ORDER BY day

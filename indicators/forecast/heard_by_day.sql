-- One row a day: the states, on that day, of the expected establishments that had answered by then.
-- An answer gives back its adoption or creation day: seen from today past months hold what nobody knew then, and the
-- pace at which answers add to what is known would be lost. Answers given after the last day keep the days they give.
WITH told AS (
    SELECT uai, state, from_day, until_day, min(answered_on) OVER (PARTITION BY uai) AS heard_on
    FROM span
    WHERE uai IN (SELECT uai FROM expected_establishment)
),

period AS (
    SELECT
        state,
        CASE WHEN heard_on <= $last_day THEN greatest(from_day, heard_on) ELSE from_day END AS from_day,
        until_day,
        count(*) AS establishments
    FROM told
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

-- One row a value of a group (one value without a group) and a day: how many expected establishments are in each state.
-- known: the states as they are now known of that day. heard: of those that had answered by then. An answer gives back
-- its adoption or creation day: seen from today, past months hold what nobody knew then. Answers given after the last
-- day keep the days they give. the_periods: see periods.sql.
WITH days AS (SELECT unnest(CAST($days AS DATE[])) AS day),

standing_period AS (
    SELECT
        period.value,
        period.state,
        days.day,
        period.establishments AS known,
        -- Heard of after the last day: it keeps the days it gives.
        CASE
            WHEN period.heard_on > days.day AND period.heard_on <= $last_day THEN 0
            ELSE period.establishments
        END AS heard
    FROM the_periods AS period
    JOIN days ON days.day >= period.from_day AND days.day < period.until_day
),

counted AS (
    SELECT
        value,
        day,
        sum(known) FILTER (state = 'oui') AS yes,
        sum(known) FILTER (state = 'partiel') AS partial,
        sum(known) FILTER (state = 'non') AS no,
        sum(heard) FILTER (state = 'oui') AS heard_yes,
        sum(heard) FILTER (state = 'partiel') AS heard_partial,
        sum(heard) FILTER (state = 'non') AS heard_no
    FROM standing_period
    GROUP BY value, day
),

groups AS (
    SELECT coalesce(nullif(CAST(a_group AS VARCHAR), ''), $unknown) AS value, count(*) AS expected
    FROM expected_establishment
    GROUP BY value
    UNION ALL
    SELECT $unknown, 0
    WHERE NOT $is_grouped AND NOT EXISTS (SELECT 1 FROM expected_establishment)
)

SELECT
    groups.value,
    days.day,
    groups.expected,
    CAST(coalesce(counted.yes, 0) AS BIGINT) AS yes,
    CAST(coalesce(counted.partial, 0) AS BIGINT) AS partial,
    CAST(coalesce(counted.no, 0) AS BIGINT) AS no,
    CAST(coalesce(counted.heard_yes, 0) AS BIGINT) AS heard_yes,
    CAST(coalesce(counted.heard_partial, 0) AS BIGINT) AS heard_partial,
    CAST(coalesce(counted.heard_no, 0) AS BIGINT) AS heard_no
FROM groups
CROSS JOIN days
LEFT JOIN counted ON counted.value = groups.value AND counted.day = days.day
ORDER BY groups.value, days.day

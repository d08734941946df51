-- One row a value of a group (one value without a group) and a day: how many expected establishments are in each state.
-- known: the states as they are now known of that day. heard: of those that had answered by then. An answer gives back
-- its adoption or creation day: seen from today, past months hold what nobody knew then. Answers given after the last
-- day keep the days they give.
WITH placed AS (
    SELECT
        uai,
        coalesce(
            nullif(
                CASE $group
                    WHEN 'type' THEN type
                    WHEN 'sector' THEN sector
                    WHEN 'priority_education' THEN priority_education
                    WHEN 'commune' THEN commune
                    WHEN 'epci' THEN epci
                    WHEN 'arrondissement' THEN arrondissement
                    WHEN 'bassin' THEN bassin
                    WHEN 'circonscription' THEN circonscription
                END,
                ''
            ),
            $unknown
        ) AS value
    FROM expected_establishment
),

period AS (
    SELECT
        placed.value,
        span.state,
        span.from_day,
        span.until_day,
        CASE WHEN span.heard_on <= $last_day THEN greatest(span.from_day, span.heard_on) ELSE span.from_day END AS heard_from,
        count(*) AS establishments
    FROM span
    JOIN placed ON placed.uai = span.uai
    WHERE span.state <> 'silencieux'
    GROUP BY ALL
),

-- Who enters a state, and who leaves it.
change AS (
    SELECT value, state, from_day AS day, establishments AS known, 0 AS heard FROM period
    UNION ALL
    SELECT value, state, until_day, -establishments, 0 FROM period WHERE until_day IS NOT NULL
    UNION ALL
    SELECT value, state, heard_from, 0, establishments FROM period
    UNION ALL
    SELECT value, state, greatest(until_day, heard_from), 0, -establishments FROM period WHERE until_day IS NOT NULL
),

days AS (SELECT unnest(CAST($days AS DATE[])) AS day),

moved AS (
    SELECT
        change.value,
        days.day,
        sum(known) FILTER (state = 'oui') AS yes,
        sum(known) FILTER (state = 'partiel') AS partial,
        sum(known) FILTER (state = 'non') AS no,
        sum(heard) FILTER (state = 'oui') AS heard_yes,
        sum(heard) FILTER (state = 'partiel') AS heard_partial,
        sum(heard) FILTER (state = 'non') AS heard_no
    FROM (SELECT value, state, day, sum(known) AS known, sum(heard) AS heard FROM change GROUP BY ALL) AS change
    ASOF JOIN days ON change.day <= days.day
    GROUP BY ALL
),

grid AS (
    SELECT groups.value, groups.expected, days.day
    FROM (
        SELECT value, count(*) AS expected FROM placed GROUP BY value
        UNION ALL
        SELECT $unknown, 0 WHERE $group IS NULL AND NOT EXISTS (SELECT 1 FROM placed)
    ) AS groups
    CROSS JOIN days
)

SELECT
    grid.value,
    grid.day,
    grid.expected,
    CAST(coalesce(sum(yes) OVER so_far, 0) AS BIGINT) AS yes,
    CAST(coalesce(sum(partial) OVER so_far, 0) AS BIGINT) AS partial,
    CAST(coalesce(sum(no) OVER so_far, 0) AS BIGINT) AS no,
    CAST(coalesce(sum(heard_yes) OVER so_far, 0) AS BIGINT) AS heard_yes,
    CAST(coalesce(sum(heard_partial) OVER so_far, 0) AS BIGINT) AS heard_partial,
    CAST(coalesce(sum(heard_no) OVER so_far, 0) AS BIGINT) AS heard_no
FROM grid
LEFT JOIN moved ON moved.value = grid.value AND moved.day = grid.day
WINDOW so_far AS (PARTITION BY grid.value ORDER BY grid.day)
ORDER BY grid.value, grid.day

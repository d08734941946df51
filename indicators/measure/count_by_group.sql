-- One row a value of a group and a day: how many expected establishments are in each state.
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
    SELECT placed.value, span.state, span.from_day, span.until_day, count(*) AS establishments
    FROM span
    JOIN placed ON placed.uai = span.uai
    GROUP BY ALL
),

counted AS (
    SELECT
        groups.value,
        groups.expected,
        days.day,
        coalesce(sum(establishments) FILTER (state = 'oui'), 0) AS yes,
        coalesce(sum(establishments) FILTER (state = 'partiel'), 0) AS partial,
        coalesce(sum(establishments) FILTER (state = 'non'), 0) AS no
    FROM (SELECT value, count(*) AS expected FROM placed GROUP BY value) AS groups
    CROSS JOIN (SELECT unnest(CAST($days AS DATE[])) AS day) AS days
    LEFT JOIN period
        ON period.value = groups.value
        AND period.from_day <= days.day
        AND (period.until_day IS NULL OR period.until_day > days.day)
    GROUP BY ALL
)

SELECT
    value,
    day,
    CAST(yes AS BIGINT) AS yes,
    CAST(partial AS BIGINT) AS partial,
    CAST(no AS BIGINT) AS no,
    CAST(expected - yes - partial - no AS BIGINT) AS silent
FROM counted
ORDER BY value, day

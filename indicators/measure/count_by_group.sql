-- One row a value of a group and a day: how many expected establishments are in each state.
SELECT
    coalesce(
        nullif(
            CASE $group
                WHEN 'type' THEN expected.type
                WHEN 'sector' THEN expected.sector
                WHEN 'priority_education' THEN expected.priority_education
                WHEN 'commune' THEN expected.commune
                WHEN 'epci' THEN expected.epci
                WHEN 'arrondissement' THEN expected.arrondissement
                WHEN 'bassin' THEN expected.bassin
                WHEN 'circonscription' THEN expected.circonscription
            END,
            ''
        ),
        $unknown
    ) AS value,
    days.day,
    count(*) FILTER (ruled.state = 'oui') AS yes,
    count(*) FILTER (ruled.state = 'partiel') AS partial,
    count(*) FILTER (ruled.state = 'non') AS no,
    count(expected.uai) FILTER (ruled.state IS NULL) AS silent
FROM (SELECT unnest(CAST($days AS DATE[])) AS day) AS days
CROSS JOIN expected_establishment AS expected
LEFT JOIN ruled ON ruled.day = days.day AND ruled.uai = expected.uai
GROUP BY ALL
ORDER BY value, days.day

-- One row a day: how many expected establishments are in each state.
SELECT
    days.day,
    count(*) FILTER (ruled.state = 'oui') AS yes,
    count(*) FILTER (ruled.state = 'partiel') AS partial,
    count(*) FILTER (ruled.state = 'non') AS no,
    count(expected.uai) FILTER (ruled.state IS NULL) AS silent
FROM (SELECT unnest(CAST($days AS DATE[])) AS day) AS days
LEFT JOIN expected_establishment AS expected ON true
LEFT JOIN ruled ON ruled.day = days.day AND ruled.uai = expected.uai
GROUP BY days.day
ORDER BY days.day

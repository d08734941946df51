-- One row a tool or service and a type of establishment: how many of those expected reported it at least once in the period.
SELECT
    reported.service,
    expected.type,
    count(*) AS reporting
FROM (
    SELECT DISTINCT service, uai
    FROM monthly
    WHERE month BETWEEN $first_month AND $last_month
) AS reported
JOIN expected_establishment AS expected ON expected.uai = reported.uai
GROUP BY reported.service, expected.type
ORDER BY reporting DESC, reported.service, expected.type

-- One row a tool or service and a type of establishment: how many of those expected reported it at least once in the period.
SELECT
    usage.service,
    expected.type,
    count(DISTINCT usage.uai) AS reporting
FROM standing.usage($as_of) AS usage
JOIN expected_establishment AS expected ON expected.uai = usage.uai
WHERE usage.month BETWEEN $first_month AND $last_month
GROUP BY usage.service, expected.type
ORDER BY reporting DESC, usage.service, expected.type

-- One row a month with any fact: the sums over the establishments that reported it, and what the silent ones could change.
-- Users and accounts count in pairs: a profile of which only one is told would bend the rate.
-- An establishment that reports more users than accounts is an anomaly: it counts as silent, and is counted apart.
WITH monthly AS (
    SELECT
        uai,
        month,
        sum(potential) FILTER (unique_users IS NOT NULL) AS potential,
        sum(unique_users) FILTER (potential IS NOT NULL) AS unique_users,
        sum(potential) AS accounts
    FROM standing.usage($as_of)
    WHERE service = $service
        AND month BETWEEN $first_month AND $last_month
        AND uai IN (SELECT uai FROM served_establishment)
        AND ($profile IS NULL OR profile = $profile)
    GROUP BY uai, month
),

months AS (SELECT DISTINCT month FROM monthly),

placed AS (
    SELECT
        months.month,
        expected.uai,
        reported.potential,
        reported.unique_users,
        reported.potential > 0 AND reported.unique_users <= reported.potential AS counts,
        reported.unique_users > reported.potential AS over,
        earlier.accounts AS last_accounts
    FROM months
    CROSS JOIN served_establishment AS expected
    LEFT JOIN monthly AS reported ON reported.uai = expected.uai AND reported.month = months.month
    ASOF LEFT JOIN (SELECT uai, month, accounts FROM monthly WHERE accounts > 0) AS earlier
        ON earlier.uai = expected.uai AND earlier.month < months.month
)

SELECT
    month,
    CAST(coalesce(sum(unique_users) FILTER (counts), 0) AS BIGINT) AS numerator,
    CAST(coalesce(sum(potential) FILTER (counts), 0) AS BIGINT) AS denominator,
    count(*) AS expected,
    count(*) FILTER (counts) AS answered,
    count(*) FILTER (over) AS anomalies,
    CAST(coalesce(sum(last_accounts) FILTER (counts IS NOT true), 0) AS BIGINT) AS silent_accounts,
    count(*) FILTER (counts IS NOT true AND last_accounts IS NULL) AS unknown
FROM placed
GROUP BY month
ORDER BY month

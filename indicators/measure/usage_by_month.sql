-- One row a month with any fact: the sums over the establishments that reported it, and what the silent ones could change.
-- An establishment that reports more users than accounts is an anomaly: it counts as silent, and is counted apart.
-- A month is whole when it is over on the day and at least half of its reports were told after its end; those told before
-- it then count as silent, for they lack the rest of the month.
WITH told AS (
    SELECT
        uai,
        month,
        potential,
        unique_users,
        accounts,
        told_at < month + INTERVAL 1 MONTH AS is_early
    FROM monthly
    WHERE month BETWEEN $first_month AND $last_month
        AND uai IN (SELECT uai FROM served_establishment)
),

whole AS (
    SELECT month, month + INTERVAL 1 MONTH <= $on_day + INTERVAL 1 DAY AND 2 * count_if(is_early) <= count(*) AS is_whole
    FROM told
    GROUP BY month
),

reported AS (
    SELECT
        told.uai,
        told.month,
        told.potential,
        told.unique_users,
        told.accounts,
        whole.is_whole,
        coalesce(potential > 0 AND unique_users <= potential AND NOT (is_early AND is_whole), false) AS counts,
        coalesce(unique_users > potential, false) AS over
    FROM told
    JOIN whole ON whole.month = told.month
),

summed AS (
    SELECT
        month,
        coalesce(sum(unique_users) FILTER (counts), 0) AS numerator,
        coalesce(sum(potential) FILTER (counts), 0) AS denominator,
        count(*) FILTER (counts) AS answered,
        count(*) FILTER (over) AS anomalies,
        any_value(is_whole) AS is_whole
    FROM reported
    GROUP BY month
),

silent AS (
    SELECT summed.month, served.uai
    FROM summed
    CROSS JOIN served_establishment AS served
    ANTI JOIN (SELECT uai, month FROM reported WHERE counts) AS counted
        ON counted.uai = served.uai AND counted.month = summed.month
),

-- Their accounts as last known before the month.
last_known AS (
    SELECT silent.month, silent.uai, arg_max(reported.accounts, reported.month) AS accounts
    FROM silent
    LEFT JOIN reported
        ON reported.uai = silent.uai AND reported.month < silent.month AND reported.accounts > 0
    GROUP BY silent.month, silent.uai
),

missing AS (
    SELECT month, sum(accounts) AS accounts, count(*) FILTER (accounts IS NULL) AS unknown
    FROM last_known
    GROUP BY month
)

SELECT
    summed.month,
    CAST(numerator AS BIGINT) AS numerator,
    CAST(denominator AS BIGINT) AS denominator,
    (SELECT count(*) FROM served_establishment) AS expected,
    answered,
    anomalies,
    CAST(coalesce(missing.accounts, 0) AS BIGINT) AS silent_accounts,
    coalesce(missing.unknown, 0) AS unknown,
    summed.is_whole
FROM summed
LEFT JOIN missing ON missing.month = summed.month
ORDER BY summed.month

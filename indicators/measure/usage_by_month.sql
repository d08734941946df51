-- One row a month with any fact (one row without a month when there is none): the sums over the establishments that
-- reported it, and what the silent ones could change.
-- An establishment that reports more users than accounts is an anomaly: it counts as silent, and is counted apart.
-- A month is whole when it is over on the day and at least half of its reports were told after its end; those told before
-- it then count as silent, for they lack the rest of the month.
-- Months are numbered from the first one, and establishments by their place among the served: numbers are cheaper to group
-- and compare by than days and texts.
CREATE TABLE a_table AS
WITH told AS MATERIALIZED (
    SELECT
        served.rowid AS place,
        CAST(datediff('month', CAST($first_month AS DATE), month) AS TINYINT) AS number,
        potential,
        unique_users,
        accounts,
        told_at < month + INTERVAL 1 MONTH AS is_early
    FROM monthly
    JOIN served_establishment AS served ON served.uai = monthly.uai
    WHERE month BETWEEN $first_month AND $last_month
),

told_month AS MATERIALIZED (
    SELECT
        number,
        CAST(1 AS INTEGER) << number AS bit,
        CAST(CAST($first_month AS DATE) + to_months(number) AS DATE) AS month,
        month + INTERVAL 1 MONTH <= $on_day + INTERVAL 1 DAY AND 2 * count_if(is_early) <= count(*) AS is_whole
    FROM told
    GROUP BY number
),

reported AS MATERIALIZED (
    SELECT
        told.place,
        told.number,
        told.potential,
        told.unique_users,
        told.accounts,
        coalesce(potential > 0 AND unique_users <= potential AND NOT (is_early AND is_whole), false) AS counts,
        coalesce(unique_users > potential, false) AS over
    FROM told
    JOIN told_month ON told_month.number = told.number
),

summed AS (
    SELECT
        number,
        coalesce(sum(unique_users) FILTER (counts), 0) AS numerator,
        coalesce(sum(potential) FILTER (counts), 0) AS denominator,
        count(*) FILTER (counts) AS answered,
        count(*) FILTER (over) AS anomalies
    FROM reported
    GROUP BY number
),

-- The months in which an establishment counts, a bit each: far cheaper than a row each.
counted AS (
    SELECT served.rowid AS place, coalesce(told.bits, 0) AS bits
    FROM served_establishment AS served
    LEFT JOIN (
        SELECT place, bit_or(CAST(1 AS INTEGER) << number) AS bits FROM reported WHERE counts GROUP BY place
    ) AS told ON told.place = served.rowid
),

silent AS (
    SELECT counted.place, told_month.number
    FROM counted
    JOIN told_month ON counted.bits & told_month.bit = 0
    WHERE counted.bits <> (SELECT bit_or(bit) FROM told_month)
),

-- Their accounts as last known before the month.
last_known AS (
    SELECT silent.number, silent.place, arg_max(reported.accounts, reported.number) AS accounts
    FROM silent
    LEFT JOIN reported
        ON reported.place = silent.place AND reported.number < silent.number AND reported.accounts > 0
    GROUP BY silent.number, silent.place
),

missing AS (
    SELECT number, sum(accounts) AS accounts, count(*) FILTER (accounts IS NULL) AS unknown
    FROM last_known
    GROUP BY number
)

SELECT
    told_month.month,
    CAST(numerator AS BIGINT) AS numerator,
    CAST(denominator AS BIGINT) AS denominator,
    served.expected,
    answered,
    anomalies,
    CAST(coalesce(missing.accounts, 0) AS BIGINT) AS silent_accounts,
    coalesce(missing.unknown, 0) AS unknown,
    told_month.is_whole
FROM (SELECT count(*) AS expected FROM served_establishment) AS served
LEFT JOIN told_month ON true
LEFT JOIN summed ON summed.number = told_month.number
LEFT JOIN missing ON missing.number = told_month.number

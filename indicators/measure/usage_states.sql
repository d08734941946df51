-- One row an expected establishment: what it reported for the month, and the file that said it.
WITH monthly AS (
    SELECT
        uai,
        sum(potential) FILTER (unique_users IS NOT NULL) AS potential,
        sum(unique_users) FILTER (potential IS NOT NULL) AS unique_users,
        any_value(batch) AS batch
    FROM standing.usage($as_of)
    WHERE service = $service AND month = $month
    GROUP BY uai
),

-- Accounts last known before the month, for the bounds of a group where some are silent.
earlier AS (
    SELECT uai, arg_max(potential, month) AS accounts
    FROM (
        SELECT uai, month, sum(potential) AS potential
        FROM standing.usage($as_of)
        WHERE service = $service AND month < $month AND month >= $first_month
        GROUP BY uai, month
    )
    WHERE potential > 0
    GROUP BY uai
)

SELECT
    expected.*,
    CASE
        WHEN coalesce(monthly.potential, 0) = 0 OR monthly.unique_users IS NULL THEN 'silencieux'
        WHEN monthly.unique_users > monthly.potential THEN 'anomalie'
        ELSE 'relevé'
    END AS state,
    CAST(monthly.unique_users AS BIGINT) AS numerator,
    CAST(monthly.potential AS BIGINT) AS denominator,
    CAST(coalesce(earlier.accounts, 0) AS BIGINT) AS last_accounts,
    batch.file_name,
    CAST(monthly.batch AS VARCHAR) AS batch
FROM served_establishment AS expected
LEFT JOIN monthly ON monthly.uai = expected.uai
LEFT JOIN earlier ON earlier.uai = expected.uai
LEFT JOIN batch ON batch.id = monthly.batch
ORDER BY expected.type, expected.commune, expected.name, expected.uai

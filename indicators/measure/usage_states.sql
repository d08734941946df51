-- One row an establishment that the service serves: what it reported for the month, and the file that said it.
WITH earlier AS (
    -- Accounts last known before the month, for the bounds of a group where some are silent.
    SELECT uai, arg_max(accounts, month) AS accounts
    FROM monthly
    WHERE month < $month AND month >= $first_month AND accounts > 0
    GROUP BY uai
)

SELECT
    expected.*,
    CASE
        -- Told before the month's end: it lacks the rest of the month.
        WHEN $is_whole AND reported.told_at < reported.month + INTERVAL 1 MONTH THEN 'silencieux'
        WHEN coalesce(reported.potential, 0) = 0 OR reported.unique_users IS NULL THEN 'silencieux'
        WHEN reported.unique_users > reported.potential THEN 'anomalie'
        ELSE 'relevé'
    END AS state,
    CAST(reported.unique_users AS BIGINT) AS numerator,
    CAST(reported.potential AS BIGINT) AS denominator,
    CAST(coalesce(earlier.accounts, 0) AS BIGINT) AS last_accounts,
    batch.file_name,
    CAST(reported.batch AS VARCHAR) AS batch
FROM served_establishment AS expected
LEFT JOIN (SELECT * FROM monthly WHERE month = $month) AS reported ON reported.uai = expected.uai
LEFT JOIN earlier ON earlier.uai = expected.uai
LEFT JOIN batch ON batch.id = reported.batch
ORDER BY expected.type, expected.commune, expected.name, expected.uai

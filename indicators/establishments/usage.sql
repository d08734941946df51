-- One row a month and service that one establishment reported: accounts and unique users over all profiles, and where
-- the first of them stands in its file.
SELECT
    monthly.month,
    monthly.service,
    coalesce(monthly.potential, monthly.accounts) AS accounts,
    monthly.unique_users AS users,
    monthly.told_at >= monthly.month + INTERVAL 1 MONTH AS is_whole,
    batch.file_name,
    monthly.sheet,
    monthly.row_number
FROM monthly
JOIN batch ON batch.id = monthly.batch
WHERE monthly.uai = $uai
    AND monthly.month BETWEEN $first_month AND $last_month
ORDER BY monthly.month, monthly.service

-- One row a month and service that one establishment reported: accounts and unique users over all profiles, and where
-- the first of them stands in its file.
SELECT
    usage.month,
    usage.service,
    CAST(sum(usage.potential) AS BIGINT) AS accounts,
    CAST(sum(usage.unique_users) AS BIGINT) AS users,
    arg_min(batch.file_name, usage.profile) AS file_name,
    arg_min(usage.sheet, usage.profile) AS sheet,
    min(usage.row_number) AS row_number
FROM standing.usage($as_of) AS usage
JOIN batch ON batch.id = usage.batch
WHERE usage.uai = $uai
    AND usage.month BETWEEN $first_month AND $last_month
GROUP BY usage.month, usage.service
ORDER BY usage.month, usage.service

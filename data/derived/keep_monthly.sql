-- Keeps the sums over the profiles of each establishment, for some months.
-- Users and accounts count in pairs: a profile of which only one is told would bend the rate.
INSERT INTO monthly_usage
SELECT
    uai,
    month,
    service,
    sum(potential) FILTER (unique_users IS NOT NULL) AS potential,
    sum(unique_users) FILTER (potential IS NOT NULL) AS unique_users,
    sum(potential) AS accounts,
    min(recorded_at) AS told_at,
    arg_min(batch, profile) AS batch,
    arg_min_null(sheet, profile) AS sheet,
    arg_min_null(row_number, profile) AS row_number
FROM current_usage
WHERE list_contains(CAST($months AS DATE[]), month)
GROUP BY uai, month, service
ORDER BY month, service, uai

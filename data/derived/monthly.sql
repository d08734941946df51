-- One row an establishment, month and service (one of them, or all), over all profiles or of one of them of told_usage.
-- Users and accounts count in pairs: a profile of which only one is told would bend the rate.
CREATE OR REPLACE TEMP VIEW monthly AS
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
FROM told_usage
WHERE (getvariable('service') IS NULL OR service = getvariable('service'))
    AND (getvariable('profile') IS NULL OR profile = getvariable('profile'))
GROUP BY uai, month, service

-- Adds one row an establishment, month, service and profile, sorted as they are read back.
INSERT INTO usage
SELECT $batch, uai, month, service, profile, potential, activated, unique_users, visits, $recorded_at, sheet, row_number
FROM told_usage
ORDER BY month, service, profile, uai

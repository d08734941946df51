-- One row an establishment, month and service (one of them, or all), over all profiles, as kept.
CREATE OR REPLACE TEMP VIEW monthly AS
SELECT uai, month, service, potential, unique_users, accounts, told_at, batch, sheet, row_number
FROM monthly_usage
WHERE getvariable('service') IS NULL OR service = getvariable('service')

-- One row an establishment and month of one service, over all profiles, as kept.
CREATE OR REPLACE TEMP VIEW monthly AS
SELECT uai, month, potential, unique_users, accounts, batch
FROM monthly_usage
WHERE service = getvariable('service')

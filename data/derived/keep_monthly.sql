-- Keeps the rows of `monthly`, sorted as they are read.
INSERT INTO monthly_usage
SELECT uai, month, service, potential, unique_users, accounts, told_at, batch, sheet, row_number
FROM monthly
ORDER BY month, service, uai

-- One row a type and month: users and accounts of one service.
SELECT type, month, sum(unique_users) AS users, sum(potential) AS accounts
FROM current_usage
JOIN establishment USING (uai)
WHERE service = 'e-lyco' AND valid_from = DATE '2015-09-01'
GROUP BY ALL
ORDER BY ALL

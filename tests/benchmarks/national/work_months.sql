-- One row a month: users and accounts of one service.
SELECT month, sum(unique_users) AS users, sum(potential) AS accounts
FROM current_usage
WHERE service = 'e-lyco'
GROUP BY month
ORDER BY month

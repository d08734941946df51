-- As work_months.sql.
SELECT month, sum(unique_users), sum(potential) FROM usage WHERE service = 'e-lyco' GROUP BY month ORDER BY month

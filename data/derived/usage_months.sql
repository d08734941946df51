-- One row a month with a usage fact, with how many.
SELECT month, count(*) AS facts FROM usage GROUP BY month ORDER BY month

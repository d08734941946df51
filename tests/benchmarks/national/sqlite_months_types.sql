-- As work_months_types.sql.
SELECT type, month, sum(unique_users), sum(potential)
FROM usage
JOIN establishment USING (uai)
WHERE service = 'e-lyco'
GROUP BY type, month
ORDER BY type, month

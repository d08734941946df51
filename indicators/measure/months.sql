-- One row a month of the_months (see usage_by_month.sql), oldest first.
SELECT month, numerator, denominator, expected, answered, anomalies, silent_accounts, unknown, is_whole
FROM the_months
ORDER BY month

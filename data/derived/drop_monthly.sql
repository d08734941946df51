-- Takes away the sums kept of some months.
DELETE FROM monthly_usage WHERE list_contains(CAST($months AS DATE[]), month)

-- Takes away what is kept of some months.
DELETE FROM current_usage WHERE list_contains(CAST($months AS DATE[]), month)

-- One row a definition of the indicator decided up to that instant, oldest first.
SELECT indicator, parameters, reason, actor, recorded_at
FROM definition
WHERE indicator = $indicator
    AND recorded_at <= $as_of
ORDER BY recorded_at

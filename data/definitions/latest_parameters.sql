-- One row: the parameters of an indicator as last decided by then; none when nobody decided any.
SELECT parameters
FROM definition
WHERE indicator = $indicator AND recorded_at <= $as_of
ORDER BY recorded_at DESC
LIMIT 1

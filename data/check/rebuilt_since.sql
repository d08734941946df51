-- One row when the base was rebuilt after everything it took in; none otherwise.
SELECT max(recorded_at) AS rebuilt_at
FROM journal
WHERE action = 'rebuild'
HAVING max(recorded_at) > (SELECT max(recorded_at) FROM batch)

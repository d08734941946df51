-- One row a write of the journal that is not after the one written before it.
SELECT id, recorded_at
FROM (
    SELECT id, recorded_at, lag(recorded_at) OVER (ORDER BY rowid) AS previous_at
    FROM journal
)
WHERE recorded_at <= previous_at
ORDER BY recorded_at

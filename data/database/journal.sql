-- One row a write, latest first.
SELECT recorded_at, actor, action, subject, detail
FROM journal
ORDER BY recorded_at DESC
LIMIT $limit

-- One row a frozen séance, the latest first.
SELECT id, label
FROM snapshot
ORDER BY recorded_at DESC

-- One row a frozen séance.
SELECT id, label, payload, sha256
FROM snapshot
ORDER BY recorded_at

-- One row a frozen séance, the latest first, without its establishments.
SELECT * EXCLUDE (establishments)
FROM snapshot
ORDER BY recorded_at DESC

-- One row a frozen séance.
SELECT * FROM snapshot ORDER BY recorded_at DESC

-- One row an answer of a batch.
SELECT * FROM a_table
WHERE batch = $batch
ORDER BY rowid

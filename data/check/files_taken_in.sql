-- One row a file taken in, by its sha256.
SELECT file_sha256, min(file_name) AS file_name
FROM batch
GROUP BY file_sha256
ORDER BY min(recorded_at)

-- One row a file of returns, in the order in which they came in.
SELECT id, campaign, file_name, file_sha256, issues, recorded_at
FROM batch
WHERE kind = 'returns'
ORDER BY recorded_at

-- One row a file that an import names.
SELECT DISTINCT file_sha256
FROM batch

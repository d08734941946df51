-- One row a file of returns that no write of the journal names.
SELECT id, file_name
FROM batch
WHERE kind = 'returns'
    AND CAST(id AS VARCHAR) NOT IN (
        SELECT unnest(regexp_extract_all(detail, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'))
        FROM journal
        WHERE action = 'import'
    )
ORDER BY recorded_at

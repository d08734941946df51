-- One row a file of returns whose answers speak of more establishments than it had rows accepted, or of none.
SELECT batch.id, batch.file_name, batch.accepted_count, count(DISTINCT told.uai) AS found
FROM batch
LEFT JOIN (
    SELECT batch, uai FROM answer
    UNION ALL
    SELECT batch, uai FROM private_answer
) AS told ON told.batch = batch.id
WHERE batch.kind = 'returns'
GROUP BY batch.id, batch.file_name, batch.accepted_count, batch.recorded_at
HAVING found > batch.accepted_count
    OR found = 0
ORDER BY batch.recorded_at

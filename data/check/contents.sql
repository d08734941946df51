-- One row a file of returns and question: the establishments that answer and what they say, in step.
SELECT
    told.batch,
    batch.file_name,
    batch.content_sha256,
    told.question,
    list(told.uai ORDER BY told.uai) AS uais,
    list(told.value ORDER BY told.uai) AS told
FROM (
    SELECT batch, uai, question, value FROM answer
    UNION ALL
    SELECT batch, uai, question, value FROM private_answer
) AS told
JOIN batch ON batch.id = told.batch
GROUP BY told.batch, batch.file_name, batch.content_sha256, told.question
ORDER BY told.batch, told.question

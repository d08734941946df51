-- One row an answer of a batch, private ones too.
SELECT uai, question, value FROM answer
WHERE batch = $batch
UNION ALL
SELECT uai, question, value FROM private_answer
WHERE batch = $batch

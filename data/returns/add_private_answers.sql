-- Adds one row a cell whose text belongs to a person.
INSERT INTO private_answer
SELECT $batch, $campaign, uai, question, value, answered_on, $sheet, cell, $recorded_at
FROM told
WHERE private
ORDER BY question, uai

-- Adds one row a cell that answers, sorted as they are read back.
INSERT INTO answer
SELECT $batch, $campaign, uai, question, value, answered_on, $sheet, cell, $recorded_at
FROM told
WHERE NOT private
ORDER BY question, uai

-- Adds one row a cell whose text belongs to a person; they come sorted by question and establishment, as they are read back.
INSERT INTO private_answer
SELECT $batch, $campaign, uai, question, value, answered_on, is_dated, $sheet, letter || row_number, $recorded_at
FROM told

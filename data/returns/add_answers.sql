-- Adds one row a cell that answers; they come sorted by question and establishment, as they are read back.
INSERT INTO answer
SELECT $batch, $campaign, uai, question, value, answered_on, is_dated, $sheet, letter || row_number, $recorded_at
FROM told

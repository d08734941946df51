-- Adds one row a cell whose text belongs to a person; they come sorted by question and establishment, as they are read back.
INSERT INTO private_answer
SELECT CAST($batches AS UUID[])[file + 1], $campaign, uai, question, value, answered_on, is_dated, sheet, part || row_part, $recorded_at
FROM told_cells

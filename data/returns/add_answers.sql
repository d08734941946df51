-- Adds one row a cell that answers; they come sorted by question and establishment, as they are read back.
INSERT INTO answer
SELECT CAST($batches AS UUID[])[file + 1], $campaign, uai, question, value, answered_on, is_dated, sheet, part || row_part, $recorded_at
FROM told_cells

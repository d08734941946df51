-- Adds one row a cell that answers, sorted by establishment: the sheet of one skips the rows of the others.
INSERT INTO answer
SELECT CAST($batches AS UUID[])[file + 1], $campaign, uai, question, value, answered_on, is_dated, sheet, part || row_part, $recorded_at
FROM told_cells
ORDER BY uai, question

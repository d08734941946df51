-- One row a wanted answer of the drop, in order: the file it came in, its sheet and cell.
SELECT CAST(told.batch AS VARCHAR) AS batch, told.sheet, told.cell
FROM told
JOIN wanted ON wanted.uai = told.uai AND wanted.question = told.question
ORDER BY wanted.place

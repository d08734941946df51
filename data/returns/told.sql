-- One row a cell of this drop that answers, with its address. None is private.
CREATE OR REPLACE TEMP VIEW told AS
SELECT
    CAST(batch AS UUID) AS batch,
    uai,
    question,
    value,
    answered_on,
    is_dated,
    sheet,
    part || row_part AS cell
FROM told_cells

-- One row a cell of this drop that answers, with its address. None is private. batch is text: cast, it costs twice the rest.
CREATE OR REPLACE TEMP VIEW told AS
SELECT
    batch,
    uai,
    question,
    value,
    answered_on,
    is_dated,
    sheet,
    part || row_part AS cell
FROM told_cells

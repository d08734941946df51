-- One row a told cell: the answer that held (NULL when none), the new one, and how they compare. An answer dated before
-- the one that holds is « older »: it counts for the days before it and replaces nothing.
CREATE OR REPLACE TEMP TABLE compared AS
SELECT
    told.file,
    told.uai,
    told.question,
    told.private,
    CASE
        WHEN held.value IS NULL THEN 'new'
        WHEN held.value = coalesce(told.value, '') THEN 'unchanged'
        WHEN held.is_dated AND told.answered_on < held.answered_on THEN 'older'
        ELSE 'changed'
    END AS state,
    held.value AS old_value,
    told.value AS new_value,
    told.sheet,
    told.part || told.row_part AS cell,
    held.answered_on AS held_on
FROM told_cells AS told
LEFT JOIN held ON held.uai = told.uai AND held.question = told.question

-- One row a told cell: the answer that held (NULL when none), the new one, and how they compare.
SELECT
    told.uai,
    told.question,
    held.value AS old_value,
    told.value AS new_value,
    CASE
        WHEN held.value IS NULL THEN 'new'
        WHEN held.value = coalesce(told.value, '') THEN 'unchanged'
        ELSE 'changed'
    END AS state
FROM told
LEFT JOIN held ON held.uai = told.uai AND held.question = told.question
ORDER BY told.uai, told.question

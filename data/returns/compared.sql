-- One row a cell that replaces an answer or is older than the one that holds; in a preview ($all), also the first cells of
-- each file and other state. None is private.
SELECT file, uai, question, state, old_value, new_value, sheet, cell, held_on
FROM compared
WHERE NOT private AND ($all OR state IN ('changed', 'older'))
QUALIFY state IN ('changed', 'older') OR row_number() OVER (PARTITION BY file, state ORDER BY uai, question) <= $most
ORDER BY file, uai, question

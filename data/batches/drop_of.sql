-- One row at most: the journal's detail of the write that brought a file in, with those that came with it.
SELECT detail
FROM journal
WHERE action IN ('import', 'usage') AND contains(detail, $batch)
LIMIT 1

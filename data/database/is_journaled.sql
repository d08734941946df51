-- One row: whether that write is in the journal.
SELECT count(*) > 0 FROM journal WHERE id = $id

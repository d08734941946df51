-- One row a row of a table, in the order in which they were added.
SELECT * FROM a_table ORDER BY rowid

-- One row a derived table: what it was made from.
SELECT name, made_from FROM derived

-- Adds one row a row copied from another base.
INSERT INTO a_table BY NAME
SELECT * FROM copied

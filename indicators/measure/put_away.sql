-- Puts away a table in memory that nobody looks at.
DROP TABLE IF EXISTS a_table

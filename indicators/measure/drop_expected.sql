-- Puts away who was expected in a situation that nobody looks at.
DROP TABLE IF EXISTS a_table

-- One row a table of the file that was opened.
SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()

-- One row when the reads of standing.sql have been made in this process.
SELECT 1 FROM duckdb_databases() WHERE database_name = 'standing'

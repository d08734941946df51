-- One row a file and state of its cells: how many.
SELECT file, state, count(*) AS cells
FROM compared
GROUP BY file, state

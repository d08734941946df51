-- One row: a frozen séance, whole.
SELECT *
FROM snapshot
WHERE id = $id

-- One row: what the frozen séance of that id showed; none when there is no such séance.
SELECT payload
FROM snapshot
WHERE id = $id

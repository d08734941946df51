-- One row a frozen séance (all, or that one): the two texts its sha256 was taken of, and the columns that repeat them.
SELECT id, label, comment, school_year, situation_on, as_of, payload, establishments, sha256
FROM snapshot
WHERE $id IS NULL OR id = $id
ORDER BY recorded_at

-- One row a frozen séance (all, or that one), with the two texts its sha256 was taken of.
SELECT id, label, payload, establishments, sha256
FROM snapshot
WHERE $id IS NULL OR id = $id
ORDER BY recorded_at

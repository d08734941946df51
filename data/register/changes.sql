-- One row an establishment that the directory adds, changes or closes, as it is to be recorded, with what happens to it.
-- `told` is the file; absent = it was open and the file, which should have it, does not.
WITH known AS (
    SELECT
        uai, name, type, sector, postal_code, commune_code, commune, departement, epci, arrondissement, bassin,
        circonscription, priority_education, pupils, latitude, longitude, nature, parent_uai, mail, is_open
    FROM standing.establishment($valid_from, $as_of)
),
told_otherwise AS (
    -- A set difference takes two NULLs as equal.
    SELECT * FROM told
    EXCEPT
    SELECT * FROM known
)
SELECT
    told_otherwise.*,
    CASE
        WHEN known.uai IS NULL THEN 'added'
        WHEN known.is_open AND NOT told_otherwise.is_open THEN 'closed'
        ELSE 'changed'
    END AS outcome
FROM told_otherwise
LEFT JOIN known USING (uai)
UNION ALL
SELECT known.* REPLACE (false AS is_open), 'absent' AS outcome
FROM known
ANTI JOIN told USING (uai)
WHERE known.is_open
    AND ($departement IS NULL OR coalesce(known.departement, left(known.uai, 3)) = $departement)

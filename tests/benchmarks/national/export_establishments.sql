-- One row an establishment with its type.
SELECT uai, type
FROM establishment
WHERE valid_from = DATE '2015-09-01' AND ($modulo = 1 OR hash(uai) % CAST($modulo AS UBIGINT) = 0)

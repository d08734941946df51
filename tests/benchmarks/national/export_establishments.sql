-- One row an establishment with its type.
SELECT uai, type
FROM establishment
WHERE valid_from = DATE '2015-09-01'

-- One row: the use of one service over two school years, each column read.
SELECT max(uai), max(month), max(profile), max(potential), max(unique_users)
FROM usage
WHERE service = 'e-lyco' AND month BETWEEN DATE '2020-09-01' AND DATE '2022-03-01'

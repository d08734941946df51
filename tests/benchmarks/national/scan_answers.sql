-- One row: the answers of the year, each column read.
SELECT max(uai), max(question), max(value), max(answered_on)
FROM answer
WHERE campaign IN ('2021-2022-automne', '2021-2022-printemps')

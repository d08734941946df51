-- One row a file: how many of its cells are blank where an answer is known, and stays.
SELECT row_told.file, count(*) AS cells
FROM held
JOIN row_told ON row_told.uai = held.uai
JOIN asked ON asked.file = row_told.file AND asked.question = held.question
ANTI JOIN compared
    ON compared.file = row_told.file AND compared.uai = held.uai AND compared.question = held.question
WHERE held.value <> ''
GROUP BY row_told.file

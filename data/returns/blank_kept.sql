-- One row a cell left blank where an answer is known, and stays: the first ones of each file. None is private.
SELECT row_told.file, held.uai, held.question, held.value
FROM held
JOIN row_told ON row_told.uai = held.uai
JOIN asked ON asked.file = row_told.file AND asked.question = held.question AND NOT asked.private
ANTI JOIN compared
    ON compared.file = row_told.file AND compared.uai = held.uai AND compared.question = held.question
WHERE held.value <> ''
QUALIFY row_number() OVER (PARTITION BY row_told.file ORDER BY held.uai, held.question) <= $most
ORDER BY row_told.file, held.uai, held.question

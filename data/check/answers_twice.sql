-- One row an establishment and question that one batch answers more than once.
SELECT batch, uai, question
FROM (
    SELECT batch, uai, question FROM answer
    UNION ALL
    SELECT batch, uai, question FROM private_answer
)
GROUP BY batch, uai, question
HAVING count(*) > 1
ORDER BY batch, uai, question

-- One row a question and value told, private ones too, with how many answers say it.
SELECT question, value, count(*) AS answers
FROM (
    SELECT question, value FROM answer
    UNION ALL
    SELECT question, value FROM private_answer
)
WHERE value IS NOT NULL
GROUP BY question, value
ORDER BY question, value

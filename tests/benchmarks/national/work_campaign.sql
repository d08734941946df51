-- One row a type and what one campaign's latest answers say of the framework: how many establishments.
SELECT type, value, count(*) AS establishments
FROM (
    SELECT uai, arg_max(value, answered_on) AS value
    FROM answer
    WHERE campaign = '2021-2022-automne' AND question = 'cadre_etat'
    GROUP BY uai
)
JOIN establishment USING (uai)
WHERE valid_from = DATE '2015-09-01'
GROUP BY ALL
ORDER BY ALL

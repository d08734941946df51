-- One row a campaign, type and what its latest answers say of the framework: how many establishments.
SELECT campaign, type, value, count(*) AS establishments
FROM (
    SELECT campaign, uai, arg_max(value, answered_on) AS value
    FROM answer
    WHERE question = 'cadre_etat'
    GROUP BY campaign, uai
)
JOIN establishment USING (uai)
WHERE valid_from = DATE '2015-09-01'
GROUP BY ALL
ORDER BY ALL

-- As work_campaigns.sql.
SELECT campaign, type, value, count(*) FROM (
    SELECT campaign, uai, value, max(answered_on)
    FROM answer
    WHERE question = 'cadre_etat'
    GROUP BY campaign, uai
)
JOIN establishment USING (uai)
GROUP BY campaign, type, value
ORDER BY campaign, type, value

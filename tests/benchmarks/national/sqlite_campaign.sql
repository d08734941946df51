-- As work_campaign.sql; a bare column beside max() is of the row of the maximum.
SELECT type, value, count(*) FROM (
    SELECT uai, value, max(answered_on)
    FROM answer
    WHERE campaign = '2021-2022-automne' AND question = 'cadre_etat'
    GROUP BY uai
)
JOIN establishment USING (uai)
GROUP BY type, value
ORDER BY type, value

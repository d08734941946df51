-- One row an establishment and question of a campaign: the answer that holds, private ones included.
SELECT
    uai,
    question,
    arg_max(value, (told.answered_on, told.recorded_at)) AS value
FROM (
    SELECT batch, campaign, uai, question, coalesce(value, '') AS value, answered_on, recorded_at FROM answer
    UNION ALL
    SELECT batch, campaign, uai, question, coalesce(value, '') AS value, answered_on, recorded_at FROM private_answer
) AS told
JOIN standing.active_batch($as_of) AS active ON active.id = told.batch
WHERE told.campaign = $campaign
GROUP BY uai, question

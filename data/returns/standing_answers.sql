-- One row an establishment and question of a campaign: the answer that holds and the day it speaks of, private ones too.
SELECT
    uai,
    question,
    arg_max(value, (answered_on, recorded_at)) AS value,
    max(answered_on) AS answered_on,
    arg_max(is_dated, (answered_on, recorded_at)) AS is_dated
FROM (
    SELECT uai, question, coalesce(value, '') AS value, answered_on, is_dated, recorded_at
    FROM standing.answer($as_of)
    WHERE campaign = $campaign
    UNION ALL
    SELECT uai, question, coalesce(value, '') AS value, answered_on, is_dated, told.recorded_at
    FROM private_answer AS told
    JOIN standing.active_batch($as_of) AS active ON active.id = told.batch
    WHERE told.campaign = $campaign
)
GROUP BY uai, question

-- One row an establishment and question of a campaign: the answer that holds, as an import compares it.
SELECT
    uai,
    question,
    arg_max(coalesce(value, ''), (answered_on, recorded_at)) AS value,
    max(answered_on) AS answered_on,
    arg_max(is_dated, (answered_on, recorded_at)) AS is_dated
FROM standing.answer($as_of)
WHERE campaign = $campaign
GROUP BY uai, question

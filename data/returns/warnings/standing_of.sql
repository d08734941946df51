-- One row an establishment of the list and question of a campaign: the answer that holds, as the checks read it.
SELECT
    uai,
    question,
    arg_max(coalesce(value, ''), (answered_on, recorded_at)) AS value,
    max(answered_on) AS answered_on,
    true AS is_dated
FROM standing.answer($as_of)
WHERE campaign = $campaign
    AND list_contains(CAST($uai_list AS VARCHAR[]), uai)
GROUP BY uai, question

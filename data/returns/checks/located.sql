-- One row a finding, in order: of the answers it rests on, the one told last (of those told together, the one doubted
-- first), with its file, and the name of the establishment.
SELECT
    answer.question,
    checked.value,
    answer.batch,
    answer.sheet,
    answer.cell,
    answer.recorded_at,
    batch.file_name,
    batch.actor,
    coalesce(establishment.name, wanted.uai) AS name
FROM wanted
JOIN checked ON checked.uai = wanted.uai AND checked.question = wanted.question
JOIN answer
    ON answer.uai = wanted.uai
    AND answer.question = CAST($involved AS VARCHAR[])[wanted.question]
    AND answer.recorded_at = checked.told_at
JOIN batch ON batch.id = answer.batch
LEFT JOIN (
    SELECT uai, name
    FROM standing.establishment($on_day, $as_of)
    WHERE list_contains(CAST($uai_list AS VARCHAR[]), uai)
) AS establishment ON establishment.uai = wanted.uai
WHERE answer.campaign = $campaign
QUALIFY row_number() OVER (PARTITION BY wanted.place ORDER BY checked.told_at DESC, wanted.rank, answer.batch) = 1
ORDER BY wanted.place

-- One row a day and establishment that said whether it followed training: its state, nothing lacking, the question that decides.
SELECT
    day,
    uai,
    CASE WHEN value = 'oui' THEN 'oui' ELSE 'non' END AS state,
    CAST([] AS VARCHAR[]) AS missing,
    'formation_suivie' AS decided_by
FROM standing_answer
WHERE question = 'formation_suivie'

-- One row an expected establishment: its state on the day, what it lacks, and the file and cell that said it.
SELECT
    expected.*,
    coalesce(ruled.state, 'silencieux') AS state,
    coalesce(ruled.missing, []) AS missing,
    answer.answered_on,
    batch.file_name,
    answer.sheet,
    answer.cell,
    CAST(answer.batch AS VARCHAR) AS batch
FROM expected_establishment AS expected
LEFT JOIN ruled ON ruled.uai = expected.uai AND ruled.day = $on_day
LEFT JOIN standing_answer AS answer
    ON answer.uai = ruled.uai AND answer.day = ruled.day AND answer.question = ruled.decided_by
LEFT JOIN batch ON batch.id = answer.batch
ORDER BY expected.type, expected.commune, expected.name, expected.uai

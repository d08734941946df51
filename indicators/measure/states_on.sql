-- One row an expected establishment: its state on the day, what it lacks, and the file and cell that said it.
SELECT
    expected.*,
    coalesce(span.state, 'silencieux') AS state,
    coalesce(span.missing, []) AS missing,
    span.answered_on,
    batch.file_name,
    span.sheet,
    span.cell,
    CAST(span.batch AS VARCHAR) AS batch
FROM expected_establishment AS expected
LEFT JOIN span
    ON span.uai = expected.uai AND span.from_day <= $on_day AND (span.until_day IS NULL OR span.until_day > $on_day)
LEFT JOIN batch ON batch.id = span.batch
ORDER BY expected.type, expected.commune, expected.name, expected.uai

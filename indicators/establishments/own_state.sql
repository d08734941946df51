-- One row when one establishment is expected: its state on the day, what it lacks, and the file and cell that said it.
SELECT
    coalesce(span.state, 'silencieux') AS state,
    coalesce(span.missing, []) AS missing,
    span.answered_on,
    batch.file_name,
    span.sheet,
    span.cell
FROM expected_establishment AS expected
LEFT JOIN (
    SELECT *
    FROM span
    WHERE uai = $uai
        AND from_day <= $on_day
        AND (until_day IS NULL OR until_day > $on_day)
) AS span ON span.uai = expected.uai
LEFT JOIN batch ON batch.id = span.batch
WHERE expected.uai = $uai

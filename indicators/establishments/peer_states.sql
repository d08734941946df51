-- One row: the expected establishments of one's type and sector, without it: how many, how many say oui or are silent.
SELECT
    count(*) AS peers,
    count(*) FILTER (span.state = 'oui') AS yes,
    count(*) FILTER (coalesce(span.state, 'silencieux') = 'silencieux') AS silent
FROM expected_establishment AS expected
LEFT JOIN (
    SELECT uai, state
    FROM span
    WHERE from_day <= $on_day
        AND (until_day IS NULL OR until_day > $on_day)
) AS span ON span.uai = expected.uai
WHERE expected.type = $type
    AND expected.sector IS NOT DISTINCT FROM $sector
    AND expected.uai <> $uai

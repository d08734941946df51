-- One row an establishment of which a batch told, or no longer tells, something since that instant.
CREATE OR REPLACE TEMP TABLE touched_establishment AS
SELECT DISTINCT answer.uai
FROM answer
WHERE answer.batch IN (
    SELECT id FROM batch WHERE kind = 'returns' AND recorded_at >= $since
    UNION
    SELECT batch FROM revert WHERE recorded_at >= $since
)

-- One row a file taken in, with whether it still counts and, if not, why.
SELECT
    batch.id,
    batch.kind,
    batch.campaign,
    batch.file_name,
    batch.file_sha256,
    batch.row_count,
    batch.accepted_count,
    batch.issues,
    batch.actor,
    batch.recorded_at,
    coalesce(decision.active, true) AS active,
    CASE WHEN NOT decision.active THEN decision.reason END AS revert_reason
FROM batch
LEFT JOIN (
    SELECT batch AS reverted, arg_max(active, recorded_at) AS active, arg_max(reason, recorded_at) AS reason
    FROM revert
    WHERE recorded_at <= $as_of
    GROUP BY batch
) AS decision ON decision.reverted = batch.id
WHERE batch.recorded_at <= $as_of
ORDER BY batch.recorded_at DESC

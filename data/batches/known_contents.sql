-- One row a content that a batch which still counts already says, with the latest such batch. The content decides, not
-- the file: the same file says more once an establishment it names is known.
SELECT batch.content_sha256, arg_max(batch.id, batch.recorded_at) AS batch, arg_max(batch.file_name, batch.recorded_at) AS file_name
FROM standing.active_batch($as_of) AS batch
WHERE batch.kind = $kind
    AND batch.campaign IS NOT DISTINCT FROM $campaign
    AND batch.content_sha256 IN (SELECT unnest($contents))
GROUP BY batch.content_sha256

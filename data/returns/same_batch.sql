-- One row a batch of the campaign that still counts and says the same. The content decides, not the file: the same
-- file says more once an establishment it names has been added to the campaign.
SELECT batch.id, batch.file_name
FROM standing.active_batch($as_of) AS batch
WHERE batch.kind = 'returns'
    AND batch.campaign = $campaign
    AND batch.content_sha256 = $content_sha256
ORDER BY batch.recorded_at DESC
LIMIT 1

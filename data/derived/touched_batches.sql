-- One row a batch of returns told, set aside or taken back since that instant: its id, and the school year it speaks of.
SELECT batch.id, campaign.school_year
FROM batch
JOIN standing.campaign($as_of) AS campaign ON campaign.code = batch.campaign
WHERE batch.kind = 'returns'
    AND (batch.recorded_at >= $since OR batch.id IN (SELECT revert.batch FROM revert WHERE revert.recorded_at >= $since))

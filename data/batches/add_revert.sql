-- Adds one row a decision about a batch.
INSERT INTO revert VALUES ($batch, $active, $reason, $actor, $recorded_at)

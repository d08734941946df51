-- Adds one row a warning decided upon.
INSERT INTO settlement (warning, settled, reason, actor, recorded_at)
SELECT unnest(CAST($ids AS UUID[])), $settled, $reason, $actor, $at

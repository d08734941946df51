-- Adds one row: a target is set aside, as an import is.
INSERT INTO revert (batch, active, reason, actor, recorded_at)
VALUES ($target, false, $reason, $actor, $recorded_at)

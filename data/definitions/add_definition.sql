-- Adds one row: a definition of an indicator as decided now.
INSERT INTO definition (id, indicator, version, parameters, reason, actor, recorded_at)
VALUES ($id, $indicator, $version, $parameters, $reason, $actor, $recorded_at)

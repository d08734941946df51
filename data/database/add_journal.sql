-- Adds one row a write.
INSERT INTO journal VALUES ($id, $at, $actor, $action, $subject, $detail)

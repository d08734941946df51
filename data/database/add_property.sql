-- Adds one row: a property as stated at that instant.
INSERT INTO property VALUES ($name, $value, $actor, $at)

-- Adds one row a version of a meeting.
INSERT INTO meeting (id, held_on, label, called_off, actor, recorded_at)
VALUES ($id, $held_on, $label, $called_off, $actor, $recorded_at)

-- Adds one row: a value that a target expects on a day.
INSERT INTO milestone (target, on_day, value, recorded_at)
VALUES ($target, $on_day, $value, $recorded_at)

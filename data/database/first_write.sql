-- One row: the instant of the first write, NULL when there was none.
SELECT min(recorded_at) FROM journal

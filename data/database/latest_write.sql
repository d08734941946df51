-- One row: the instant of the latest write, NULL when there was none.
SELECT max(recorded_at) FROM journal

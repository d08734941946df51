-- One row a meeting of the committee, as known at that instant, the earliest first.
SELECT
    id,
    arg_max(held_on, recorded_at) AS held_on,
    arg_max(label, recorded_at) AS label,
    arg_max(called_off, recorded_at) AS called_off,
    arg_max(actor, recorded_at) AS actor,
    max(recorded_at) AS recorded_at
FROM meeting
WHERE recorded_at <= $as_of
GROUP BY id
ORDER BY held_on, label

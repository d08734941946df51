-- One row a told whole number far above those of the establishments of the same type: with the type, how many of them
-- have answered, their median and the bounds of their middle half.
WITH typed AS (
    SELECT establishment.uai, arg_max(establishment.type, establishment.recorded_at) AS type
    FROM establishment
    JOIN standing.active_batch($as_of) AS active ON active.id = establishment.batch
    GROUP BY establishment.uai
),
answered AS (
    SELECT checked.uai, checked.is_told, checked.value, typed.type, CAST(checked.value AS INTEGER) AS amount
    FROM checked
    JOIN typed ON typed.uai = checked.uai
    WHERE checked.question = $question
        AND checked.value IS NOT NULL
),
by_type AS (
    SELECT
        type,
        count(*) AS count,
        quantile_cont(amount, 0.25) AS low,
        quantile_cont(amount, 0.5) AS median,
        quantile_cont(amount, 0.75) AS high
    FROM answered
    GROUP BY type
    HAVING count(*) >= $least_count
)
SELECT
    answered.uai,
    answered.is_told,
    answered.value,
    answered.type,
    by_type.count,
    by_type.low,
    by_type.median,
    by_type.high
FROM answered
JOIN by_type ON by_type.type = answered.type
WHERE answered.is_told
    AND answered.amount > by_type.high + $spread * (by_type.high - by_type.low)
    AND answered.amount >= by_type.high + $least_gap
ORDER BY answered.uai

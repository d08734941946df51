-- One row an indicator, establishment and day of the school year on which the answers that stand, or the state they
-- give, may change: the days of its answers, and the dates it gave. Those before the year count from its first day.
-- All told on one day, once the date since which they count is past: they reach back to it, and nothing changes on the
-- day they were told.
CREATE OR REPLACE TEMP TABLE state_event AS
WITH reaching AS (
    SELECT indicator, uai
    FROM read_answer
    GROUP BY indicator, uai
    HAVING min(answered_on) = max(answered_on)
        AND count(*) FILTER (is_effective) = 1
        AND max(day_told) FILTER (is_effective) <= min(answered_on)
)

SELECT DISTINCT indicator, uai, greatest(day, CAST($starts_on AS DATE)) AS day
FROM (
    SELECT told.indicator, told.uai, told.answered_on AS day
    FROM read_answer AS told
    ANTI JOIN reaching ON reaching.indicator = told.indicator AND reaching.uai = told.uai
    UNION ALL
    SELECT indicator, uai, day_told FROM read_answer WHERE day_told IS NOT NULL
)
WHERE day <= CAST($ends_on AS DATE)

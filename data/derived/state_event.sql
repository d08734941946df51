-- One row an indicator, establishment and day of the school year on which the answers that stand, or the state they
-- give, may change: the days of its answers, and the dates it gave. Those before the year count from its first day.
CREATE OR REPLACE TEMP TABLE state_event AS
SELECT DISTINCT indicator, uai, greatest(day, CAST($starts_on AS DATE)) AS day
FROM (
    SELECT indicator, uai, answered_on AS day FROM read_answer
    UNION ALL
    SELECT indicator, uai, day_told FROM read_answer WHERE day_told IS NOT NULL
)
WHERE day <= CAST($ends_on AS DATE)

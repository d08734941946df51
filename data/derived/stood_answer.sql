-- One row an indicator, event day, establishment and question: the answer that stands on that day.
-- An answer counts from its effective day (adoption, creation) where one is known, or else from the day it was given.
-- On a day, the answer given nearest before it stands; before any was given, the one that reaches back to that day.
CREATE OR REPLACE TEMP TABLE stood_answer AS
WITH effective AS (
    -- The adoption or creation day as known now: a correction of it moves the state, it does not add a second one.
    SELECT indicator, uai, TRY_CAST(arg_max(coalesce(value, ''), (answered_on, recorded_at)) AS DATE) AS effective_on
    FROM read_answer
    WHERE is_effective
    GROUP BY indicator, uai
),

candidates AS (
    SELECT
        read_answer.indicator,
        state_event.day,
        read_answer.uai,
        read_answer.question,
        read_answer.rowid AS place,
        -- One number to order by, far cheaper to compare than its parts: since when the answer counts, then the nearest one
        -- when it reaches back, then the latest told.
        CAST(
            CASE
                WHEN read_answer.answered_on <= state_event.day
                    THEN datediff('day', DATE '1900-01-01', read_answer.answered_on)
                ELSE datediff('day', DATE '1900-01-01', effective.effective_on)
            END AS HUGEINT
        ) * CAST(1e22 AS HUGEINT)
        + CASE
            WHEN read_answer.answered_on <= state_event.day THEN 99999
            ELSE 99999 - datediff('day', DATE '1900-01-01', read_answer.answered_on)
        END * CAST(1e17 AS HUGEINT)
        + epoch_us(read_answer.recorded_at) AS weight
    FROM read_answer
    JOIN state_event ON state_event.indicator = read_answer.indicator AND state_event.uai = read_answer.uai
    LEFT JOIN effective ON effective.indicator = read_answer.indicator AND effective.uai = read_answer.uai
    WHERE read_answer.answered_on <= state_event.day OR effective.effective_on <= state_event.day
),

chosen AS (
    SELECT indicator, day, uai, question, arg_max(place, weight) AS place
    FROM candidates
    GROUP BY indicator, day, uai, question
)

SELECT
    chosen.indicator,
    chosen.day,
    chosen.uai,
    chosen.question,
    read_answer.value,
    read_answer.answered_on,
    read_answer.batch,
    read_answer.sheet,
    read_answer.cell
FROM chosen
JOIN read_answer ON read_answer.rowid = chosen.place
WHERE read_answer.value IS NOT NULL

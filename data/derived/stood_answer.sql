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

candidate AS (
    SELECT
        read_answer.* EXCLUDE (day_told, is_effective),
        read_answer.rowid AS place,
        state_event.day,
        effective.effective_on
    FROM read_answer
    JOIN state_event ON state_event.indicator = read_answer.indicator AND state_event.uai = read_answer.uai
    LEFT JOIN effective ON effective.indicator = read_answer.indicator AND effective.uai = read_answer.uai
    WHERE read_answer.answered_on <= state_event.day OR effective.effective_on <= state_event.day
),

-- Where there is something to choose from: mostly there is not.
contested AS (
    SELECT indicator, uai, question
    FROM read_answer
    GROUP BY indicator, uai, question
    HAVING count(*) > 1
),

chosen AS (
    SELECT
        candidate.day,
        -- One number to order by, far cheaper to compare than its parts: since when the answer counts, then the nearest one
        -- when it reaches back, then the latest told.
        arg_max(
            candidate.place,
            CAST(
                CASE
                    WHEN candidate.answered_on <= candidate.day
                        THEN datediff('day', DATE '1900-01-01', candidate.answered_on)
                    ELSE datediff('day', DATE '1900-01-01', candidate.effective_on)
                END AS HUGEINT
            ) * CAST(1e22 AS HUGEINT)
            + CASE
                WHEN candidate.answered_on <= candidate.day THEN 99999
                ELSE 99999 - datediff('day', DATE '1900-01-01', candidate.answered_on)
            END * CAST(1e17 AS HUGEINT)
            + epoch_us(candidate.recorded_at)
        ) AS place
    FROM candidate
    SEMI JOIN contested
        ON contested.indicator = candidate.indicator
        AND contested.uai = candidate.uai
        AND contested.question = candidate.question
    GROUP BY candidate.indicator, candidate.day, candidate.uai, candidate.question
)

SELECT indicator, day, uai, question, value, answered_on, batch, sheet, cell
FROM candidate
ANTI JOIN contested
    ON contested.indicator = candidate.indicator
    AND contested.uai = candidate.uai
    AND contested.question = candidate.question
WHERE value IS NOT NULL
UNION ALL
SELECT told.indicator, chosen.day, told.uai, told.question, told.value, told.answered_on, told.batch, told.sheet, told.cell
FROM chosen
JOIN read_answer AS told ON told.rowid = chosen.place
WHERE told.value IS NOT NULL

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
        state_event.day,
        read_answer.*,
        read_answer.answered_on <= state_event.day AS is_given,
        CASE WHEN read_answer.answered_on <= state_event.day THEN read_answer.answered_on ELSE effective.effective_on END AS counts_from
    FROM read_answer
    JOIN state_event ON state_event.indicator = read_answer.indicator AND state_event.uai = read_answer.uai
    LEFT JOIN effective ON effective.indicator = read_answer.indicator AND effective.uai = read_answer.uai
    WHERE read_answer.answered_on <= state_event.day OR effective.effective_on <= state_event.day
),

chosen AS (
    SELECT
        indicator,
        day,
        uai,
        question,
        arg_max(
            {'value': value, 'answered_on': answered_on, 'batch': batch, 'sheet': sheet, 'cell': cell},
            (
                counts_from,
                CASE WHEN is_given THEN 0 ELSE -datediff('day', DATE '2000-01-01', answered_on) END,
                recorded_at
            )
        ) AS answer
    FROM candidates
    GROUP BY indicator, day, uai, question
)

SELECT indicator, day, uai, question, unnest(answer)
FROM chosen
WHERE answer.value IS NOT NULL

-- One row a day, expected establishment and question of one indicator: the answer that stands on that day.
-- An answer counts from its effective day (adoption, creation) where one is known, or else from the day it was given.
-- On a day, the answer given nearest before it stands; before any was given, the one that reaches back to that day.
CREATE OR REPLACE TEMP TABLE standing_answer AS
WITH told AS (
    SELECT answer.*
    FROM standing.answer($as_of) AS answer
    JOIN standing.campaign($as_of) AS campaign ON campaign.code = answer.campaign
    WHERE answer.question IN (SELECT unnest($questions))
        AND (campaign.school_year = $school_year OR ($carries_over AND campaign.school_year < $school_year))
        AND answer.uai IN (SELECT uai FROM expected_establishment)
),

-- The adoption or creation day as known now: a correction of it moves the state, it does not add a second one.
effective AS (
    SELECT uai, TRY_CAST(arg_max(coalesce(value, ''), (answered_on, recorded_at)) AS DATE) AS effective_on
    FROM told
    WHERE question = $effective_question
    GROUP BY uai
),

candidates AS (
    SELECT
        days.day,
        told.*,
        told.answered_on <= days.day AS is_given,
        CASE WHEN told.answered_on <= days.day THEN told.answered_on ELSE effective.effective_on END AS counts_from
    FROM told
    LEFT JOIN effective ON effective.uai = told.uai
    CROSS JOIN (SELECT unnest(CAST($days AS DATE[])) AS day) AS days
    WHERE told.answered_on <= days.day OR effective.effective_on <= days.day
),

chosen AS (
    SELECT
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
    GROUP BY day, uai, question
)

SELECT day, uai, question, unnest(answer)
FROM chosen
WHERE answer.value IS NOT NULL

-- One row a period during which an establishment's state does not change, with the answer that decides it.
-- One statement from the answers to the periods: each step is read once or twice, and writing it down as a table would
-- cost several times that. `ruling` stands for the indicator's rule, which reads `standing_answer`.
WITH read_answer AS MATERIALIZED (
    -- An answer that still counts, to a question that the rule reads: of the school year, or of an earlier one when
    -- answers carry over; of the establishments of touched_establishment, or of all when $everybody.
    SELECT
        answer.uai,
        answer.question,
        answer.value,
        answer.answered_on,
        answer.batch,
        answer.sheet,
        answer.cell,
        answer.recorded_at,
        row_number() OVER () AS place
    FROM standing.answer($as_of) AS answer
    JOIN standing.campaign($as_of) AS campaign ON campaign.code = answer.campaign
    WHERE list_contains(CAST($questions AS VARCHAR[]), answer.question)
        AND (campaign.school_year = $school_year OR ($carries_over AND campaign.school_year < $school_year))
        AND ($everybody OR answer.uai IN (SELECT uai FROM touched_establishment))
),

-- The adoption or creation day as known now: a correction of it moves the state, it does not add a second one.
effective AS (
    SELECT
        uai,
        TRY_CAST(arg_max(coalesce(value, ''), (answered_on, recorded_at)) AS DATE) AS effective_on,
        max(TRY_CAST(value AS DATE)) AS latest,
        count(*) AS told
    FROM read_answer
    WHERE question = $effective_question
    GROUP BY uai
),

answered AS (
    SELECT DISTINCT uai, answered_on AS day
    FROM read_answer
),

-- All told on one day, once the date since which they count is past: they reach back to it, and nothing changes on the
-- day they were told.
reaching AS (
    SELECT answered.uai
    FROM answered
    JOIN effective ON effective.uai = answered.uai
    WHERE effective.told = 1
    GROUP BY answered.uai
    HAVING count(*) = 1 AND max(effective.latest) <= max(answered.day)
),

-- A day of the school year on which the answers that stand, or the state they give, may change: the days of the answers,
-- and the dates they give. Those before the year count from its first day.
state_event AS MATERIALIZED (
    SELECT DISTINCT uai, greatest(day, CAST($starts_on AS DATE)) AS day
    FROM (
        SELECT answered.uai, answered.day
        FROM answered
        ANTI JOIN reaching ON reaching.uai = answered.uai
        UNION ALL
        SELECT uai, TRY_CAST(value AS DATE)
        FROM read_answer
        WHERE list_contains(CAST($dates AS VARCHAR[]), question)
    )
    WHERE day <= CAST($ends_on AS DATE)
),

-- An answer counts from its effective day (adoption, creation) where one is known, or else from the day it was given.
candidate AS (
    SELECT read_answer.*, event.day, event.effective_on
    FROM read_answer
    JOIN (
        SELECT state_event.uai, state_event.day, effective.effective_on
        FROM state_event
        LEFT JOIN effective ON effective.uai = state_event.uai
    ) AS event ON event.uai = read_answer.uai
    WHERE read_answer.answered_on <= event.day OR event.effective_on <= event.day
),

-- Where there is something to choose from: mostly there is not.
contested AS (
    SELECT uai, question
    FROM read_answer
    GROUP BY uai, question
    HAVING count(*) > 1
),

-- On a day, the answer given nearest before it stands; before any was given, the one that reaches back to that day.
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
    SEMI JOIN contested ON contested.uai = candidate.uai AND contested.question = candidate.question
    GROUP BY candidate.day, candidate.uai, candidate.question
),

-- An answer that stands on a day: what the rule reads.
standing_answer AS MATERIALIZED (
    SELECT day, uai, question, value, answered_on, place
    FROM candidate
    ANTI JOIN contested ON contested.uai = candidate.uai AND contested.question = candidate.question
    WHERE value IS NOT NULL
    UNION ALL
    SELECT chosen.day, told.uai, told.question, told.value, told.answered_on, told.place
    FROM chosen
    JOIN read_answer AS told ON told.place = chosen.place
    WHERE told.value IS NOT NULL
),

ruled AS (
    SELECT * FROM ruling
)

-- The state that the rule gives on a state_event day holds until the next one; where it gives none, nothing is known.
SELECT
    state_event.uai,
    state_event.day AS from_day,
    lead(state_event.day) OVER (PARTITION BY state_event.uai ORDER BY state_event.day) AS until_day,
    min(answer.answered_on) OVER (PARTITION BY state_event.uai) AS heard_on,
    coalesce(ruled.state, 'silencieux') AS state,
    coalesce(ruled.missing, []) AS missing,
    answer.answered_on,
    told.batch,
    told.sheet,
    told.cell
FROM state_event
LEFT JOIN ruled ON ruled.uai = state_event.uai AND ruled.day = state_event.day
LEFT JOIN standing_answer AS answer
    ON answer.uai = ruled.uai AND answer.day = ruled.day AND answer.question = ruled.decided_by
LEFT JOIN read_answer AS told ON told.place = answer.place

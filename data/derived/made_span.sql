-- One row a period during which an establishment's state does not change, with the answer that decides it.
-- The state that the rule gives on an state_event day holds until the next one; where it gives none, nothing is known.
CREATE OR REPLACE TEMP VIEW span AS
SELECT
    state_event.uai,
    state_event.day AS from_day,
    lead(state_event.day) OVER (PARTITION BY state_event.uai ORDER BY state_event.day) AS until_day,
    min(answer.answered_on) OVER (PARTITION BY state_event.uai) AS heard_on,
    coalesce(ruled.state, 'silencieux') AS state,
    coalesce(ruled.missing, []) AS missing,
    answer.answered_on,
    answer.batch,
    answer.sheet,
    answer.cell
FROM state_event
LEFT JOIN ruled ON ruled.uai = state_event.uai AND ruled.day = state_event.day
LEFT JOIN standing_answer AS answer
    ON answer.uai = ruled.uai AND answer.day = ruled.day AND answer.question = ruled.decided_by
WHERE state_event.indicator = getvariable('indicator')

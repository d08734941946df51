-- One row a kept remark of a file that still counts, with its establishment, its file and the latest decision about it.
-- Open ones are of a whole return, which no check says again. One on its day waits until a later return of the
-- establishment takes over (without a date, or dated on or after it); any other while one of its answers stands.
-- Of those that found the same, the latest stands for all, and a decision about one is a decision about all.
WITH active AS (
    SELECT * FROM standing.active_batch($as_of)
),
remark AS (
    SELECT *, list_contains(CAST($checks AS VARCHAR[]), code) AS is_of_check
    FROM warning
    WHERE campaign = $campaign
        AND recorded_at <= $as_of
),
of_return AS (
    SELECT remark.id, max(answer.answered_on) AS day
    FROM remark
    JOIN answer
        ON answer.batch = remark.batch
        AND answer.uai = remark.uai
    WHERE NOT remark.is_of_check
        AND answer.campaign = $campaign
    GROUP BY remark.id
),
named AS (
    SELECT
        remark.*,
        of_return.day,
        -- What is the same remark: a check finds the same in the same answers, a return is known by its day.
        CASE
            WHEN remark.is_of_check THEN remark.found
            ELSE concat_ws(' ', remark.question, of_return.day, remark.found, remark.message)
        END AS same
    FROM remark
    LEFT JOIN of_return ON of_return.id = remark.id
),
decided AS (
    SELECT
        named.uai,
        named.code,
        named.same,
        arg_max(settlement.settled, settlement.recorded_at) AS settled,
        arg_max(settlement.reason, settlement.recorded_at) AS reason,
        arg_max(settlement.actor, settlement.recorded_at) AS actor,
        max(settlement.recorded_at) AS at
    FROM settlement
    JOIN named ON named.id = settlement.warning
    WHERE settlement.recorded_at <= $as_of
    GROUP BY named.uai, named.code, named.same
),
taken_over AS (
    SELECT DISTINCT named.id
    FROM named
    JOIN answer
        ON answer.uai = named.uai
        AND answer.recorded_at > named.recorded_at
        AND (NOT answer.is_dated OR named.day IS NULL OR answer.answered_on >= named.day)
    JOIN active ON active.id = answer.batch
    WHERE named.question = $day_question
        AND answer.campaign = $campaign
),
holding AS (
    SELECT DISTINCT uai, batch
    FROM (
        SELECT uai, question, arg_max(batch, (answered_on, recorded_at)) AS batch
        FROM standing.answer($as_of)
        WHERE campaign = $campaign
            AND uai IN (SELECT uai FROM remark WHERE NOT is_of_check AND question <> $day_question)
        GROUP BY uai, question
    )
)
SELECT
    named.id,
    named.campaign,
    named.uai,
    coalesce(establishment.name, named.uai) AS name,
    named.question,
    answer.value,
    named.code,
    named.found,
    named.expected,
    named.message,
    named.batch,
    active.file_name,
    named.sheet,
    named.cell,
    active.recorded_at,
    active.actor,
    CASE WHEN $settled THEN decided.reason END AS reason,
    CASE WHEN $settled THEN decided.actor END AS settled_by,
    CASE WHEN $settled THEN decided.at END AS settled_at
FROM named
JOIN active ON active.id = named.batch
LEFT JOIN decided ON decided.uai = named.uai AND decided.code = named.code AND decided.same = named.same
LEFT JOIN taken_over ON taken_over.id = named.id
LEFT JOIN holding ON holding.uai = named.uai AND holding.batch = named.batch
LEFT JOIN answer
    ON answer.batch = named.batch
    AND answer.campaign = named.campaign
    AND answer.uai = named.uai
    AND answer.question = named.question
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = named.uai
WHERE coalesce(decided.settled, false) = $settled
    AND CASE
        WHEN $settled THEN true
        WHEN named.is_of_check THEN false
        WHEN named.question = $day_question THEN taken_over.id IS NULL
        ELSE holding.batch IS NOT NULL
    END
QUALIFY row_number() OVER (
        PARTITION BY named.uai, named.code, named.same
        ORDER BY named.recorded_at DESC, named.id
    ) = 1

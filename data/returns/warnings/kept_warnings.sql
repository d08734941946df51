-- One row a warning of a file that still counts, with its establishment, its file and the latest decision about it.
-- Of the warnings that found the same, the latest stands for all, and a decision about one is a decision about all: a
-- school that sends the same answers again is not asked again.
WITH kept AS (
    SELECT
        warning.*,
        coalesce(nullif(warning.found, ''), warning.message) AS same_found,
        batch.file_name,
        batch.actor,
        answer.value
    FROM warning
    JOIN standing.active_batch($as_of) AS batch ON batch.id = warning.batch
    LEFT JOIN answer
        ON answer.batch = warning.batch
        AND answer.campaign = warning.campaign
        AND ($campaign IS NULL OR answer.campaign = $campaign)
        AND answer.uai = warning.uai
        AND answer.question = warning.question
    WHERE ($campaign IS NULL OR warning.campaign = $campaign)
        AND ($uai IS NULL OR warning.uai = $uai)
),
decided AS (
    SELECT
        warning.campaign,
        warning.uai,
        warning.code,
        warning.question,
        coalesce(nullif(warning.found, ''), warning.message) AS same_found,
        arg_max(settlement.settled, settlement.recorded_at) AS settled,
        arg_max(settlement.reason, settlement.recorded_at) AS reason,
        arg_max(settlement.actor, settlement.recorded_at) AS actor,
        max(settlement.recorded_at) AS recorded_at
    FROM settlement
    JOIN warning ON warning.id = settlement.warning
    WHERE settlement.recorded_at <= $as_of
    GROUP BY ALL
)
SELECT
    kept.id,
    kept.campaign,
    asked.school_year,
    kept.uai,
    coalesce(establishment.name, kept.uai) AS name,
    kept.question,
    kept.value,
    kept.code,
    kept.found,
    kept.expected,
    kept.message,
    kept.batch,
    kept.file_name,
    kept.sheet,
    kept.cell,
    kept.recorded_at,
    kept.actor,
    CASE WHEN $settled THEN decided.reason END AS reason,
    CASE WHEN $settled THEN decided.actor END AS settled_by,
    CASE WHEN $settled THEN decided.recorded_at END AS settled_at
FROM kept
JOIN (SELECT code AS campaign, school_year FROM standing.campaign($as_of)) AS asked USING (campaign)
LEFT JOIN decided USING (campaign, uai, code, question, same_found)
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = kept.uai
WHERE coalesce(decided.settled, false) = $settled
QUALIFY row_number() OVER (
        PARTITION BY kept.campaign, kept.uai, kept.code, kept.question, kept.same_found
        ORDER BY kept.recorded_at DESC, kept.id
    ) = 1
ORDER BY settled_at DESC, strip_accents(lower(name)), kept.uai, kept.recorded_at DESC, kept.code

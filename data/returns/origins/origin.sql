-- One row an answer told by one establishment, or by one import of one campaign, with what became of it.
-- Of the answers of one campaign, establishment and question, that of the most recent day stands, the last one recorded
-- on that day (data/derived/made_span.sql). What an older day told still says how things stood then. No private text is read.
CREATE OR REPLACE TEMP TABLE origin AS
WITH counted AS MATERIALIZED (SELECT id FROM standing.active_batch($as_of)),

active AS (
    SELECT campaign, uai, question, value, false AS is_private, answered_on, is_dated, batch, sheet, cell, recorded_at
    FROM standing.answer($as_of)
    WHERE ($uai IS NULL OR uai = $uai) AND ($campaign IS NULL OR campaign = $campaign)
    UNION ALL
    SELECT
        campaign, uai, question, CASE WHEN value IS NOT NULL THEN '' END, true, answered_on, is_dated, batch, sheet, cell,
        recorded_at
    FROM private_answer AS told
    SEMI JOIN counted ON counted.id = told.batch
    WHERE ($uai IS NULL OR uai = $uai) AND ($campaign IS NULL OR campaign = $campaign)
),

placed AS (
    SELECT
        *,
        row_number() OVER latest_first AS place,
        lag(answered_on) OVER latest_first AS later_on,
        first_value({'batch': batch, 'sheet': sheet, 'cell': cell}) OVER latest_first AS stands
    FROM active
    WINDOW latest_first AS (
        PARTITION BY campaign, uai, question
        ORDER BY answered_on DESC, recorded_at DESC
    )
),

set_aside AS (
    SELECT campaign, uai, question, value, false AS is_private, answered_on, is_dated, batch, sheet, cell, recorded_at
    FROM answer
    UNION ALL
    SELECT
        campaign, uai, question, CASE WHEN value IS NOT NULL THEN '' END, true, answered_on, is_dated, batch, sheet, cell,
        recorded_at
    FROM private_answer
)

SELECT
    placed.* EXCLUDE (place, later_on, stands),
    CASE
        WHEN place = 1 THEN 'compte'
        WHEN later_on = answered_on THEN 'remplacée'
        ELSE 'antérieure'
    END AS status,
    CASE WHEN place > 1 THEN stands END AS replaced_by
FROM placed
WHERE $batch IS NULL OR batch = CAST($batch AS UUID)
UNION ALL
SELECT set_aside.*, 'annulée', NULL
FROM set_aside
-- Of the batches set aside, mostly none: then nothing is read.
SEMI JOIN (SELECT id FROM batch WHERE id NOT IN (SELECT id FROM counted)) AS reverted ON reverted.id = set_aside.batch
WHERE recorded_at <= $as_of
    AND ($uai IS NULL OR uai = $uai)
    AND ($batch IS NULL OR batch = CAST($batch AS UUID))

-- One row an establishment that the campaign expects, as the directory describes it on the day, with what it has answered:
-- the codes of the questions, the latest day that its answers speak of, when the first that counts came in, the last file.
WITH told AS (
    SELECT answer.uai, answer.question, answer.value, answer.batch, answer.answered_on, answer.recorded_at
    FROM standing.answer($as_of) AS answer
    WHERE answer.campaign = $campaign
        AND answer.question IN (SELECT unnest($questions))
),

-- As for the counts of a campaign (list_campaigns.sql): what a withdrawal erased tells nothing any more.
withdrawn AS (
    SELECT uai, question, max((answered_on, recorded_at)) AS told_at
    FROM told
    WHERE value IS NULL
    GROUP BY uai, question
),

counted AS (
    SELECT told.*
    FROM told
    LEFT JOIN withdrawn USING (uai, question)
    WHERE told.value IS NOT NULL
        AND (withdrawn.told_at IS NULL OR (told.answered_on, told.recorded_at) > withdrawn.told_at)
),

summary AS (
    SELECT
        uai,
        list(DISTINCT question) AS answered,
        max(answered_on) AS answered_on,
        min(recorded_at) AS first_received_at,
        arg_max(batch, recorded_at) AS last_batch
    FROM counted
    GROUP BY uai
)

SELECT
    expected.uai,
    coalesce(establishment.name, 'Établissement absent de l''annuaire') AS name,
    coalesce(establishment.type, 'Inconnu') AS type,
    establishment.sector,
    establishment.commune,
    establishment.epci,
    establishment.circonscription,
    establishment.bassin,
    establishment.mail,
    coalesce(summary.answered, []) AS answered,
    summary.answered_on,
    summary.first_received_at,
    batch.file_name AS last_file
FROM standing.expected($as_of) AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment USING (uai)
LEFT JOIN summary USING (uai)
LEFT JOIN batch ON batch.id = summary.last_batch
WHERE expected.campaign = $campaign
ORDER BY
    strip_accents(lower(coalesce(establishment.commune, ''))),
    strip_accents(lower(coalesce(establishment.name, ''))),
    expected.uai

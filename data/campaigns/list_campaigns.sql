-- One row a campaign (the one of $code, all when it is NULL), latest first, with how many establishments it expects and how many of them have answered.
-- To have answered is to have told something that still stands to a question of an indicator ($questions). An answer
-- withdrawn by a later (effacer) does not. Withdrawals are few: they are the small side of a join, so that all answers
-- are read once and never sorted; only those to a question withdrawn once are dated as standing.answer dates them.
WITH told AS (
    SELECT answer.campaign, answer.uai, answer.question, answer.value, answer.answered_on, answer.is_dated, answer.recorded_at
    FROM answer
    JOIN standing.active_batch($as_of) AS active ON active.id = answer.batch
    WHERE ($code IS NULL OR answer.campaign = $code)
        AND answer.question IN (SELECT unnest($questions))
),
withdrawn AS (
    SELECT DISTINCT campaign, uai, question
    FROM told
    WHERE value IS NULL
),
disputed AS (
    SELECT
        told.* EXCLUDE (answered_on),
        CASE
            WHEN is_dated THEN answered_on
            ELSE least(
                answered_on,
                min(answered_on) OVER (
                    PARTITION BY campaign, uai, question
                    ORDER BY recorded_at
                    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
                )
            )
        END AS answered_on
    FROM told
    SEMI JOIN withdrawn USING (campaign, uai, question)
),
answered AS (
    SELECT campaign, uai
    FROM told
    ANTI JOIN withdrawn USING (campaign, uai, question)
    UNION
    SELECT campaign, uai
    FROM disputed
    GROUP BY campaign, uai, question
    HAVING arg_max(value IS NOT NULL, (answered_on, recorded_at))
),
counted AS (
    SELECT expected.campaign, count(*) AS expected, count(answered.uai) AS answered
    FROM standing.expected($as_of) AS expected
    LEFT JOIN answered USING (campaign, uai)
    WHERE $code IS NULL OR expected.campaign = $code
    GROUP BY expected.campaign
)
SELECT
    campaign.code,
    campaign.school_year,
    campaign.label,
    campaign.opens_on,
    campaign.closes_on,
    coalesce(counted.expected, 0) AS expected,
    coalesce(counted.answered, 0) AS answered
FROM standing.campaign($as_of) AS campaign
LEFT JOIN counted ON counted.campaign = campaign.code
WHERE $code IS NULL OR campaign.code = $code
ORDER BY campaign.school_year DESC, campaign.created_at DESC, campaign.code

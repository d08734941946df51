-- One row a campaign (the one of $code, all when it is NULL), latest first, with how many establishments it expects and how many of them have answered.
-- An answer withdrawn by a later (effacer) is not one. Withdrawals are few: they are the small side of a join,
-- so that all answers are read once and never sorted.
WITH told AS (
    SELECT
        answer.campaign,
        answer.uai,
        answer.question,
        answer.value IS NULL AS is_withdrawal,
        (answer.answered_on, answer.recorded_at) AS told_at
    FROM answer
    JOIN standing.active_batch($as_of) AS active ON active.id = answer.batch
    WHERE $code IS NULL OR answer.campaign = $code
),
withdrawal AS (
    SELECT campaign, uai, question, max(told_at) AS told_at
    FROM told
    WHERE is_withdrawal
    GROUP BY campaign, uai, question
),
answered AS (
    SELECT DISTINCT told.campaign, told.uai
    FROM told
    LEFT JOIN withdrawal USING (campaign, uai, question)
    WHERE NOT told.is_withdrawal
        AND (withdrawal.told_at IS NULL OR told.told_at > withdrawal.told_at)
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

-- One row an establishment and question: the answer that stands in the campaign, else in the latest earlier one, and its
-- day. value is '' when it was withdrawn. $uai: NULL for everybody.
WITH this_campaign AS (
    SELECT school_year, created_at
    FROM standing.campaign($as_of)
    WHERE code = $campaign
),
up_to_it AS (
    SELECT
        campaign.code,
        row_number() OVER (
            ORDER BY campaign.code = $campaign, campaign.school_year, campaign.created_at, campaign.code
        ) AS place
    FROM standing.campaign($as_of) AS campaign, this_campaign
    WHERE campaign.code = $campaign
        OR (campaign.school_year, campaign.created_at) < (this_campaign.school_year, this_campaign.created_at)
)
SELECT
    answer.uai,
    answer.question,
    -- arg_max passes over NULL: a withdrawn answer would let an older one through.
    arg_max(coalesce(answer.value, ''), (up_to_it.place, answer.answered_on, answer.recorded_at)) AS value,
    arg_max(answer.answered_on, (up_to_it.place, answer.answered_on, answer.recorded_at)) AS answered_on
FROM standing.answer($as_of) AS answer
JOIN up_to_it ON up_to_it.code = answer.campaign
WHERE answer.question IN (SELECT unnest(CAST($questions AS VARCHAR[])))
    AND ($uai IS NULL OR answer.uai IN (SELECT unnest(CAST($uai AS VARCHAR[]))))
GROUP BY answer.uai, answer.question

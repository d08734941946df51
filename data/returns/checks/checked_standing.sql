-- One row an establishment and question that a check looks at, as it stands: the value (NULL when withdrawn), the last
-- other answer before it (of the questions in $falling), and when it was told. All are to be looked at.
CREATE OR REPLACE TEMP TABLE checked AS
WITH told AS (
    SELECT
        uai,
        CAST(list_position(CAST($involved AS VARCHAR[]), question) AS UTINYINT) AS question,
        coalesce(value, '') AS value,
        answered_on,
        recorded_at
    FROM standing.answer($as_of)
    WHERE campaign = $campaign
        AND list_contains(CAST($involved AS VARCHAR[]), question)
),
latest AS (
    SELECT
        uai,
        question,
        max({'answered_on': answered_on, 'recorded_at': recorded_at, 'value': value}) AS one
    FROM told
    GROUP BY uai, question
),
other AS (
    SELECT
        told.uai,
        told.question,
        arg_max(told.value, (told.answered_on, told.recorded_at)) AS value
    FROM told
    JOIN latest ON latest.uai = told.uai AND latest.question = told.question
    WHERE list_contains(CAST($falling AS UTINYINT[]), told.question)
        AND told.value <> latest.one.value
    GROUP BY told.uai, told.question
)
SELECT
    latest.uai,
    latest.question,
    nullif(latest.one.value, '') AS value,
    nullif(other.value, '') AS before,
    true AS is_told,
    latest.one.recorded_at AS told_at
FROM latest
LEFT JOIN other ON other.uai = latest.uai AND other.question = latest.question

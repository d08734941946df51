-- One row an establishment and question that a check looks at, as it stands after the drop: the value (NULL when there
-- is none), the one before, and whether it comes from this drop.
-- A question is its place in $involved, counted from 1: numbers are copied and compared twice as fast as codes.
CREATE OR REPLACE TEMP TABLE checked AS
WITH said AS (
    SELECT
        uai,
        CAST(list_position(CAST($involved AS VARCHAR[]), question) AS UTINYINT) AS question,
        coalesce(value, '') AS value,
        answered_on
    FROM told
    WHERE list_contains(CAST($involved AS VARCHAR[]), question)
),
known AS (
    SELECT
        uai,
        CAST(list_position(CAST($involved AS VARCHAR[]), question) AS UTINYINT) AS question,
        value,
        answered_on,
        is_dated
    FROM held
    WHERE list_contains(CAST($involved AS VARCHAR[]), question)
),
compared AS (
    SELECT
        coalesce(said.uai, known.uai) AS uai,
        coalesce(said.question, known.question) AS question,
        said.value AS new_value,
        known.value AS old_value,
        said.uai IS NOT NULL
            AND NOT coalesce(known.is_dated AND said.answered_on < known.answered_on, false) AS is_told
    FROM said
    FULL JOIN known ON known.uai = said.uai AND known.question = said.question
)
SELECT
    uai,
    question,
    nullif(CASE WHEN is_told THEN new_value ELSE old_value END, '') AS value,
    nullif(old_value, '') AS before,
    is_told
FROM compared

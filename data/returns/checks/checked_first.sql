-- One row an establishment and question that a check looks at, as it stands after a drop before which nothing was held:
-- what `checked` gives, without the join.
CREATE OR REPLACE TEMP TABLE checked AS
SELECT
    uai,
    CAST(list_position(CAST($involved AS VARCHAR[]), question) AS UTINYINT) AS question,
    value,
    CAST(NULL AS VARCHAR) AS before,
    true AS is_told
FROM told
WHERE list_contains(CAST($involved AS VARCHAR[]), question)

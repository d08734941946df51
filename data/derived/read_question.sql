-- One row a question that a rule reads, and what it means to it.
CREATE OR REPLACE TEMP TABLE read_question AS
SELECT
    unnest(CAST($indicators AS VARCHAR[])) AS indicator,
    unnest(CAST($questions AS VARCHAR[])) AS question,
    unnest(CAST($dates AS BOOLEAN[])) AS is_date,
    unnest(CAST($effective AS BOOLEAN[])) AS is_effective,
    unnest(CAST($carries_over AS BOOLEAN[])) AS carries_over

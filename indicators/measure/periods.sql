-- One row a value of a group (one value without a group), a state and its days: how many expected establishments were in it
-- from from_day to until_day, which is excluded. heard_on: the day of
-- their first answer, NULL when it is not after from_day: it then changes nothing, and far fewer rows tell the same.
CREATE TABLE a_table AS
SELECT
    placed.value,
    span.state,
    span.from_day,
    coalesce(span.until_day, DATE 'infinity') AS until_day,
    CASE WHEN span.heard_on > span.from_day THEN span.heard_on END AS heard_on,
    count(*) AS establishments
FROM span
JOIN (
    SELECT uai, coalesce(nullif(CAST(a_group AS VARCHAR), ''), $unknown) AS value FROM expected_establishment
) AS placed ON placed.uai = span.uai
WHERE span.state <> 'silencieux'
GROUP BY ALL

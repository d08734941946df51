-- One row an establishment that the tool serves, and its service when one is looked at (decided in docs/guide.md, « Usages »).
-- Served by a tool: of the types its indicator names, or else it reported the tool at least once in the period, or at
-- least half of its type did. The same for a service, among those the tool serves. A SEGPA (nature 390) reports with
-- its collège: it is left out, unless it reports itself.
CREATE OR REPLACE TEMP TABLE concerned_establishment AS
WITH seen AS (
    SELECT DISTINCT service, uai
    FROM monthly
    WHERE service IN ($tool, $service)
        AND month BETWEEN $first_month AND $last_month
),

able AS (
    SELECT
        expected.uai,
        expected.type,
        expected.pupils,
        expected.uai IN (SELECT uai FROM seen WHERE service = $tool) AS has_tool,
        expected.uai IN (SELECT uai FROM seen WHERE service = $service) AS has_service
    FROM expected_establishment AS expected
    WHERE expected.nature IS DISTINCT FROM '390'
        OR expected.uai IN (SELECT uai FROM seen)
),

of_the_tool AS (
    SELECT *
    FROM able
    QUALIFY CASE
        WHEN len($types) > 0 THEN list_contains($types, type)
        ELSE has_tool OR avg(CAST(has_tool AS INTEGER)) OVER (PARTITION BY type) >= 0.5
    END
)

SELECT uai, type, pupils
FROM of_the_tool
QUALIFY $service = $tool OR has_service OR avg(CAST(has_service AS INTEGER)) OVER (PARTITION BY type) >= 0.5

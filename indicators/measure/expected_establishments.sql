-- One row an establishment expected by a campaign of the school year, with the type and nature that the directory gave on
-- that day: what counting needs. Reading all that describes it takes as long again.
CREATE TABLE a_table AS
WITH told AS NOT MATERIALIZED (
    -- A list, which DuckDB applies as it reads; a join would come after. Read where it is used: it skips the rows of which
    -- none is false.
    SELECT campaign, uai, expected, recorded_at
    FROM campaign_expected
    WHERE list_contains($campaigns, campaign) AND recorded_at <= $as_of
)

SELECT expected.uai, coalesce(establishment.type, 'Inconnu') AS type, establishment.nature
FROM (
    -- Those that no campaign of the year ever took off its list, or never put on it.
    SELECT uai
    FROM told
    WHERE uai NOT IN (SELECT uai FROM told WHERE expected = false)
    GROUP BY uai
    UNION ALL
    -- The others, few of them: what a campaign said last holds, as in standing.expected.
    SELECT DISTINCT uai
    FROM (
        SELECT uai
        FROM told
        WHERE uai IN (SELECT uai FROM told WHERE expected = false)
        GROUP BY campaign, uai
        HAVING arg_max(expected, recorded_at)
    )
) AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = expected.uai
WHERE ($type IS NULL OR establishment.type = $type)
    AND ($sector IS NULL OR establishment.sector = $sector)
    AND ($priority_education IS NULL OR establishment.priority_education = $priority_education)
    AND ($commune IS NULL OR establishment.commune = $commune)
    AND ($epci IS NULL OR establishment.epci = $epci)
    AND ($arrondissement IS NULL OR establishment.arrondissement = $arrondissement)
    AND ($bassin IS NULL OR establishment.bassin = $bassin)
    AND ($circonscription IS NULL OR establishment.circonscription = $circonscription)

-- One row an establishment expected by a campaign of the school year, with what the directory said of it on that day.
CREATE TABLE a_table AS
SELECT
    expected.uai,
    coalesce(establishment.name, 'Établissement absent de l''annuaire') AS name,
    coalesce(establishment.type, 'Inconnu') AS type,
    establishment.sector,
    establishment.priority_education,
    establishment.commune,
    establishment.epci,
    establishment.arrondissement,
    establishment.bassin,
    establishment.circonscription,
    establishment.pupils,
    establishment.latitude,
    establishment.longitude,
    establishment.nature
FROM (
    -- A list, which DuckDB applies before it groups the expected of all school years; a join would come after.
    SELECT DISTINCT uai
    FROM standing.expected($as_of)
    WHERE list_contains($campaigns, campaign)
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

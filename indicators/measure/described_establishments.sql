-- One row an expected establishment, with what the directory said of it on that day.
CREATE TABLE a_table AS
SELECT
    expected.uai,
    coalesce(establishment.name, 'Établissement absent de l''annuaire') AS name,
    expected.type,
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
    expected.nature
FROM the_expected AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = expected.uai

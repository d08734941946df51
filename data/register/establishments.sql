-- One row an establishment known, open or closed, as described on the day.
SELECT
    uai, name, type, sector, postal_code, commune_code, commune, departement, epci, arrondissement, bassin,
    circonscription, priority_education, pupils, latitude, longitude, nature, parent_uai, mail, is_open,
    valid_from
FROM standing.establishment($on_day, $as_of)
ORDER BY uai

-- One row a description of one establishment by a load of the directory that counts, as known then, the first one first.
SELECT
    establishment.uai, establishment.name, establishment.type, establishment.sector, establishment.commune,
    establishment.epci, establishment.arrondissement, establishment.bassin, establishment.circonscription,
    establishment.priority_education, establishment.pupils, establishment.latitude, establishment.longitude,
    establishment.mail, establishment.is_open, establishment.valid_from
FROM establishment
JOIN standing.active_batch($as_of) AS active ON active.id = establishment.batch
WHERE establishment.uai = $uai
ORDER BY establishment.valid_from, establishment.recorded_at

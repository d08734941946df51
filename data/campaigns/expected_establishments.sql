-- One row an establishment that the campaign expects, as the directory described it on the day.
SELECT
    expected.uai,
    coalesce(establishment.name, '') AS name,
    coalesce(establishment.type, '') AS type,
    establishment.sector,
    establishment.postal_code,
    establishment.commune_code,
    establishment.commune,
    establishment.epci,
    establishment.arrondissement,
    establishment.bassin,
    establishment.circonscription,
    establishment.priority_education,
    establishment.nature,
    establishment.parent_uai,
    establishment.mail,
    coalesce(establishment.is_open, true) AS is_open
FROM standing.expected($as_of) AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment USING (uai)
WHERE expected.campaign = $campaign
ORDER BY
    strip_accents(lower(coalesce(establishment.type, ''))),
    strip_accents(lower(coalesce(establishment.commune, ''))),
    strip_accents(lower(coalesce(establishment.name, ''))),
    expected.uai

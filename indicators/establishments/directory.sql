-- One row an establishment known, open or closed, as described on the day: what it is searched by.
SELECT uai, name, type, commune, is_open
FROM standing.establishment($on_day, $as_of)
ORDER BY strip_accents(lower(name)), strip_accents(lower(coalesce(commune, ''))), uai

-- One row: how many establishments are open, in one département or, when it is NULL, in all.
SELECT count(*)
FROM standing.establishment($on_day, $as_of)
WHERE is_open
    AND ($departement IS NULL OR coalesce(departement, left(uai, 3)) = $departement)

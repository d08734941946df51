-- One row: how many open establishments of the territory are known. The first digits of a UAI name its département.
SELECT count(*)
FROM standing.establishment($today, $at)
WHERE is_open
    AND coalesce(departement, left(uai, 3)) = $territory

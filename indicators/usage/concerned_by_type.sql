-- One row a type: how many establishments are concerned.
SELECT type, count(*) AS concerned
FROM concerned_establishment
GROUP BY type
ORDER BY concerned DESC, type

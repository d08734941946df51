-- At most one row: the latest value stated for a property.
SELECT arg_max(value, recorded_at) AS value
FROM property
WHERE name = $name
HAVING count(*) > 0

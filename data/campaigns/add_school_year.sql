-- Adds one row: a school year, unless it is known already.
INSERT INTO school_year (code, starts_on, ends_on, zone, actor, recorded_at)
SELECT $code, $starts_on, $ends_on, $zone, $actor, $at
WHERE NOT EXISTS (SELECT 1 FROM standing.school_year($at) WHERE code = $code)

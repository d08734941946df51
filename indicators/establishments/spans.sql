-- One row a period during which the state of one establishment does not change, the first one first.
SELECT from_day, state
FROM span
WHERE uai = $uai
ORDER BY from_day

-- One row an establishment and a period of the school year during which it has one state, of those that answered.
SELECT uai, from_day, until_day, state
FROM span
WHERE state <> 'silencieux'

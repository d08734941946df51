-- Keeps the usage facts of some months that stand, sorted as they are read.
INSERT INTO current_usage
SELECT uai, month, service, profile, potential, activated, unique_users, visits, batch, sheet, row_number, recorded_at
FROM standing.usage($as_of)
WHERE month BETWEEN $first AND $last AND list_contains(CAST($months AS DATE[]), month)
ORDER BY month, service, profile, uai

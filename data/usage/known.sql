-- One row a month and service of which something is known: establishments, and the instant of the latest fact.
SELECT month, service, count(DISTINCT uai) AS establishments, max(recorded_at) AS told_at
FROM standing.usage($as_of)
GROUP BY month, service
ORDER BY month DESC, service

-- One row a month and service of which the facts that stand tell a total beside profiles: of how many establishments.
SELECT month, service, count(*) AS establishments
FROM (
    SELECT uai, month, service
    FROM standing.usage($as_of)
    GROUP BY uai, month, service
    HAVING bool_or(profile = $all) AND bool_or(profile <> $all)
)
GROUP BY month, service
ORDER BY month, service

-- One row a fact about all profiles together, of an establishment, month and service that the file tells by profile too.
SELECT line, profile
FROM told_usage
WHERE profile = $all
    AND (uai, month, service) IN (SELECT (uai, month, service) FROM told_usage WHERE profile <> $all)
ORDER BY line

-- One row a fact of the file that can be taken, sorted as facts are stored.
SELECT *
FROM told_usage
WHERE line NOT IN (SELECT unnest($refused))
    AND (line, profile) NOT IN (SELECT (line, profile) FROM left_out)
ORDER BY month, service, profile, uai

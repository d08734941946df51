-- One row a fact of a profile that, where several others stand beside it, equals their sum in accounts or in users more
-- often than not: a total under a name of its own. Another total of the same amount is not one of its parts.
WITH told AS (
    SELECT DISTINCT line, uai, month, service, profile, potential, unique_users
    FROM told_usage
    WHERE profile <> $all
        AND line NOT IN (SELECT unnest($refused))
),

compared AS (
    SELECT
        told.line,
        told.profile,
        told.potential > 0
        AND count(*) FILTER (other.potential <> told.potential) > 1
        AND told.potential = sum(other.potential) FILTER (other.potential <> told.potential)
        OR told.unique_users > 0
        AND count(*) FILTER (other.unique_users <> told.unique_users) > 1
        AND told.unique_users = sum(other.unique_users) FILTER (other.unique_users <> told.unique_users) AS is_sum
    FROM told
    JOIN told AS other
        ON other.uai = told.uai
        AND other.month = told.month
        AND other.service = told.service
        AND other.profile <> told.profile
    WHERE told.profile NOT IN (SELECT unnest($known))
    GROUP BY told.line, told.profile, told.potential, told.unique_users
)

SELECT line, profile
FROM compared
WHERE profile IN (SELECT profile FROM compared GROUP BY profile HAVING 2 * count(*) FILTER (is_sum) > count(*))
ORDER BY line

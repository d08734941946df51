-- One row a month and service that a file tells: its facts that are new, changed or unchanged, those known that it does
-- not tell again, and its establishments.
WITH compared AS (
    SELECT
        told.month,
        told.service,
        told.uai,
        CASE
            WHEN held.uai IS NULL THEN 'new'
            WHEN
                coalesce(told.potential, held.potential) IS NOT DISTINCT FROM held.potential
                AND coalesce(told.activated, held.activated) IS NOT DISTINCT FROM held.activated
                AND coalesce(told.unique_users, held.unique_users) IS NOT DISTINCT FROM held.unique_users
                AND coalesce(told.visits, held.visits) IS NOT DISTINCT FROM held.visits
                THEN 'unchanged'
            ELSE 'changed'
        END AS state
    FROM told_usage AS told
    LEFT JOIN held_usage AS held
        ON held.uai = told.uai
        AND held.month = told.month
        AND held.service = told.service
        AND held.profile = told.profile
),

remaining AS (
    SELECT month, service, count(*) AS facts
    FROM held_usage
    WHERE (uai, month, service, profile) NOT IN (SELECT (uai, month, service, profile) FROM told_usage)
    GROUP BY month, service
)

SELECT
    compared.month,
    compared.service,
    count(DISTINCT compared.uai) AS establishments,
    count(*) FILTER (compared.state = 'new') AS new,
    count(*) FILTER (compared.state = 'changed') AS changed,
    count(*) FILTER (compared.state = 'unchanged') AS unchanged,
    coalesce(any_value(remaining.facts), 0) AS remaining
FROM compared
LEFT JOIN remaining ON remaining.month = compared.month AND remaining.service = compared.service
GROUP BY compared.month, compared.service
ORDER BY compared.month, compared.service

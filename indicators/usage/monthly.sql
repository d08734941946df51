-- One row a service, month, profile (NULL: all together) and type (NULL: all together): sums over the establishments
-- that reported it. Unique users add up over establishments and disjoint profiles of one month and service, never beyond.
-- An establishment that reports more users than accounts is an anomaly: it is set aside, and counted apart.
WITH told AS (
    SELECT
        usage.*,
        concerned.type,
        concerned.pupils
    FROM standing.usage($as_of) AS usage
    JOIN concerned_establishment AS concerned ON concerned.uai = usage.uai
    WHERE list_contains($services, usage.service)
        AND list_contains($months, usage.month)
        AND usage.month BETWEEN $first_month AND $last_month
),

-- What one establishment reported, of each profile and of all together. Numbers are paired: users without accounts
-- known, or accounts without users, would bend the rate. What is not summed joins afterwards: there is less to group by.
reported AS (
    SELECT
        service,
        month,
        profile,
        type,
        pupils,
        CASE WHEN unique_users IS NOT NULL THEN potential END AS potential,
        CASE WHEN potential IS NOT NULL THEN unique_users END AS users,
        CASE WHEN unique_users IS NOT NULL THEN activated END AS activated,
        CASE WHEN activated IS NOT NULL THEN unique_users END AS activated_users,
        visits,
        CASE WHEN unique_users IS NOT NULL THEN visits END AS visits_of_users,
        CASE WHEN visits IS NOT NULL THEN unique_users END AS visitors,
        recorded_at AS first_told,
        recorded_at AS last_told
    FROM told
    UNION ALL
    SELECT
        whole.service,
        whole.month,
        NULL,
        concerned.type,
        concerned.pupils,
        whole.* EXCLUDE (uai, service, month)
    FROM (
        SELECT
            uai,
            service,
            month,
            sum(potential) FILTER (unique_users IS NOT NULL),
            sum(unique_users) FILTER (potential IS NOT NULL),
            sum(activated) FILTER (unique_users IS NOT NULL),
            sum(unique_users) FILTER (activated IS NOT NULL),
            sum(visits),
            sum(visits) FILTER (unique_users IS NOT NULL),
            sum(unique_users) FILTER (visits IS NOT NULL),
            min(recorded_at),
            max(recorded_at)
        FROM told
        GROUP BY service, month, uai
    ) AS whole
    JOIN concerned_establishment AS concerned ON concerned.uai = whole.uai
),

judged AS (
    SELECT
        *,
        coalesce(potential > 0 AND users <= potential, false) AS counts,
        coalesce(users > potential, false) AS over,
        coalesce(activated > 0 AND activated_users <= activated, false) AND NOT over AS has_activated,
        coalesce(pupils > 0 AND users <= pupils, false) AND NOT over AS has_pupils,
        visits IS NOT NULL AND NOT over AS has_visits
    FROM reported
)

SELECT
    service,
    month,
    profile,
    type,
    CAST(coalesce(sum(users) FILTER (counts), 0) AS BIGINT) AS users,
    CAST(coalesce(sum(potential) FILTER (counts), 0) AS BIGINT) AS potential,
    CAST(coalesce(sum(activated_users) FILTER (has_activated), 0) AS BIGINT) AS activated_users,
    CAST(coalesce(sum(activated) FILTER (has_activated), 0) AS BIGINT) AS activated,
    CAST(coalesce(sum(users) FILTER (has_pupils), 0) AS BIGINT) AS pupil_users,
    CAST(coalesce(sum(pupils) FILTER (has_pupils), 0) AS BIGINT) AS pupils,
    CAST(coalesce(sum(visitors) FILTER (has_visits), 0) AS BIGINT) AS visitors,
    CAST(coalesce(sum(visits_of_users) FILTER (has_visits), 0) AS BIGINT) AS visits_of_users,
    CAST(coalesce(sum(visits) FILTER (has_visits), 0) AS BIGINT) AS visits,
    count(*) FILTER (counts) AS reported_potential,
    count(*) FILTER (has_activated) AS reported_activated,
    count(*) FILTER (has_pupils) AS reported_pupils,
    count(*) FILTER (has_visits) AS reported_visits,
    count(*) FILTER (over) AS anomalies,
    min(first_told) FILTER (NOT over) AS first_told,
    max(last_told) FILTER (NOT over) AS last_told
FROM judged
GROUP BY GROUPING SETS ((service, month, profile, type), (service, month, profile))
ORDER BY service, month, profile NULLS FIRST, type NULLS FIRST

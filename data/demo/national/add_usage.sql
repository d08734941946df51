-- Adds one row an establishment, service and profile of one month and tool, sorted as an import sorts them.
INSERT INTO usage BY NAME
WITH served AS (
    SELECT
        uai,
        type,
        coalesce(pupils, 150) AS pupils,
        0.85 + 0.27 * chance($seed, 'eager', uai) AS eagerness,
        -- Its accounts were not brought up to date: more users than accounts.
        chance($seed, 'anomaly ' || $month, uai) < 0.0004 AS is_wrong
    FROM establishment
    WHERE batch = $directory
        AND list_contains($types, type)
        AND chance($seed, 'connected', uai) < $connected
        AND chance($seed, 'silent ' || $month, uai) >= 0.012
),

accounts AS (
    SELECT
        served.*,
        profile.name AS profile,
        profile.visits AS visits_a_day,
        greatest(1, CAST(round(pupils * profile.accounts) AS INTEGER)) AS potential,
        (profile.used + $years * CASE type WHEN 'Collège' THEN 0.05 WHEN 'Lycée' THEN -0.012 ELSE 0.03 END)
            * eagerness * $season AS used
    FROM served
    CROSS JOIN (SELECT unnest($profiles) AS profile) AS profiles
),

counted AS (
    SELECT
        accounts.*,
        service.name AS service,
        CAST(round(potential * least(1.0, 0.82 + 0.04 * $years)) AS INTEGER) AS activated,
        used * service.part * (0.93 + 0.14 * chance($seed, service.name || profile || $month, uai)) AS share
    FROM accounts
    CROSS JOIN (SELECT unnest($services) AS service) AS services
),

told AS (
    SELECT *, least(activated, CAST(round(potential * share) AS INTEGER)) AS unique_users
    FROM counted
)

SELECT
    CAST($batch AS UUID) AS batch,
    uai,
    CAST($month AS DATE) AS month,
    service,
    profile,
    CASE WHEN is_wrong THEN 1 + potential // 5 ELSE potential END AS potential,
    CASE WHEN is_wrong THEN 1 + potential // 5 ELSE activated END AS activated,
    unique_users,
    greatest(unique_users, CAST(round(unique_users * visits_a_day * $school_days) AS INTEGER)) AS visits,
    CAST($recorded_at AS TIMESTAMP) AS recorded_at
FROM told
ORDER BY service, profile, uai

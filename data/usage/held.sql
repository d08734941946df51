-- One row a fact known of the months and services that a file tells: the latest number of each measure, since a blank
-- erases nothing.
CREATE OR REPLACE TEMP TABLE held_usage AS
SELECT
    uai,
    month,
    service,
    profile,
    arg_max(potential, recorded_at) AS potential,
    arg_max(activated, recorded_at) AS activated,
    arg_max(unique_users, recorded_at) AS unique_users,
    arg_max(visits, recorded_at) AS visits,
    arg_max(batch, recorded_at) AS batch
FROM usage
WHERE (month, service) IN (SELECT DISTINCT (month, service) FROM told_usage)
    AND batch IN (SELECT id FROM standing.active_batch($as_of))
GROUP BY uai, month, service, profile

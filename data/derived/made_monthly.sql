-- One row an establishment and month of one service, over all profiles or of one of them, as known at an instant.
-- Users and accounts count in pairs: a profile of which only one is told would bend the rate.
CREATE OR REPLACE TEMP VIEW monthly AS
SELECT
    uai,
    month,
    sum(potential) FILTER (unique_users IS NOT NULL) AS potential,
    sum(unique_users) FILTER (potential IS NOT NULL) AS unique_users,
    sum(potential) AS accounts,
    any_value(batch) AS batch
FROM standing.usage(getvariable('as_of'))
WHERE service = getvariable('service')
    AND (getvariable('profile') IS NULL OR profile = getvariable('profile'))
GROUP BY uai, month

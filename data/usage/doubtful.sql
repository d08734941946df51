-- One row a fact that counts more people, or more activated accounts, than accounts.
SELECT line, profile, potential, activated, unique_users
FROM told_usage
WHERE unique_users > potential
    OR activated > potential
ORDER BY line, profile

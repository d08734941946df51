-- One row a fact of use, as a script would have them.
SELECT month, service, profile, uai, potential, unique_users
FROM usage

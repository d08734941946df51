-- One row a service of which something was told.
SELECT DISTINCT service FROM usage ORDER BY service

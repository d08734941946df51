-- One row a migration number already applied.
SELECT number FROM migration

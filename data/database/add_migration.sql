-- Adds one row a migration.
INSERT INTO migration VALUES ($number, $name, $at)

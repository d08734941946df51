-- Forgets what a derived table was made from.
DELETE FROM derived WHERE name = $name

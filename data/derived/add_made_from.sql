-- Adds one row: what a derived table was made from.
INSERT INTO derived VALUES ($name, $made_from)

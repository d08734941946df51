-- Forgets what every derived table was made from: each is then made again.
DELETE FROM derived

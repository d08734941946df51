-- One row an establishment of the directory, open or closed.
SELECT uai FROM standing.establishment($on_day, $as_of)

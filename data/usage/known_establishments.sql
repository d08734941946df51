-- One row an establishment of the directory, open or closed: a file may speak of a month when it was open.
SELECT uai FROM standing.establishment($on_day, $as_of)

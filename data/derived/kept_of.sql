-- One row: the instant of the latest write, and what a derived table was made from; NULL where there is none.
SELECT
    (SELECT max(recorded_at) FROM journal) AS latest,
    (SELECT any_value(made_from) FROM derived WHERE name = $name) AS made_from

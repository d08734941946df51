-- One row a combination of type, sector and EPCI among the expected. Read beside the directory: all that describes them
-- takes twice as long, and the first screen need not know it.
SELECT DISTINCT expected.type, establishment.sector, establishment.epci
FROM expected_establishment AS expected
LEFT JOIN standing.establishment($on_day, $as_of) AS establishment ON establishment.uai = expected.uai

-- One row a combination of type, sector and EPCI among the expected.
SELECT DISTINCT type, sector, epci FROM expected_establishment

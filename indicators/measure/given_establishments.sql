-- One row a given establishment: it stands where the expected ones do.
CREATE OR REPLACE TEMP TABLE expected_establishment AS
SELECT unnest(CAST($uais AS VARCHAR[])) AS uai, '' AS type, '' AS commune, '' AS name

-- One row a given establishment, as those that the service serves.
CREATE OR REPLACE TEMP VIEW served_establishment AS SELECT * FROM expected_establishment

-- One row an establishment expected in the situation of this cursor.
CREATE OR REPLACE TEMP VIEW expected_establishment AS
SELECT * FROM a_table

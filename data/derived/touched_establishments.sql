-- One row an establishment of which one of these batches tells something.
CREATE OR REPLACE TEMP TABLE touched_establishment AS
SELECT DISTINCT uai
FROM answer
WHERE list_contains(CAST($batches AS UUID[]), batch)

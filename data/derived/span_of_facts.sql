-- One row a period of one indicator and school year, worked out from the facts: `made` is made_span.sql.
CREATE OR REPLACE TEMP TABLE worked_out_span AS
SELECT * FROM made

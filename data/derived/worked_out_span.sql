-- One row a period of one indicator and school year, as worked out last.
CREATE OR REPLACE TEMP VIEW span AS
SELECT * FROM worked_out_span

-- One row a usage fact that stands, of some months, as kept.
CREATE OR REPLACE TEMP VIEW told_usage AS
SELECT * FROM current_usage WHERE list_contains(CAST(getvariable('months') AS DATE[]), month)

-- One row a usage fact that stands, as known at an instant.
CREATE OR REPLACE TEMP VIEW told_usage AS
SELECT * FROM standing.usage(getvariable('as_of'))

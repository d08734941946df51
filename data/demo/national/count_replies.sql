-- One row: how many establishments answer in this wave.
SELECT count(*) FROM reply

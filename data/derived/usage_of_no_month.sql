-- One row: how many kept usage facts are of a month of which no fact tells.
SELECT count(*) FROM current_usage WHERE month NOT IN (SELECT month FROM usage)

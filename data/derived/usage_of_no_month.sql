-- One row: how many kept usage facts and sums are of a month of which no fact tells.
SELECT
    (SELECT count(*) FROM current_usage WHERE month NOT IN (SELECT month FROM usage))
    + (SELECT count(*) FROM monthly_usage WHERE month NOT IN (SELECT month FROM usage))

-- One row: how many sums of usage of some months stand in what is kept and not in `monthly`, or the reverse.
WITH made AS (
    SELECT uai, month, service, potential, unique_users, accounts, told_at, batch, sheet, row_number FROM monthly
),

kept AS (SELECT * FROM monthly_usage WHERE list_contains(CAST($months AS DATE[]), month))

SELECT count(*)
FROM (
    (SELECT * FROM made EXCEPT ALL SELECT * FROM kept)
    UNION ALL
    (SELECT * FROM kept EXCEPT ALL SELECT * FROM made)
)

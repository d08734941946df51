-- One row: how many usage facts of some months stand in what is kept and not among the facts, or the reverse.
WITH told AS (
    SELECT
        uai, month, service, profile, potential, activated, unique_users, visits, batch, sheet, row_number, recorded_at
    FROM standing.usage($as_of)
    WHERE month BETWEEN $first AND $last AND list_contains(CAST($months AS DATE[]), month)
),

kept AS (SELECT * FROM current_usage WHERE list_contains(CAST($months AS DATE[]), month))

SELECT count(*)
FROM (
    (SELECT * FROM told EXCEPT ALL SELECT * FROM kept)
    UNION ALL
    (SELECT * FROM kept EXCEPT ALL SELECT * FROM told)
)

-- One row: how many establishments have, in what is kept, other periods than those the facts give.
SELECT count(DISTINCT uai)
FROM (
    (SELECT * FROM span
     EXCEPT ALL
     SELECT * FROM kept)
    UNION ALL
    (SELECT * FROM kept
     EXCEPT ALL
     SELECT * FROM span)
)

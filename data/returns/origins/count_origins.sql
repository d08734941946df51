-- One row: what became of the answers of the table `origin`, all told by one import.
SELECT
    count(DISTINCT uai) AS establishments,
    count(*) AS answers,
    count(*) FILTER (status = 'compte') AS standing,
    count(*) FILTER (status = 'compte' AND value IS NULL) AS withdrawn,
    count(*) FILTER (status = 'antérieure') AS earlier,
    count(*) FILTER (status = 'remplacée') AS replaced
FROM origin

-- One row: who is expected in the year, each column read.
SELECT max(uai), max(expected), max(recorded_at)
FROM campaign_expected
WHERE campaign IN ('2021-2022-automne', '2021-2022-printemps')

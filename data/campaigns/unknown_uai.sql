-- One row a UAI of the list that the directory does not know.
SELECT listed.uai
FROM (SELECT DISTINCT unnest($uai_list::VARCHAR[]) AS uai) AS listed
WHERE listed.uai NOT IN (SELECT uai FROM standing.establishment($today, $at))
ORDER BY listed.uai

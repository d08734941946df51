-- Adds one row an establishment of the list whose place in the campaign changes.
INSERT INTO campaign_expected (campaign, uai, expected, recorded_at)
SELECT $campaign, listed.uai, $expected, $at
FROM (SELECT DISTINCT unnest($uai_list::VARCHAR[]) AS uai) AS listed
LEFT JOIN standing.expected($at) AS standing_now
    ON standing_now.campaign = $campaign
    AND standing_now.uai = listed.uai
WHERE (standing_now.uai IS NOT NULL) <> $expected
ORDER BY listed.uai
RETURNING expected

-- Adds one row an establishment of the first directory: the campaign expects them all.
INSERT INTO campaign_expected
SELECT $campaign, uai, true, $recorded_at
FROM establishment
WHERE batch = $directory
ORDER BY uai

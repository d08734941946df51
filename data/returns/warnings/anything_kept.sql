-- One row when a remark on a whole return was kept in the campaign, none otherwise.
SELECT 1
FROM warning
WHERE campaign = $campaign
    AND NOT list_contains(CAST($checks AS VARCHAR[]), code)
LIMIT 1

-- Adds one row an establishment that the campaign begins or ceases to expect, the directory being what it is today.
-- A refresh writes its rows at the instant of a row of `campaign`; any other decision was made by hand, and stays.
INSERT INTO campaign_expected (campaign, uai, expected, recorded_at)
WITH open_now AS (
    SELECT uai
    FROM standing.establishment($today, $at)
    WHERE is_open
        AND coalesce(departement, left(uai, 3)) = $territory
),
decided AS (
    SELECT uai, arg_max(expected, recorded_at) AS expected, max(recorded_at) AS decided_at
    FROM campaign_expected
    WHERE campaign = $campaign
    GROUP BY uai
),
refresh AS (
    SELECT recorded_at
    FROM campaign
    WHERE code = $campaign
)
SELECT
    $campaign,
    coalesce(open_now.uai, decided.uai) AS uai,
    open_now.uai IS NOT NULL AS expected,
    $at
FROM open_now
FULL JOIN decided ON decided.uai = open_now.uai
WHERE (open_now.uai IS NOT NULL) <> coalesce(decided.expected, false)
    AND (decided.decided_at IS NULL OR decided.decided_at IN (SELECT recorded_at FROM refresh))
ORDER BY uai
RETURNING expected

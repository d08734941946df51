-- One row a UAI that any fact names, with the kinds of facts that do.
SELECT uai, string_agg(DISTINCT kind, ', ' ORDER BY kind) AS kinds
FROM (
    SELECT 'answer' AS kind, uai FROM answer
    UNION ALL
    SELECT 'private_answer', uai FROM private_answer
    UNION ALL
    SELECT 'campaign_expected', uai FROM campaign_expected
    UNION ALL
    SELECT 'establishment', uai FROM establishment
    UNION ALL
    SELECT 'usage', uai FROM usage
)
GROUP BY uai
ORDER BY uai

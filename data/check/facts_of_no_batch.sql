-- One row a kind of fact, some of which come from no known batch.
SELECT kind, count(*) AS facts
FROM (
    SELECT 'answer' AS kind, batch FROM answer
    UNION ALL
    SELECT 'private_answer', batch FROM private_answer
    UNION ALL
    SELECT 'warning', batch FROM warning
    UNION ALL
    SELECT 'establishment', batch FROM establishment
    UNION ALL
    SELECT 'usage', batch FROM usage
    UNION ALL
    SELECT 'plan_item', batch FROM plan_item
    UNION ALL
    SELECT 'revert', batch FROM revert WHERE batch NOT IN (SELECT id FROM target)
)
WHERE batch NOT IN (SELECT id FROM batch)
GROUP BY kind
ORDER BY kind

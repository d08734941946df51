-- One row a kind of item of the plan: the highest number ever given to one, whether it still holds or not.
SELECT kind, max(CAST(substr(ref, 2) AS INTEGER)) AS highest
FROM plan_item
GROUP BY kind

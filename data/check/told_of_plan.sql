-- One row a version of an item of the plan.
SELECT ref, kind, told, recorded_at
FROM plan_item
ORDER BY recorded_at, ref

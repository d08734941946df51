-- One row a version of an item of the plan that no longer counts, the workbook that told it being set aside.
SELECT
    plan_item.id,
    plan_item.ref,
    plan_item.kind,
    plan_item.told,
    plan_item.withdrawn,
    plan_item.actor,
    plan_item.recorded_at
FROM plan_item
WHERE plan_item.recorded_at <= $as_of
    AND plan_item.batch NOT IN (SELECT id FROM standing.active_batch($as_of))
ORDER BY plan_item.recorded_at DESC

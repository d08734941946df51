-- One row a version of an item of the plan that counts at that instant, the latest first: of that item, or of all.
SELECT
    plan_item.id,
    plan_item.ref,
    plan_item.kind,
    plan_item.told,
    plan_item.withdrawn,
    plan_item.actor,
    plan_item.recorded_at,
    plan_item.sheet,
    plan_item.row_number,
    batch.id AS batch,
    batch.file_name
FROM plan_item
LEFT JOIN standing.active_batch($as_of) AS batch ON batch.id = plan_item.batch
WHERE plan_item.recorded_at <= $as_of
    AND (plan_item.batch IS NULL OR batch.id IS NOT NULL)
    AND (plan_item.id = $id OR $id IS NULL)
QUALIFY NOT $latest OR row_number() OVER (PARTITION BY plan_item.id ORDER BY plan_item.recorded_at DESC) = 1
ORDER BY plan_item.recorded_at DESC, plan_item.ref

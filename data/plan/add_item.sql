-- Adds one row a version of an item of the plan.
INSERT INTO plan_item (id, ref, kind, told, withdrawn, batch, sheet, row_number, actor, recorded_at)
VALUES ($id, $ref, $kind, $told, $withdrawn, $batch, $sheet, $row_number, $actor, $recorded_at)

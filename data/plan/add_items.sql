-- Adds one row a version of an item of the plan: those of a table that Python hands over.
INSERT INTO plan_item (id, ref, kind, told, withdrawn, batch, sheet, row_number, actor, recorded_at)
SELECT CAST(id AS UUID), ref, kind, told, withdrawn, CAST(batch AS UUID), sheet, row_number, actor, recorded_at
FROM told_items

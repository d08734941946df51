-- Adds one row a cell told.
INSERT INTO answer (batch, campaign, uai, question, value, answered_on, is_dated, sheet, cell, recorded_at)
SELECT CAST(batch AS UUID), $campaign, uai, question, value, answered_on, is_dated, sheet, cell, $at
FROM told

-- Adds one row a remark kept with an answer.
INSERT INTO warning (id, batch, campaign, uai, question, code, sheet, cell, found, expected, message, recorded_at)
SELECT CAST(id AS UUID), CAST(batch AS UUID), $campaign, uai, question, code, sheet, cell, found, expected, message, $at
FROM warned

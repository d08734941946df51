-- Adds one row a finding decided upon that no earlier decision, and no import, has named.
INSERT INTO warning (id, batch, campaign, uai, question, code, sheet, cell, found, expected, message, recorded_at)
SELECT CAST(id AS UUID), CAST(batch AS UUID), campaign, uai, question, code, sheet, cell, found, expected, message, $at
FROM decided_on
WHERE CAST(id AS UUID) NOT IN (SELECT id FROM warning)

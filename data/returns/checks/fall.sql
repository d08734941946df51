-- One row a told whole number below the one that held before.
SELECT uai, is_told, value, before
FROM checked
WHERE question = $question
    AND is_told
    AND CAST(value AS INTEGER) < CAST(before AS INTEGER)
ORDER BY uai

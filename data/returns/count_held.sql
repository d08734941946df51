-- One row: how many answers are held for these establishments and questions.
SELECT count(*)
FROM held
WHERE uai IN (SELECT unnest(CAST($uai AS VARCHAR[])))
    AND question IN (SELECT unnest(CAST($questions AS VARCHAR[])))

-- Adds one row a cell that answers, sorted by establishment as an import sorts them.
INSERT INTO answer
SELECT
    CAST($batch AS UUID),
    $campaign,
    uai,
    question,
    value,
    answered_on,
    true,
    'Réponses',
    $letters[list_position($questions, question)] || line,
    $recorded_at
FROM (UNPIVOT reply ON COLUMNS(* EXCLUDE (uai, answered_on, line)) INTO NAME question VALUE value)
WHERE list_contains($questions, question)
ORDER BY uai, question

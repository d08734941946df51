-- One row a told date outside the school year.
SELECT uai, is_told, value
FROM checked
WHERE question = $question
    AND is_told
    AND value NOT BETWEEN $starts_on AND $ends_on  -- ISO dates: as text, they are in the order of time
ORDER BY uai

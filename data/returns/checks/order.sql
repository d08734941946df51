-- One row an establishment whose date comes before the given one, when the drop told one of them.
SELECT later.uai, later.is_told, given.value AS given_value, later.value
FROM checked AS later
JOIN checked AS given ON given.uai = later.uai
WHERE later.question = $question
    AND given.question = $given
    AND later.value < given.value  -- ISO dates: as text, they are in the order of time
    AND (later.is_told OR given.is_told)
ORDER BY later.uai

-- One row an answer that does not go with the given one, in the order of the establishments and of the check's questions.
SELECT
    claim.uai,
    claim.is_told,
    given.is_told AS is_given_told,
    claim.question,
    claim.value
FROM checked AS claim
JOIN checked AS given ON given.uai = claim.uai
WHERE given.question = $given
    AND given.value = $given_equals
    AND list_contains(CAST($questions AS UTINYINT[]), claim.question)
    AND CASE
        WHEN $equals IS NOT NULL THEN claim.value = $equals
        WHEN $more_than IS NOT NULL THEN TRY_CAST(claim.value AS INTEGER) > $more_than
        ELSE claim.value IS NOT NULL
    END
ORDER BY claim.uai, list_position(CAST($questions AS UTINYINT[]), claim.question)

-- One row an answer, as a script would have them.
SELECT campaign, question, uai, value, answered_on
FROM answer

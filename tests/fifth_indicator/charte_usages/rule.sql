-- One row a day and establishment that said whether its charter is displayed: its state, what it lacks, the question that decides.
SELECT
    day,
    uai,
    CASE
        WHEN displayed = 'non' THEN 'non'
        WHEN $families AND signed IS DISTINCT FROM 'oui' THEN 'partiel'
        ELSE 'oui'
    END AS state,
    CASE
        WHEN displayed = 'oui' AND $families AND signed IS DISTINCT FROM 'oui' THEN ['charte non signée par les familles']
        ELSE []
    END AS missing,
    'charte_affichee' AS decided_by
FROM (
    SELECT
        day,
        uai,
        any_value(value) FILTER (question = 'charte_affichee') AS displayed,
        any_value(value) FILTER (question = 'charte_signee') AS signed
    FROM standing_answer
    GROUP BY day, uai
)
WHERE displayed IS NOT NULL

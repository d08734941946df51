-- One row a day and establishment that said where its framework stands: its state, what it lacks, the question that decides.
SELECT
    day,
    uai,
    CASE
        WHEN stage = 'Intégré au projet' AND coalesce(adopted_on <= day, true) THEN 'oui'
        WHEN stage = 'Aucun' THEN 'non'
        ELSE 'partiel'
    END AS state,
    CASE
        WHEN stage = 'Intégré au projet' AND adopted_on > day
            THEN ['adoption le ' || strftime(adopted_on, '%d/%m/%Y') || ', après le jour de situation']
        WHEN stage = 'Rédigé, non intégré' THEN ['cadre rédigé, pas encore intégré au projet']
        WHEN stage = 'En cours de rédaction' THEN ['cadre en cours de rédaction']
        ELSE []
    END AS missing,
    'cadre_etat' AS decided_by
FROM (
    SELECT
        day,
        uai,
        any_value(value) FILTER (question = 'cadre_etat') AS stage,
        any_value(TRY_CAST(value AS DATE)) FILTER (question = 'cadre_date_adoption') AS adopted_on
    FROM standing_answer
    GROUP BY day, uai
)
WHERE stage IS NOT NULL

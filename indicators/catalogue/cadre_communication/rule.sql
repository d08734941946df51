-- One row a day and establishment that said where its framework stands: its state, what it lacks, the question that decides.
WITH told AS (
    SELECT
        day,
        uai,
        any_value(value) FILTER (question = 'cadre_etat') AS stage,
        TRY_CAST(any_value(value) FILTER (question = 'cadre_date_adoption') AS DATE) AS adopted_on,
        any_value(value) FILTER (question = 'cadre_canaux') AS channels,
        any_value(value) FILTER (question = 'cadre_horaires') AS hours
    FROM standing_answer
    GROUP BY day, uai
),

judged AS (
    SELECT
        day,
        uai,
        stage,
        [
            CASE
                WHEN stage = 'Rédigé, non intégré' THEN 'cadre rédigé, pas encore intégré au projet'
                WHEN stage = 'En cours de rédaction' THEN 'cadre en cours de rédaction'
                WHEN adopted_on > day
                    THEN 'adoption le ' || strftime(adopted_on, '%d/%m/%Y') || ', après le jour de situation'
                WHEN $adoption_dated AND adopted_on IS NULL THEN 'date d''adoption non renseignée'
            END,
            CASE
                WHEN NOT $channels THEN NULL
                WHEN channels IS NULL THEN 'canaux non renseignés'
                WHEN channels = 'non' THEN 'canaux non précisés'
            END,
            CASE
                WHEN NOT $hours THEN NULL
                WHEN hours IS NULL THEN 'horaires et délais non renseignés'
                WHEN hours = 'non' THEN 'horaires et délais non précisés'
            END
        ] AS lacking
    FROM told
    WHERE stage IS NOT NULL
)

SELECT
    day,
    uai,
    CASE WHEN stage = 'Aucun' THEN 'non' WHEN len(missing) = 0 THEN 'oui' ELSE 'partiel' END AS state,
    CASE WHEN stage = 'Aucun' THEN [] ELSE missing END AS missing,
    'cadre_etat' AS decided_by
FROM (SELECT *, list_filter(lacking, lambda criterion: criterion IS NOT NULL) AS missing FROM judged)

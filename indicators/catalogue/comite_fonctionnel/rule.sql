-- One row a day and establishment that said whether its committee exists: its state, what it lacks, the question that decides.
WITH told AS (
    SELECT
        day,
        uai,
        any_value(value) FILTER (question = 'comite_existe') AS exists_,
        TRY_CAST(any_value(value) FILTER (question = 'comite_date_creation') AS DATE) AS created_on,
        TRY_CAST(any_value(value) FILTER (question = 'comite_reunions') AS INTEGER) AS meetings,
        any_value(answered_on) FILTER (question = 'comite_reunions') AS counted_on,
        any_value(value) FILTER (question = 'comite_comptes_rendus') AS minutes,
        any_value(value) FILTER (question = 'comite_direction') AS direction,
        any_value(value) FILTER (question = 'comite_referent') AS referent,
        count(*) FILTER (
            value = 'oui'
            AND question IN (
                'comite_enseignants', 'comite_vie_scolaire', 'comite_parents', 'comite_eleves', 'comite_collectivite'
            )
        ) AS other_groups
    FROM standing_answer
    GROUP BY day, uai
),

-- The school year of the day the meetings were counted on; its trimestres end on 31 December, 31 March, 30 June.
dated AS (
    SELECT *, year(counted_on) - CASE WHEN month(counted_on) < 9 THEN 1 ELSE 0 END AS began
    FROM told
    WHERE exists_ IS NOT NULL
),

measured AS (
    SELECT
        *,
        greatest(
            CAST($least_meetings AS INTEGER),
            CAST($meetings_a_trimester AS INTEGER) * (
                CAST(counted_on >= make_date(began, 12, 31) AS INTEGER)
                + CAST(counted_on >= make_date(began + 1, 3, 31) AS INTEGER)
                + CAST(counted_on >= make_date(began + 1, 6, 30) AS INTEGER)
            )
        ) AS needed
    FROM dated
),

judged AS (
    SELECT
        day,
        uai,
        exists_ = 'oui' AND coalesce(created_on <= day, true) AS stands,
        CASE
            WHEN exists_ = 'oui' AND created_on > day
                THEN ['création le ' || strftime(created_on, '%d/%m/%Y') || ', après le jour de situation']
            ELSE []
        END AS not_yet,
        [
            CASE
                -- Without a count there is no day to count trimesters to: what is needed by then is not known either.
                WHEN meetings IS NULL
                    THEN CASE WHEN $meetings_a_trimester > 0 OR $least_meetings > 0 THEN 'nombre de réunions non renseigné' END
                WHEN meetings < needed
                    THEN meetings || CASE WHEN meetings > 1 THEN ' réunions sur ' ELSE ' réunion sur ' END
                        || needed || CASE WHEN needed > 1 THEN ' attendues' ELSE ' attendue' END
            END,
            CASE
                WHEN NOT $minutes THEN NULL
                WHEN minutes IS NULL THEN 'comptes rendus non renseignés'
                WHEN minutes = 'non' THEN 'comptes rendus non diffusés'
            END,
            CASE WHEN $head AND direction IS DISTINCT FROM 'oui' THEN 'direction absente' END,
            CASE WHEN $digital_referent AND referent IS DISTINCT FROM 'oui' THEN 'référent numérique absent' END,
            CASE
                WHEN other_groups >= CAST($other_groups AS INTEGER) THEN NULL
                WHEN other_groups = 0 THEN 'aucun autre groupe représenté'
                ELSE other_groups || CASE WHEN other_groups > 1 THEN ' autres groupes représentés' ELSE ' autre groupe représenté' END
                    || ' sur ' || CAST($other_groups AS INTEGER) || ' attendus'
            END
        ] AS lacking
    FROM measured
)

SELECT
    day,
    uai,
    CASE WHEN NOT stands THEN 'non' WHEN len(missing) = 0 THEN 'oui' ELSE 'partiel' END AS state,
    CASE WHEN stands THEN missing ELSE not_yet END AS missing,
    'comite_existe' AS decided_by
FROM (SELECT *, list_filter(lacking, lambda criterion: criterion IS NOT NULL) AS missing FROM judged)

-- As work_committee.sql, from the answers.
WITH latest AS (
    SELECT uai, question, value, max(answered_on) AS answered_on
    FROM answer
    WHERE campaign IN ('2021-2022-automne', '2021-2022-printemps')
        AND question IN (
            'comite_existe', 'comite_date_creation', 'comite_reunions', 'comite_comptes_rendus', 'comite_direction',
            'comite_referent', 'comite_enseignants', 'comite_vie_scolaire', 'comite_parents', 'comite_eleves',
            'comite_collectivite'
        )
        AND answered_on <= '2022-03-18'
    GROUP BY uai, question
)
SELECT count(*) FROM (
    SELECT uai
    FROM latest
    GROUP BY uai
    HAVING max(CASE WHEN question = 'comite_existe' THEN value END) = 'oui'
        AND coalesce(max(CASE WHEN question = 'comite_date_creation' THEN value END), '') <= '2022-03-18'
        -- One trimestre at most is over in these answers.
        AND max(CASE WHEN question = 'comite_reunions' THEN CAST(value AS INTEGER) END) >= 1
        AND max(CASE WHEN question = 'comite_comptes_rendus' THEN value END) = 'oui'
        AND max(CASE WHEN question = 'comite_direction' THEN value END) = 'oui'
        AND max(CASE WHEN question = 'comite_referent' THEN value END) = 'oui'
        AND sum(
            value = 'oui'
            AND question IN (
                'comite_enseignants', 'comite_vie_scolaire', 'comite_parents', 'comite_eleves', 'comite_collectivite'
            )
        ) >= 1
)

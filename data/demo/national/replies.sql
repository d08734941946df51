-- One row an establishment that answers in one wave of a campaign: its line of the file, and each question in a column.
-- Two in three answer a campaign, in one of its first three waves; three in four of them answer again in the fourth.
CREATE OR REPLACE TEMP TABLE reply AS
WITH asked AS (
    SELECT
        uai,
        type,
        1 + CAST(floor(3 * chance($seed, 'wave ' || $campaign, uai)) AS INTEGER) AS first_wave,
        chance($seed, 'again ' || $campaign, uai) < 0.73 AS again,
        CAST($from_day AS DATE) + CAST(
            floor((CAST($to_day AS DATE) - CAST($from_day AS DATE) + 1) * chance($seed, $campaign || $wave, uai)) AS INTEGER
        ) AS answered_on,
        -- What is true of it, whether it says so or not.
        DATE '2015-09-01' + CAST(floor(5300 * chance($seed, 'framework', uai)) AS INTEGER) AS framework_on,
        make_date($year, 9, 15) + CAST(floor(80 * chance($seed, 'created ' || $year, uai)) AS INTEGER) AS formed_on,
        chance($seed, 'committee', uai) < 0.30 + 0.055 * ($year - 2015) AS has_committee,
        chance($seed, 'zeal ' || $year, uai) AS zeal,
        make_date($year, 9, 10) + CAST(floor(420 * chance($seed, 'training ' || $year, uai)) AS INTEGER) AS trained_on
    FROM establishment
    WHERE batch = $directory
        -- The same ones tend to answer from one campaign to the next; some never do.
        AND chance($seed, 'willing', uai) + 0.35 * chance($seed, 'willing ' || $campaign, uai) < 0.842
),

known AS (
    SELECT
        *,
        has_committee AND formed_on <= answered_on AS has_met,
        answered_on - make_date($year, 9, 1) AS days_elapsed,
        trained_on <= answered_on AS is_trained
    FROM asked
    WHERE $wave = first_wave OR ($wave = 4 AND again)
)

SELECT
    uai,
    answered_on,
    5 + row_number() OVER (ORDER BY uai) AS line,
    CASE
        WHEN framework_on <= answered_on THEN 'Intégré au projet'
        WHEN framework_on <= answered_on + 120 THEN 'Rédigé, non intégré'
        WHEN framework_on <= answered_on + 500 THEN 'En cours de rédaction'
        ELSE 'Aucun'
    END AS cadre_etat,
    CASE
        WHEN framework_on <= answered_on AND chance($seed, 'adoption told', uai) < 0.8 THEN CAST(framework_on AS VARCHAR)
    END AS cadre_date_adoption,
    CASE
        WHEN framework_on <= answered_on + 500 AND chance($seed, 'channels', uai) < 0.8 THEN 'oui' ELSE 'non'
    END AS cadre_canaux,
    CASE
        WHEN framework_on <= answered_on + 500 AND chance($seed, 'hours', uai) < 0.6 THEN 'oui' ELSE 'non'
    END AS cadre_horaires,
    CASE WHEN has_met THEN 'oui' ELSE 'non' END AS comite_existe,
    CASE
        WHEN NOT has_met THEN NULL
        WHEN type = 'École' AND zeal < 0.6 THEN 'Comité de circonscription'
        WHEN zeal < 0.5 THEN 'Commission numérique'
        WHEN zeal < 0.8 THEN 'Conseil pédagogique'
        ELSE 'Comité dédié'
    END AS comite_instance,
    CASE WHEN has_met THEN CAST(formed_on AS VARCHAR) END AS comite_date_creation,
    CASE
        WHEN has_met THEN CAST(greatest(formed_on, answered_on - CAST(floor(40 * (1 - zeal)) AS INTEGER)) AS VARCHAR)
    END AS comite_derniere_reunion,
    CASE WHEN has_met THEN CAST(1 + CAST(floor(days_elapsed / 60 * zeal) AS INTEGER) AS VARCHAR) ELSE '0' END AS comite_reunions,
    CASE
        WHEN has_met AND chance($seed, 'minutes', uai) + zeal > 0.5 THEN 'oui' ELSE 'non'
    END AS comite_comptes_rendus,
    CASE WHEN has_met AND chance($seed, 'direction', uai) < 0.95 THEN 'oui' ELSE 'non' END AS comite_direction,
    CASE WHEN has_met AND chance($seed, 'referent', uai) < 0.9 THEN 'oui' ELSE 'non' END AS comite_referent,
    CASE WHEN has_met AND chance($seed, 'teachers', uai) < 0.9 THEN 'oui' ELSE 'non' END AS comite_enseignants,
    CASE
        WHEN has_met AND type <> 'École' AND chance($seed, 'school life', uai) < 0.7 THEN 'oui' ELSE 'non'
    END AS comite_vie_scolaire,
    CASE WHEN has_met AND chance($seed, 'parents', uai) < 0.35 THEN 'oui' ELSE 'non' END AS comite_parents,
    CASE WHEN has_met AND type <> 'École' AND chance($seed, 'pupils', uai) < 0.3 THEN 'oui' ELSE 'non' END AS comite_eleves,
    CASE WHEN has_met AND chance($seed, 'authority', uai) < 0.4 THEN 'oui' ELSE 'non' END AS comite_collectivite,
    CASE WHEN is_trained THEN 'oui' ELSE 'non' END AS formation_suivie,
    CASE WHEN is_trained THEN CAST(1 + CAST(floor(25 * zeal) AS INTEGER) AS VARCHAR) ELSE '0' END AS formation_personnels,
    CAST(answered_on AS VARCHAR) AS date_reponse,
    CASE WHEN zeal < 0.6 THEN 'Direction' WHEN zeal < 0.85 THEN 'Référent numérique' ELSE 'Enseignant' END
        AS repondant_fonction
FROM known

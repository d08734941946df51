-- Adds one row an invented establishment, by UAI: as many in each département, the types in the shares of the country.
-- A later load ($drawn differs) counts the pupils again and leaves the rest as it was.
INSERT INTO establishment BY NAME
WITH numbered AS (
    SELECT
        departements[1 + place % 96] AS departement,
        9001 + place // 96 AS number,
        -- 7919 is prime: each establishment has a rank of its own, in no visible order.
        (place * 7919 % $establishments) * 60000 // $establishments AS rank
    FROM range($establishments) AS places(place)
    CROSS JOIN (SELECT $departements AS departements) AS known
),

coded AS (
    SELECT
        departement,
        number,
        departement.digits || number AS digits,
        CASE
            WHEN rank < 48950 THEN 'École'
            WHEN rank < 55900 THEN 'Collège'
            WHEN rank < 59650 THEN 'Lycée'
            ELSE 'EREA'
        END AS type
    FROM numbered
),

drawn AS (
    SELECT
        *,
        digits || 'ABCDEFGHJKLMNPRSTUVWXYZ'[1 + CAST(digits AS INTEGER) % 23] AS uai,
        -- The first intercommunality of a département is the largest.
        1 + CAST(floor(13 * chance($seed, 'epci', digits) ^ 1.7) AS INTEGER) AS epci_number,
        chance($seed, 'sector', digits) < CASE type WHEN 'École' THEN 0.1 WHEN 'EREA' THEN 0 ELSE 0.3 END AS is_private,
        chance($seed, $drawn, digits) + chance($seed, 'size', digits) AS size
    FROM coded
),

placed AS (
    SELECT
        *,
        1 + CAST(floor(25 * chance($seed, 'commune', digits) ^ 2) AS INTEGER) AS commune_number,
        CASE type
            WHEN 'École' THEN 30 + 110 * size
            WHEN 'Collège' THEN 180 + 320 * size
            WHEN 'Lycée' THEN 220 + 560 * size
            ELSE 80 + 40 * size
        END AS usual_pupils
    FROM drawn
)

SELECT
    CAST($batch AS UUID) AS batch,
    uai,
    CASE type
        WHEN 'École' THEN 'École ' || CASE WHEN is_private THEN 'privée ' ELSE '' END
            || $names.ecoles[1 + CAST(hash(hash($seed, 'name', digits)) % len($names.ecoles) AS INTEGER)]
        WHEN 'Lycée' THEN 'Lycée ' || CASE WHEN is_private THEN 'privé ' ELSE '' END
            || $names.lycees[1 + CAST(hash(hash($seed, 'name', digits)) % len($names.lycees) AS INTEGER)]
        ELSE type || ' ' || CASE WHEN is_private THEN 'privé ' ELSE '' END
            || $names.colleges[1 + CAST(hash(hash($seed, 'name', digits)) % len($names.colleges) AS INTEGER)]
    END AS name,
    type,
    CASE WHEN chance($seed, 'sector told', digits) < 0.99 THEN CASE WHEN is_private THEN 'Privé' ELSE 'Public' END END AS sector,
    'Commune ' || epci_number || '-' || commune_number || ' (' || departement.name || ')' AS commune,
    departement.code AS departement,
    'Communauté ' || epci_number || ' (' || departement.name || ')' AS epci,
    'Arrondissement ' || (1 + epci_number % 3) || ' (' || departement.name || ')' AS arrondissement,
    CASE WHEN type <> 'École' THEN 'Bassin ' || (1 + epci_number % 4) || ' (' || departement.name || ')' END AS bassin,
    CASE
        WHEN type = 'École' THEN 'Circonscription ' || (1 + number % 12) || ' (' || departement.name || ')'
    END AS circonscription,
    CASE
        WHEN is_private OR type NOT IN ('École', 'Collège') THEN NULL
        WHEN chance($seed, 'priority', digits) < 0.10 THEN 'REP'
        WHEN chance($seed, 'priority', digits) < 0.15 THEN 'REP+'
    END AS priority_education,
    CASE WHEN chance($seed, 'pupils told', digits) < 0.98 THEN CAST(round(usual_pupils) AS INTEGER) END AS pupils,
    CASE
        WHEN chance($seed, 'place told', digits) < 0.97
            THEN round(
                departement.latitude + 0.22 * sin(epci_number * 2.4)
                    + 0.12 * (chance($seed, 'latitude', digits) - 0.5),
                6
            )
    END AS latitude,
    CASE
        WHEN chance($seed, 'place told', digits) < 0.97
            THEN round(
                departement.longitude + 0.28 * cos(epci_number * 2.4)
                    + 0.16 * (chance($seed, 'longitude', digits) - 0.5),
                6
            )
    END AS longitude,
    CASE type WHEN 'École' THEN '151' WHEN 'Collège' THEN '340' WHEN 'Lycée' THEN '302' ELSE '370' END AS nature,
    true AS is_open,
    CAST($valid_from AS DATE) AS valid_from,
    CAST($recorded_at AS TIMESTAMP) AS recorded_at
FROM placed
ORDER BY uai

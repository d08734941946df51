-- One row an expected establishment, with what tells whether an action is about it.
SELECT uai, type, sector, priority_education, commune, epci, arrondissement, bassin, circonscription
FROM expected_establishment
ORDER BY uai

-- One row: the directory, each column that a screen shows or groups by read.
SELECT
    max(uai), max(name), max(type), max(sector), max(priority_education), max(commune), max(epci), max(arrondissement),
    max(bassin), max(circonscription), max(pupils), max(latitude), max(longitude)
FROM establishment

"""The establishments written as the official directory writes them: 69 columns, `;`, ISO dates, empty for unknown."""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO

from data.demo.establishments import Establishment

# The labels of the export of 2021-2023, in its order (`Code postal` does have a blank).
COLUMNS = """
Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3;
Code postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;Ecole_elementaire;
Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;
Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;Section_internationale;Section_europeenne;Lycee_Agricole;
Lycee_militaire;Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Nombre_d_eleves;
Fiche_onisep;position;Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;coordonnee_X;coordonnee_Y;
epsg;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;
etablissement_multi_lignes;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;
etablissement_mere;type_rattachement_etablissement_mere;code_bassin_formation;libelle_bassin_formation
""".replace("\n", "").split(";")


def official_csv(establishments: Sequence[Establishment], *, day: date) -> bytes:
    """The file that the open-data site would have given on that day."""
    written = StringIO()
    writer = csv.DictWriter(written, COLUMNS, restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(establishment, day) for establishment in establishments)
    return written.getvalue().encode("utf-8-sig")


def _row(one: Establishment, day: date) -> dict[str, object]:
    is_ecole = one.type == "Ecole"
    return {
        "Identifiant_de_l_etablissement": one.uai,
        "Nom_etablissement": one.name,
        "Type_etablissement": one.type,
        "Statut_public_prive": one.sector,
        "Code_commune": one.commune.insee_code,
        "Nom_commune": one.commune.name,
        "Code_departement": "044",
        "Code_academie": "17",
        "Code_region": "52",
        # A reserved domain: nobody can be written to by mistake.
        "Mail": f"ce.{one.uai}@exemple.invalid",
        "Appartenance_Education_Prioritaire": one.priority,
        "Nombre_d_eleves": one.pupils if one.pupils_told else None,
        "Libelle_departement": "Loire-Atlantique",
        "Libelle_academie": "Nantes",
        "Libelle_region": "Pays de la Loire",
        "nom_circonscription": f"Circonscription {one.circonscription}" if is_ecole else "",
        "latitude": one.latitude,
        "longitude": one.longitude,
        "date_maj_ligne": day.isoformat(),
        "etat": "OUVERT",
        "code_nature": one.nature,
        "etablissement_mere": one.parent,
        "libelle_bassin_formation": "" if is_ecole else one.bassin,
    }

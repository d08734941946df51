"""A directory of establishments as the ministry publishes it: 69 columns, `;`, UTF-8."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

HEADER = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;"
    "Adresse_3;Code postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;"
    "Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;"
    "Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;"
    "Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;"
    "Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Nombre_d_eleves;Fiche_onisep;position;Type_contrat_prive;"
    "Libelle_departement;Libelle_academie;Libelle_region;coordonnee_X;coordonnee_Y;epsg;nom_circonscription;latitude;"
    "longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;"
    "etablissement_multi_lignes;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;"
    "etablissement_mere;type_rattachement_etablissement_mere;code_bassin_formation;libelle_bassin_formation"
).split(";")


def directory(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The file with these lines: what a line does not say is empty, as it often is in the real one."""
    written = StringIO()
    lines = csv.DictWriter(written, HEADER, restval="", delimiter=";", lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    return written.getvalue().encode()


def school(uai: str, name: str, kind: str, commune_code: str, commune: str) -> dict[str, str]:
    """A public school of Loire-Atlantique, open."""
    return {
        "Identifiant_de_l_etablissement": uai,
        "Nom_etablissement": name,
        "Type_etablissement": kind,
        "Statut_public_prive": "Public",
        "Code_commune": commune_code,
        "Nom_commune": commune,
        "Code_departement": "044",
        "etat": "OUVERT",
    }

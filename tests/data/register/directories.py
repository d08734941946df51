"""Directories for the tests: small ones in each family of headers, the spoiled copies people make, a national one."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from data.register.uai import check_letter
from data.settings import ROOT
from tests.data.files.made import real_workbook

SHARED = ROOT.parent / "shared" / "data"

LABELS_2023 = [
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Code postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Mail",
    "Appartenance_Education_Prioritaire",
    "SIREN_SIRET",
    "Nombre_d_eleves",
    "nom_circonscription",
    "latitude",
    "longitude",
    "date_ouverture",
    "etat",
    "code_nature",
    "etablissement_mere",
    "libelle_bassin_formation",
]
LABELS_2026 = [label.replace("Code postal", "Code_postal") for label in LABELS_2023 if label != "Nombre_d_eleves"]
API_NAMES = [label.lower().replace(" ", "_") for label in LABELS_2023]

LUCIOLES = {
    "Identifiant_de_l_etablissement": "0350122T",
    "Nom_etablissement": "Ecole primaire publique les Lucioles",
    "Type_etablissement": "Ecole",
    "Statut_public_prive": "Public",
    "Adresse_1": "6 rue PHILIPPE",
    "Code postal": "35580",
    "Code_commune": "35016",
    "Nom_commune": "Baulon",
    "Code_departement": "035",
    "Mail": "ecole.0350122T@ac-rennes.fr",
    "SIREN_SIRET": "21350016800025",
    "Nombre_d_eleves": "143",
    "nom_circonscription": "Circonscription d'inspection du 1er degré de Bruz",
    "latitude": "47.98614492070133",
    "longitude": "-1.9294895003671315",
    "date_ouverture": "1965-10-01",
    "etat": "OUVERT",
    "code_nature": "151",
    "etablissement_mere": "0351881E",
}
BRIAND = {
    "Identifiant_de_l_etablissement": "0440021J",
    "Nom_etablissement": "Lycée Aristide Briand",
    "Type_etablissement": "Lycée",
    "Statut_public_prive": "Public",
    "Code postal": "44600",
    "Code_commune": "44184",
    "Nom_commune": "Saint-Nazaire",
    "Code_departement": "044",
    "Mail": "ce.0440021J@ac-nantes.fr",
    "Appartenance_Education_Prioritaire": "",
    "latitude": "47.25",
    "longitude": "-2.25",
    "etat": "OUVERT",
}


def uai(number: int, departement: str = "044") -> str:
    """A valid UAI."""
    digits = f"{departement}{number:04d}"
    return digits + check_letter(digits)


def school(number: int, **fields: str) -> dict[str, str]:
    """A collège of Saint-Nazaire, with other fields where given (Code_postal for « Code postal »)."""
    told = BRIAND | {
        "Identifiant_de_l_etablissement": uai(number),
        "Nom_etablissement": f"Collège {number}",
        "Type_etablissement": "Collège",
        "Mail": "",
    }
    return told | fields


def directory(rows: Sequence[dict[str, str]], labels: Sequence[str] = LABELS_2023) -> bytes:
    """A CSV as the ministry publishes it; `labels` are in one of the three families."""
    by_name = {_plain(label): label for label in LABELS_2023}
    lines = [list(labels), *([row.get(by_name[_plain(label)], "") for label in labels] for row in rows)]
    return written(lines)


def written(lines: Sequence[Sequence[str]]) -> bytes:
    """`;`, UTF-8, no mark."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\n").writerows(lines)
    return buffer.getvalue().encode()


def real_directory() -> bytes:
    """The directory of Loire-Atlantique, which is not part of the product."""
    path = SHARED / "annuaire_044.csv"
    if not path.exists():
        pytest.skip("The directory of Loire-Atlantique is not beside this repository.")
    return path.read_bytes()


def sample(name: str) -> bytes:
    """One of the one-line samples of the official export, which are not part of the product."""
    path: Path = SHARED / name
    if not path.exists():
        pytest.skip("The samples of the official directory are not beside this repository.")
    return path.read_bytes()


def copies(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The same directory as people hand it in: (file name, bytes)."""
    text = content.decode("utf-8")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    yield "utf-8-bom.csv", text.encode("utf-8-sig")
    yield "utf-16.csv", text.encode("utf-16")
    yield "cp1252.csv", text.encode("cp1252")
    yield "crlf.csv", text.replace("\n", "\r\n").encode()
    yield "classeur.xlsx", real_workbook({"annuaire": lines})
    spoiled = [
        lines[0],
        *([_as_excel_shows(label, cell) for label, cell in zip(lines[0], row, strict=True)] for row in lines[1:]),
    ]
    yield "excel.csv", written([[str(cell) for cell in row] for row in spoiled]).decode().encode("cp1252")
    numbers = [
        lines[0],
        *([_as_excel_holds(label, cell) for label, cell in zip(lines[0], row, strict=True)] for row in lines[1:]),
    ]
    yield "excel.xlsx", real_workbook({"annuaire": numbers})


def _as_excel_shows(label: str, cell: str) -> str:
    """Excel in French saved this CSV again."""
    if label in ("latitude", "longitude"):
        return cell.replace(".", ",")
    if label == "SIREN_SIRET" and cell:
        return "2,17E+13"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell).strftime("%d/%m/%Y")
    return str(int(cell)) if re.fullmatch(r"\d+", cell) else cell


def _as_excel_holds(label: str, cell: str) -> str | float | date:
    """The same in a workbook: numbers are numbers."""
    if label in ("latitude", "longitude") and cell:
        return float(cell)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    return int(cell) if re.fullmatch(r"\d+", cell) else cell


def national_directory(count: int = 68_000, departements: int = 100) -> bytes:
    """As large as the official one: 69 columns, a quarter of the lines are no school."""
    names = [*LABELS_2023, *(f"colonne_{n}" for n in range(48))]
    types = ("Ecole", "Ecole", "Collège", "Service Administratif")
    lines = [names]
    for n in range(count):
        code = f"{n % departements + 1:03d}"
        row = LUCIOLES | {
            "Identifiant_de_l_etablissement": uai(n // departements, code),
            "Nom_etablissement": f"Ecole primaire publique n° {n}",
            "Type_etablissement": types[n // departements % 4],
            "Adresse_1": f"{n} rue des écoles",
            "Code_departement": code,
            "Mail": f"ce.{uai(n // departements, code)}@ac-rennes.fr",
            "SIREN_SIRET": str(21350016800025 + n),
            "latitude": f"{43 + n / 20_000:.12f}",
            "longitude": f"{n / 20_000:.12f}",
        }
        lines.append([*(row.get(name, "") for name in LABELS_2023), *(f"valeur {n % 50}" for _ in range(48))])
    return written(lines)


def _plain(label: str) -> str:
    return label.lower().replace(" ", "_")

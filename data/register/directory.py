"""From the rows of the official directory to establishments. Pure: it reads tables and gives values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.reference.geography import communes, normal_insee_code
from data.register.headers import match_headers, normal
from data.register.uai import read_uai
from data.returns.issues import Issue

Establishment = dict[str, Any]
"""Keys: the columns of the table `establishment`, without batch, valid_from and recorded_at."""

_TYPES = {"ecole": "École", "college": "Collège", "lycee": "Lycée", "erea": "EREA"}
_SECTORS = {"public": "Public", "prive": "Privé"}
_PRIORITIES = {"REP", "REP+"}
_CORSICA = {"620": "02A", "720": "02B"}
_NAMES = {
    "uai": "« Identifiant_de_l_etablissement » (ou « UAI »)",
    "name": "« Nom_etablissement »",
    "type": "« Type_etablissement »",
}
_BOUNDS = {"latitude": (-90, 90), "longitude": (-180, 180), "pupils": (0, 10_000)}
_HEADER_ROWS = 20


@dataclass(kw_only=True)
class Directory:
    """What one file of the directory says of the schools wanted.

    rows counts every line; each is an establishment, a duplicate, left out or an error (in issues).
    """

    establishments: list[Establishment] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows: int = 0
    not_schools: int = 0
    other_departements: int = 0
    duplicates: int = 0


def parse(tables: Sequence[Table], *, departement: str | None) -> Directory:
    """The écoles, collèges, lycées and EREA of a département (three characters), or of the country when None.

    Raises Refusal when no table is the directory, or when it holds no school of the département.
    """
    table, header_row, columns = _find_header(tables)
    read = _Reading(table, columns, departement)
    for index in range(header_row + 1, len(table.rows)):
        read.add(index)
    if not read.directory.establishments:
        where = f"du département {departement}" if departement else "reconnu"
        raise Refusal(
            f"Ce fichier ne contient aucun établissement scolaire {where} ({read.directory.rows} lignes lues) : "
            "rien n'a été changé ; vérifiez que c'est bien l'annuaire de ce département, puis recommencez."
        )
    return read.directory


def _find_header(tables: Sequence[Table]) -> tuple[Table, int, dict[str, int]]:
    """The first visible row that names a UAI column, with the places of the fields."""
    for table in tables:
        for index, row in enumerate(table.rows[:_HEADER_ROWS] if not table.hidden else []):
            columns = match_headers(row)
            if "uai" in columns:
                _check_columns(columns)
                return table, index, columns
    raise Refusal(
        "Ce fichier n'a pas de colonne d'UAI, il donne sans doute des totaux par commune ou par académie : la colonne "
        f"cherchée est {_NAMES['uai']} ; téléchargez l'annuaire complet (fr-en-annuaire-education), puis recommencez."
    )


def _check_columns(columns: dict[str, int]) -> None:
    missing = [name for key, name in _NAMES.items() if key not in columns]
    if missing:
        raise Refusal(
            f"Ce fichier a des UAI mais pas la colonne {' ni '.join(missing)}, ce n'est pas l'annuaire officiel : "
            "téléchargez l'annuaire complet (fr-en-annuaire-education), puis recommencez."
        )


class _Reading:
    """One table being read, row by row."""

    def __init__(self, table: Table, columns: dict[str, int], departement: str | None) -> None:
        self.directory = Directory()
        self._table = table
        self._columns = columns
        self._departement = departement
        self._seen: dict[str, Establishment] = {}

    def add(self, index: int) -> None:
        """Take in one row, or count why it is left out."""
        row = self._table.rows[index]
        told = {name: _text(row[column]) for name, column in self._columns.items()}
        if not any(told.values()):
            return
        self.directory.rows += 1
        school_type = _TYPES.get(normal(told["type"]))
        if school_type is None:
            self.directory.not_schools += 1
            return
        departement = _departement(told)
        if self._departement not in (None, departement):
            self.directory.other_departements += 1
            return
        uai, problem = read_uai(told["uai"])
        if uai is None:
            self._remark(index, "uai", "uai", "error", "7 chiffres et une lettre", problem or "")
            return
        self._keep(index, _establishment(uai, school_type, departement, told, self._numbers(index, told)))

    def _keep(self, index: int, told: Establishment) -> None:
        first = self._seen.get(told["uai"])
        if first is None:
            self._seen[told["uai"]] = told
            self.directory.establishments.append(told)
            return
        first.update({name: value for name, value in told.items() if first[name] is None})
        self.directory.duplicates += 1
        message = f"{told['uai']} est sur deux lignes : la première est gardée, complétée par celle-ci."
        self._remark(index, "uai", "duplicate", "warning", "une ligne par établissement", message)

    def _numbers(self, index: int, told: dict[str, str]) -> dict[str, float | None]:
        """The numeric fields. What is no number is left empty, with a remark."""
        numbers: dict[str, float | None] = {}
        for name, (least, most) in _BOUNDS.items():
            text = told.get(name, "")
            numbers[name] = _number(text, least, most)
            if text and numbers[name] is None:
                expected = f"un nombre de {least} à {most}"
                message = f"« {text[:30]} » n'est pas {expected} : la cellule est laissée vide."
                self._remark(index, name, "number", "warning", expected, message)
        return numbers

    def _remark(self, index: int, name: str, code: str, severity: Any, expected: str, message: str) -> None:
        column = self._columns[name]
        self.directory.issues.append(
            Issue(
                sheet=self._table.sheet,
                cell=self._table.address(index, column),
                code=code,
                severity=severity,
                found=_text(self._table.rows[index][column])[:30],
                expected=expected,
                message=message,
            )
        )


def _establishment(
    uai: str, school_type: str, departement: str, told: dict[str, str], numbers: dict[str, float | None]
) -> Establishment:
    def text(name: str, clean: Callable[[str], str] = str) -> str | None:
        return clean(told[name]) or None if told.get(name) else None

    commune_code = text("commune_code", normal_insee_code)
    commune = communes().get(commune_code or "")
    priority = told.get("priority_education", "").upper()
    pupils = numbers["pupils"]
    return {
        "uai": uai,
        "name": told["name"] or uai,
        "type": school_type,
        "sector": _SECTORS.get(normal(told.get("sector", ""))),
        "postal_code": text("postal_code", lambda code: code.zfill(5)),
        "commune_code": commune_code,
        "commune": text("commune") or (commune.name if commune else None),
        "departement": departement,
        "epci": commune.epci if commune else None,
        "arrondissement": commune.arrondissement if commune else None,
        "bassin": (commune.bassin if commune else None) or text("bassin"),
        "circonscription": text("circonscription"),
        "priority_education": priority if priority in _PRIORITIES else None,
        "pupils": None if pupils is None else int(pupils),
        "latitude": _degrees(numbers["latitude"]),
        "longitude": _degrees(numbers["longitude"]),
        "nature": text("nature"),
        "parent_uai": read_uai(told.get("parent_uai", ""))[0],
        "mail": _functional_mail(told.get("mail", ""), uai),
        "is_open": not normal(told.get("state", "")).startswith("ferme"),
    }


def _text(cell: Cell) -> str:
    """A cell as text, without blanks around it; '' when empty."""
    return "" if cell is None else str(cell).strip()


def _departement(told: dict[str, str]) -> str:
    """Three characters: 44, 044 -> 044, 2A -> 02A. Where the column is empty, the UAI tells."""
    code = told.get("departement", "")
    if code:
        return code.upper().zfill(3)
    start = told["uai"][:3]
    return _CORSICA.get(start, start)


def _number(text: str, least: float, most: float) -> float | None:
    """A number as people write it (decimal comma, thousands apart), None when it is none or out of bounds."""
    try:
        number = float(re.sub(r"\s", "", text).replace(",", "."))
    except ValueError:
        return None
    return number if least <= number <= most else None


def _degrees(number: float | None) -> float | None:
    """To six decimals, 11 cm: a spreadsheet drops the last digits, and that moves no school."""
    return None if number is None else round(number, 6)


def _functional_mail(mail: str, uai: str) -> str | None:
    """A mailbox that bears the UAI is the establishment's; any other may be a person's and is not kept."""
    return mail if uai.lower() in mail.lower() else None

"""The communes of the territory and what they belong to. Sources: the first lines of the .csv files beside this one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_ARRONDISSEMENTS = {"442": "Nantes", "443": "Saint-Nazaire", "445": "Châteaubriant-Ancenis"}


@dataclass(frozen=True, kw_only=True)
class Commune:
    """One commune. latitude and longitude in degrees, None where no establishment gives them."""

    insee_code: str
    name: str
    arrondissement: str
    population: int
    epci_siren: str
    epci: str
    epci_type: str
    bassin: str | None
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=1)
def communes() -> dict[str, Commune]:
    """The communes of Loire-Atlantique by INSEE code."""
    bassins = {normal_insee_code(row["code_insee"]): row["bassin"] for row in _rows(_FOLDER / "bassins_044.csv")}
    return {
        row["code_insee"]: Commune(
            insee_code=row["code_insee"],
            name=row["nom"],
            arrondissement=_ARRONDISSEMENTS[row["arrondissement"]],
            population=int(row["population"]),
            epci_siren=row["epci_siren"],
            epci=row["epci_nom"],
            epci_type=row["epci_type"],
            bassin=bassins.get(row["code_insee"]) or None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        for row in _rows(_FOLDER / "communes_044.csv")
    }


def normal_insee_code(code: str) -> str:
    """The 5 characters of an INSEE code: a spreadsheet takes the leading zero of 01234 away."""
    return code.strip().upper().zfill(5)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";")

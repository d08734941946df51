"""The establishments of the demonstration: real communes, invented schools, codes that no real school bears."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random

from data.demo.names import Names
from data.demo.scale import Scale
from data.reference.geography import Commune, communes
from data.register.uai import check_letter

# Real codes of the département stay under 0443xxx.
_FIRST_NUMBER = 9001
_KINDS = (("maternelle", "101", 0.24), ("élémentaire", "151", 0.26), ("primaire", "151", 0.5))
# About 200 m: a school lies near the middle of its commune, not on it.
_SCATTER_DEGREES = 0.006


@dataclass(frozen=True, kw_only=True)
class Establishment:
    """One invented establishment. `type` is spelled as in the official directory; None where it says nothing."""

    uai: str
    name: str
    type: str
    sector: str | None
    commune: Commune
    circonscription: str
    bassin: str
    priority: str | None
    pupils: int
    latitude: float | None
    longitude: float | None
    nature: str
    parent: str | None = None
    pupils_told: bool = True

    @property
    def is_segpa(self) -> bool:
        """A section of a collège, which the directory lists as a collège."""
        return self.nature == "390"

    @property
    def sent_by(self) -> str:
        """Who gathers its answers: « nantes nord » for an école, « bassin nantes » for the others."""
        return self.circonscription if self.type == "Ecole" else f"bassin {self.bassin}"


def first_year(rng: Random, scale: Scale) -> list[Establishment]:
    """Everything the directory of September 2020 lists, by UAI."""
    makers = _Makers(rng)
    made = [makers.ecole() for _ in range(scale.ecoles)]
    colleges = [makers.college() for _ in range(scale.colleges)]
    made += colleges
    public = [college for college in colleges if college.sector == "Public"]
    made += [makers.segpa(college) for college in rng.sample(public, scale.segpas)]
    made += [makers.lycee() for _ in range(scale.lycees)]
    made += [makers.erea() for _ in range(scale.ereas)]
    return _with_gaps(rng, scale, _with_priority(rng, scale, made))


def second_year(rng: Random, scale: Scale, before: list[Establishment]) -> list[Establishment]:
    """The directory of September 2021: a few closed, renamed and opened, and everybody's pupils counted again."""
    names = Names(rng)
    closed = {one.uai for one in rng.sample([e for e in before if e.type == "Ecole"], scale.closed_the_second_year)}
    kept = [e for e in before if e.uai not in closed]
    renamed = {one.uai for one in rng.sample([e for e in kept if e.type == "Ecole"], scale.renamed_the_second_year)}
    makers = _Makers(rng, already=len(before))
    now = [
        replace(
            e,
            name=_ecole_name("primaire", e.sector, names) if e.uai in renamed else e.name,
            pupils=max(12, round(e.pupils * rng.gauss(1.0, 0.03))),
        )
        for e in kept
    ]
    return now + [makers.ecole() for _ in range(scale.opened_the_second_year)]


class _Makers:
    """Makes one establishment after the other, each with the next code."""

    def __init__(self, rng: Random, already: int = 0) -> None:
        self._rng = rng
        self._names = Names(rng)
        self._number = _FIRST_NUMBER + already
        self._communes = list(communes().values())
        self._weights = [commune.population for commune in self._communes]

    def ecole(self) -> Establishment:
        kind, nature, _ = self._rng.choices(_KINDS, [share for _, _, share in _KINDS])[0]
        sector = self._sector(0.36)
        return self._make(
            name=_ecole_name(kind, sector, self._names),
            type="Ecole",
            sector=sector,
            nature=nature,
            pupils=self._size(130, 60, 18),
        )

    def college(self) -> Establishment:
        sector = self._sector(0.34)
        return self._make(
            name=f"Collège{_private(sector)} {self._names.college()}",
            type="Collège",
            sector=sector,
            nature="340",
            pupils=self._size(500, 140, 120),
        )

    def segpa(self, college: Establishment) -> Establishment:
        made = self._make(
            name=f"SEGPA du {college.name}",
            type="Collège",
            sector=college.sector,
            nature="390",
            pupils=self._size(60, 10, 30),
        )
        return replace(
            made,
            commune=college.commune,
            bassin=college.bassin,
            latitude=college.latitude,
            longitude=college.longitude,
            parent=college.uai,
        )

    def lycee(self) -> Establishment:
        sector = self._sector(0.4)
        vocational = self._rng.random() < 0.4
        return self._make(
            name=f"Lycée{' professionnel' if vocational else ''}{_private(sector)} {self._names.lycee()}",
            type="Lycée",
            sector=sector,
            nature="320" if vocational else "302",
            pupils=self._size(400, 90, 150) if vocational else self._size(780, 220, 250),
        )

    def erea(self) -> Establishment:
        return self._make(
            name=f"EREA {self._names.college()}",
            type="EREA",
            sector="Public",
            nature="370",
            pupils=self._size(110, 15, 60),
        )

    def _make(self, *, name: str, type: str, sector: str | None, nature: str, pupils: int) -> Establishment:
        commune = self._rng.choices(self._communes, self._weights)[0]
        zone = _zones()[commune.epci_siren]
        digits = f"044{self._number}"
        self._number += 1
        return Establishment(
            uai=digits + check_letter(digits),
            name=name,
            type=type,
            sector=sector,
            commune=commune,
            circonscription=self._rng.choice(zone.circonscriptions),
            bassin=zone.bassin,
            priority=None,
            pupils=pupils,
            latitude=self._near(commune.latitude),
            longitude=self._near(commune.longitude),
            nature=nature,
        )

    def _sector(self, private: float) -> str:
        return "Privé" if self._rng.random() < private else "Public"

    def _size(self, usual: int, deviation: int, least: int) -> int:
        return max(least, round(self._rng.gauss(usual, deviation)))

    def _near(self, degrees: float | None) -> float | None:
        return None if degrees is None else round(degrees + self._rng.gauss(0, _SCATTER_DEGREES), 6)


def _ecole_name(kind: str, sector: str | None, names: Names) -> str:
    return f"École {kind}{' privée' if sector == 'Privé' else ''} {names.ecole()}"


def _private(sector: str) -> str:
    return " privé" if sector == "Privé" else ""


def _with_priority(rng: Random, scale: Scale, made: list[Establishment]) -> list[Establishment]:
    """Priority education is for public écoles and collèges of the two big towns."""
    towns = {"Nantes", "Saint-Nazaire", "Saint-Herblain", "Rezé", "Orvault", "Trignac"}

    def chosen(type: str, count: int) -> set[str]:
        eligible = [e.uai for e in made if e.type == type and e.sector == "Public" and e.commune.name in towns]
        return set(rng.sample(eligible, min(count, len(eligible))))

    concerned = chosen("Ecole", scale.priority_ecoles) | chosen("Collège", scale.priority_colleges)
    return [replace(e, priority=rng.choice(("REP", "REP", "REP+"))) if e.uai in concerned else e for e in made]


def _with_gaps(rng: Random, scale: Scale, made: list[Establishment]) -> list[Establishment]:
    """What the official directory leaves empty: the sector of some vocational lycées, coordinates, pupils."""
    vocational = [e.uai for e in made if e.nature == "320"]
    no_sector = set(rng.sample(vocational, min(scale.without_sector, len(vocational))))
    everybody = [e.uai for e in made]
    nowhere = set(rng.sample(everybody, scale.without_coordinates)) | no_sector
    uncounted = set(rng.sample(everybody, scale.without_pupils))
    return [
        replace(
            e,
            sector=None if e.uai in no_sector else e.sector,
            latitude=None if e.uai in nowhere else e.latitude,
            longitude=None if e.uai in nowhere else e.longitude,
            pupils_told=e.uai not in uncounted,
        )
        for e in made
    ]


@dataclass(frozen=True, kw_only=True)
class _Zone:
    circonscriptions: tuple[str, ...]
    bassin: str


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, _Zone]:
    """EPCI -> its circonscriptions and its bassin, both invented: no public list of them was found."""
    return {
        row["epci_siren"]: _Zone(circonscriptions=tuple(row["circonscriptions"].split("|")), bassin=row["bassin"])
        for row in _rows()
    }


def _rows() -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / "zones.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")

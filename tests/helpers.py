"""Small pieces that tests of several folders share: a clock that can be set, an empty store, a few establishments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from data.batches import add_batch
from data.database import LOCAL, Database, Write, open_database
from data.settings import Settings

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ADD_ESTABLISHMENT = """
    INSERT INTO establishment (
        batch, uai, name, type, sector, commune, departement, epci, arrondissement, bassin, circonscription,
        priority_education, pupils, is_open, valid_from, recorded_at
    )
    VALUES (
        $batch, $uai, $name, $type, $sector, $commune, $departement, $epci, $arrondissement, $bassin, $circonscription,
        $priority_education, $pupils, $is_open, $valid_from, $recorded_at
    )
"""
DEFAULTS: dict[str, Any] = {
    "name": "Collège Jacques Prévert",
    "type": "Collège",
    "sector": "Public",
    "commune": "Nantes",
    "departement": "044",
    "epci": "Nantes Métropole",
    "arrondissement": "Nantes",
    "bassin": None,
    "circonscription": None,
    "priority_education": None,
    "pupils": 400,
    "is_open": True,
    "valid_from": date(2021, 9, 1),
}


class Clock:
    """A clock that shows `now` (UTC) and moves on one second each time it is read, so that what is read
    after a write knows of it. Set `now` to go to another day."""

    def __init__(self, now: datetime = datetime(2022, 3, 15, 9, 0)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def memory_database(clock: Callable[[], datetime] | None = None, **settings: Any) -> Database:
    """An empty store in memory, on 15 March 2022 unless a clock is given. Keywords are fields of Settings."""
    return open_database(None, settings=Settings(**settings), clock=clock or Clock())


def make_uai(number: int, departement: str = "044") -> str:
    """The valid UAI of that number: make_uai(21) is 0440021J."""
    digits = f"{departement}{number:04d}"
    return digits + UAI_LETTERS[int(digits) % 23]


def add_file(write: Write, kind: str, name: str, *, rows: int, campaign: str | None = None) -> UUID:
    """A file of so many rows, all accepted, taken in by a write under way. Returns the batch."""
    return add_batch(
        write,
        kind=kind,
        campaign=campaign,
        file_name=name,
        file_sha256=f"{write.at}",
        content_sha256=f"{write.at}",
        row_count=rows,
        accepted_count=rows,
        issues=[],
    )


def add_establishments(db: Database, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """One load of the directory: each row gives columns of `establishment`, DEFAULTS the others. Returns the UAI.

    Without `uai`, rows get make_uai(1), make_uai(2)... in order.
    """
    full = [DEFAULTS | {"uai": make_uai(number)} | dict(row) for number, row in enumerate(rows, start=1)]
    with db.writing(LOCAL, "register", "annuaire.csv") as write:
        batch = add_file(write, "register", "annuaire.csv", rows=len(full))
        for row in full:
            write.cursor.execute(ADD_ESTABLISHMENT, row | {"batch": batch, "recorded_at": write.at})
    return [str(row["uai"]) for row in full]


def add_answers(
    db: Database, *, campaign: str, answers: Sequence[tuple[str, str, str | None]], answered_on: date = date(2022, 3, 1)
) -> str:
    """One file of returns with (uai, question, canonical value) told on that day. Returns the batch's id."""
    with db.writing(LOCAL, "import", "retours.xlsx") as write:
        rows = len({uai for uai, _, _ in answers})
        batch = add_file(write, "returns", "retours.xlsx", rows=rows, campaign=campaign)
        for uai, question, value in answers:
            write.cursor.execute(
                "INSERT INTO answer VALUES ($batch, $campaign, $uai, $question, $value, $day, true, 'Réponses', 'E6', $at)",
                {
                    "batch": batch,
                    "campaign": campaign,
                    "uai": uai,
                    "question": question,
                    "value": value,
                    "day": answered_on,
                    "at": write.at,
                },
            )
    return str(batch)

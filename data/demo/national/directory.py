"""The directory of the country: as many establishments in each of the 96 départements, codes that no real school bears."""

import csv
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from data.database import Actor, Database
from data.demo.names import Names
from data.demo.national.making import Making, record_batch, take_chance
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_ADMINISTRATOR = Actor(name="administration")


def load_directory(db: Database, making: Making, valid_from: date) -> None:
    """One load of the directory; the first one decides who exists, a later one counts the pupils again."""
    making.progress(f"Annuaire de {valid_from.year} : {making.establishments} établissements")
    named = f"annuaire national {valid_from.year}"
    with db.writing(_ADMINISTRATOR, "register", named) as write:
        batch = write.new_id()
        take_chance(write)
        write.cursor.execute(
            sql("add_establishments"),
            {
                "batch": str(batch),
                "seed": making.seed,
                "drawn": f"pupils {valid_from.year}",
                "establishments": making.establishments,
                "departements": _departements(),
                "names": _names(making.seed),
                "valid_from": valid_from,
                "recorded_at": write.at,
            },
        )
        count = making.establishments
        record_batch(write, batch, kind="register", named=named, count=count, accepted=count)
        write.detail.update(batch=str(batch), rows=count)
    making.directory = making.directory or batch


def _departements() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "departements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))
    return [row | {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])} for row in rows]


def _names(seed: int) -> dict[str, list[str]]:
    names = Names(Random(f"{seed} names"))
    return {
        "ecoles": [names.ecole() for _ in range(900)],
        "colleges": [names.college() for _ in range(150)],
        "lycees": [names.lycee() for _ in range(90)],
    }

"""The steps of the national demonstration: 60,000 establishments, 18 million answers, 70 million facts of use.

Nothing passes through files, as 15 GB of them would be needed: each import is one statement over what chance gives for
the seed. So its imports have no original, and say so in their name. The transactions, the journal and the order of the
facts are those of real imports.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from data.database import Actor, Database, open_database
from data.database.properties import set_property
from data.demo.build import put_in_place
from data.demo.national.directory import load_directory
from data.demo.national.making import Making
from data.demo.national.returns import campaign_steps
from data.demo.national.targets import target_steps
from data.demo.national.usage import usage_steps
from data.demo.timeline import ZONE, SetClock, Step, at, live, seeded_ids
from data.derived import rebuild
from data.settings import get_settings

ESTABLISHMENTS = 60_000
SITUATION_DAY = date(2022, 3, 18)
_FIRST_DIRECTORY, _SECOND_DIRECTORY = date(2015, 9, 1), date(2021, 9, 1)
_ADMINISTRATOR = Actor(name="administration")


def build_national(
    path: Path,
    *,
    seed: int = 44,
    replace: bool = False,
    share: float = 1.0,
    progress: Callable[[str], None] = lambda _phrase: None,
) -> None:
    """Make the national demonstration at `path`; the same seed gives the same facts.

    share: the part of the establishments that is made, so of everything else. `progress` is told each stage in French.
    Raises Refusal when a database is there already, unless it is a demonstration and replace is True.
    """
    put_in_place(path, replace=replace, build=partial(_build, seed=seed, share=share, progress=progress))


def _build(path: Path, *, seed: int, share: float, progress: Callable[[str], None]) -> None:
    making = Making(seed=seed, establishments=round(ESTABLISHMENTS * share), progress=progress)
    clock = SetClock(at(_FIRST_DIRECTORY, 8))
    settings = get_settings().model_copy(
        update={"database": path, "holiday_zone": ZONE, "time_zone": "Europe/Paris", "backups_kept": 0}
    )
    db = open_database(path, settings=settings, clock=clock, new_id=seeded_ids(Random(f"{seed} ids")))
    try:
        # Kept once at the end: at each of 150 writes, 600 establishments took 150 s instead of 25.
        with db.keeping_put_off():
            live(db, clock, _steps(making))
        progress("États et usages tenus prêts à lire")
        rebuild(db, _ADMINISTRATOR)
    finally:
        progress("Écriture du fichier")
        db.close()


def _steps(making: Making) -> list[Step]:
    return [
        Step(at=at(_FIRST_DIRECTORY, 8, 30), do=_say_what_it_is),
        Step(at=at(_FIRST_DIRECTORY, 9), do=lambda db: load_directory(db, making, _FIRST_DIRECTORY)),
        Step(at=at(_SECOND_DIRECTORY, 9), do=lambda db: load_directory(db, making, _SECOND_DIRECTORY)),
        *campaign_steps(making),
        *usage_steps(making),
        *target_steps(making),
    ]


def _say_what_it_is(db: Database) -> None:
    set_property(db, _ADMINISTRATOR, "demonstration", "true")
    set_property(db, _ADMINISTRATOR, "situation_day", SITUATION_DAY.isoformat())

"""The demonstration: a department of invented establishments, taken in through the doors that real files go through.

So each number traces to a file and a cell, and every past state can be seen again. Séances are frozen by who reads the
indicators, not here: this layer does not know what facts mean.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from data.backup import set_backups_aside
from data.campaigns import create_campaign
from data.database import Actor, Database, open_database
from data.database.properties import get_property, set_property
from data.demo.courses import FIRST_YEAR, SECOND_YEAR, courses
from data.demo.directory import official_csv
from data.demo.establishments import Establishment, first_year, second_year
from data.demo.plan import plan_steps
from data.demo.returns import return_steps
from data.demo.scale import DEPARTEMENT, Scale
from data.demo.targets import target_steps
from data.demo.timeline import ZONE, SetClock, Step, at, live, seeded_ids
from data.demo.usage import usage_steps
from data.demo.waves import answering, posts
from data.derived import rebuild
from data.errors import Refusal
from data.register.load import register
from data.settings import get_settings

SITUATION_DAY = date(2022, 3, 18)
_TERRITORY = "044"
_SECRETARY, _ADMINISTRATOR = Actor(name="secrétariat du comité"), Actor(name="administration")


def build_demo(path: Path, *, seed: int = 44, replace: bool = False, scale: Scale = DEPARTEMENT) -> None:
    """Make the demonstration at `path`, with the originals beside it. The same seed gives the same facts.

    Raises Refusal when a database is there already, unless it is a demonstration and replace is True.
    """
    put_in_place(path, replace=replace, build=lambda built: _build(built, seed, scale))


def put_in_place(path: Path, *, replace: bool, build: Callable[[Path], None]) -> None:
    """Have a demonstration built in a folder of its own and move it to `path`: an interruption leaves nothing.

    Raises Refusal when a database is there already, unless it is a demonstration and replace is True.
    """
    _check_free(path, replace)
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".demonstration-") as folder:
        built = Path(folder) / path.name
        build(built)
        _check_free(path, replace)  # somebody may have made one meanwhile
        _move_originals(built.parent / "originals", path.parent / "originals")
        set_backups_aside(path)
        built.replace(path)


def _check_free(path: Path, replace: bool) -> None:
    if not path.exists():
        return
    if not _is_demonstration(path):
        raise Refusal(
            f"La base {path.name} n'est pas une démonstration : elle est laissée telle quelle. Donnez une autre adresse à "
            "la démonstration (GOUVERNAIL_DATABASE), puis relancez."
        )
    if not replace:
        raise Refusal(f"Une démonstration existe déjà ({path.name}) : pour la refaire, relancez avec --replace.")


def _is_demonstration(path: Path) -> bool:
    # Closing it also empties its write-ahead log, which must not survive beside another database.
    db = open_database(path)
    try:
        return get_property(db, "demonstration") == "true"
    finally:
        db.close()


def _move_originals(built: Path, kept: Path) -> None:
    kept.mkdir(exist_ok=True)
    for original in built.iterdir() if built.is_dir() else ():
        original.replace(kept / original.name)


def _build(path: Path, seed: int, scale: Scale) -> None:
    def chance(subject: str) -> Random:
        # One source a subject: changing how one thing is drawn leaves the others as they were.
        return Random(f"{seed} {subject}")

    clock = SetClock(at(date(2020, 9, 14), 8))
    settings = get_settings().model_copy(
        update={
            "database": path,
            "territory_code": _TERRITORY,
            "holiday_zone": ZONE,
            "time_zone": "Europe/Paris",
            "backups_kept": 0,
        }
    )
    db = open_database(path, settings=settings, clock=clock, new_id=seeded_ids(chance("ids")))
    try:
        # Kept once at the end: some 200 files are told one after the other.
        with db.keeping_put_off():
            live(db, clock, _steps(chance, scale))
        rebuild(db, _ADMINISTRATOR)
    finally:
        db.close()


def _steps(chance: Callable[[str], Random], scale: Scale) -> list[Step]:
    before = first_year(chance("establishments"), scale)
    now = second_year(chance("second directory"), scale, before)
    who = answering(chance("who answers"), now)
    alike = {one.uai: (one.uai in who[FIRST_YEAR], one.uai in who[SECOND_YEAR]) for one in now}
    course = courses(chance("courses"), alike, now)
    files = [
        *posts(chance("first posts"), FIRST_YEAR, [one for one in before if one.uai in who[FIRST_YEAR]]),
        *posts(chance("second posts"), SECOND_YEAR, [one for one in now if one.uai in who[SECOND_YEAR]]),
    ]
    known_at_first = {one.uai for one in before}
    return [
        Step(at=at(date(2020, 9, 14), 8, 30), do=_say_what_it_is),
        *_directory_steps(before, date(2020, 9, 1), date(2020, 9, 14)),
        *_directory_steps(now, date(2021, 9, 1), date(2021, 9, 20)),
        _campaign_step(FIRST_YEAR, date(2020, 10, 5), date(2021, 6, 11)),
        _campaign_step(SECOND_YEAR, date(2021, 10, 4), date(2022, 6, 10)),
        *target_steps(_SECRETARY),
        *plan_steps(_SECRETARY, now),
        *usage_steps(chance("usage"), _ADMINISTRATOR, [one for one in now if one.uai in known_at_first]),
        *return_steps(chance("returns"), _SECRETARY, files, course),
    ]


def _say_what_it_is(db: Database) -> None:
    set_property(db, _ADMINISTRATOR, "demonstration", "true")
    set_property(db, _ADMINISTRATOR, "situation_day", SITUATION_DAY.isoformat())


def _directory_steps(establishments: list[Establishment], valid_from: date, loaded_on: date) -> list[Step]:
    def load(db: Database) -> None:
        register(
            db,
            _ADMINISTRATOR,
            file_name=f"annuaire_{valid_from:%Y-%m}.csv",
            content=official_csv(establishments, day=valid_from),
            departement=_TERRITORY,
            valid_from=valid_from,
        )

    return [Step(at=at(loaded_on, 10), do=load)]


def _campaign_step(school_year: str, opens_on: date, closes_on: date) -> Step:
    def create(db: Database) -> None:
        create_campaign(
            db,
            _SECRETARY,
            code=school_year,
            school_year=school_year,
            label=f"Gouvernance du numérique {school_year}",
            opens_on=opens_on,
            closes_on=closes_on,
        )

    return Step(at=at(opens_on, 9), do=create)

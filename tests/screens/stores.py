"""A small store filled through the product's own doors, with the traps that people's texts can hold."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database, utc_now
from data.database.properties import set_property
from data.plan import Concerned, Item, add
from data.plan.declaration import KINDS, LISTS, LONGEST_TEXT
from data.returns.intake import import_returns
from data.settings import Settings
from data.targets import set_target
from data.usage.record import Usage, record_usage
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.helpers import Clock, add_establishments, make_uai
from tests.plans import term
from tests.workbooks import filled

HOSTILE = "<b>x</b> [lien](http://x) $a$ :material/home:"
COMMENT = "1. Relancer -> avant mai\n# Voir http://exemple.fr et www.exemple.fr"
LONG = (f"{HOSTILE}\n{COMMENT}\n" + "très long " * 1_000)[:LONGEST_TEXT].strip()
DAY = date(2022, 3, 31)
LINK = {"annee": "2021-2022", "jour": DAY.isoformat()}
A, B, C, D, E, F, G, H, I = (make_uai(number) for number in range(1, 10))  # noqa: E741
CAP_ATLANTIQUE = "CA de la Presqu'île de Guérande Atlantique (CAP Atlantique)"
SCHOOLS = [
    {"uai": A, "name": "Collège A", "commune": HOSTILE},
    {"uai": B, "name": HOSTILE, "commune": HOSTILE},
    {"uai": C, "name": "Collège C", "commune": HOSTILE},
    {"uai": D, "name": "École D", "type": "École", "sector": "Privé", "epci": "CC d'Erdre et Gesvres"},
    {"uai": E, "name": "École E", "type": "École", "sector": "Privé", "epci": "CC d'Erdre et Gesvres"},
    {"uai": F, "name": "École F", "type": "École", "sector": "Privé", "epci": "CC d'Erdre et Gesvres"},
    {"uai": G, "name": "Lycée G", "type": "Lycée", "epci": CAP_ATLANTIQUE},
    {"uai": H, "name": "Lycée H", "type": "Lycée", "epci": CAP_ATLANTIQUE},
    {"uai": I, "name": "Lycée I", "type": "Lycée", "epci": CAP_ATLANTIQUE},
]
FILE = f"retours {HOSTILE}.xlsx"
# One row is refused: F's, for its number.
ANSWERS = {
    A: {"cadre_etat": "Intégré au projet", "comite_existe": "Oui", "comite_reunions": 2, "formation_suivie": "Oui"},
    B: {"cadre_etat": "Rédigé, non intégré", "comite_existe": "Non"},
    D: {"cadre_etat": "Intégré au projet", "comite_existe": "Oui"},
    E: {"cadre_etat": "Aucun", "formation_suivie": "Non"},
    F: {"comite_reunions": "environ 30"},
    G: {"cadre_etat": "Intégré au projet", "formation_suivie": "Oui"},
}


def open_store(path: Path, *, clock: Callable[[], datetime] = utc_now) -> Database:
    """The store of that file, which the screens of this process may have open too."""
    return open_database(path, settings=Settings(database=path), clock=clock)


def with_establishments(path: Path) -> None:
    """Nine establishments and nothing else."""
    db = open_store(path, clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(db, SCHOOLS)
    db.close()


def fill(path: Path) -> None:
    """Two school years, answers, usage, targets and a frozen séance; a demonstration seen on 31 March 2022."""
    db = open_store(path, clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(db, SCHOOLS)
    for year in ("2020-2021", "2021-2022"):
        create_campaign(db, LOCAL, code=year, school_year=year, label=f"Enquête {year}")
    set_property(db, LOCAL, "demonstration", "true")
    set_property(db, LOCAL, "situation_day", DAY.isoformat())
    _set_targets(db)
    dated = {uai: told | {"date_reponse": date(2022, 3, 10)} for uai, told in ANSWERS.items()}
    import_returns(db, LOCAL, [(FILE, filled(db, "2021-2022", dated))], campaign="2021-2022")
    record_usage(db, LOCAL, list(_usage()), file_name="releves.csv", file_sha256="u", content_sha256="u")
    freeze(db, LOCAL, Situation(school_year="2021-2022", on=DAY, as_of=db.clock()), label=HOSTILE, comment=COMMENT)
    db.close()


def _set_targets(db: Database) -> None:
    for indicator, measure, value in (("cadre_communication", "count", 6), ("usage_services", "growth", 0.02)):
        set_target(
            db,
            LOCAL,
            indicator=indicator,
            school_year="2021-2022",
            baseline=0,
            value=value,
            due_on=date(2022, 6, 30),
            reason=HOSTILE,
            measure=measure,
        )


def _usage() -> Iterable[Usage]:
    """Collèges and lycées, from September to February of both school years: the use rises by four points."""
    months = [(2020, month) for month in (9, 10, 11, 12)] + [(2021, 1), (2021, 2)]
    for year, month in months:
        for later, users in ((0, 44), (1, 48)):
            for uai in (A, B, C, G, H, I):
                yield Usage(
                    uai=uai,
                    month=date(year + later, month, 1),
                    service="e-lyco",
                    profile="élèves",
                    potential=100,
                    activated=80,
                    unique_users=users,
                    visits=900,
                )


def tell_hostile_plan(path: Path) -> dict[str, str]:
    """One item of each kind in that store, linked in a whole chain, its texts as hostile as they may be: kind -> reference."""
    db = open_store(path)
    told: dict[str, Item] = {}

    def tell(kind: str, **fields: object) -> UUID:
        declared = KINDS[kind].fields
        texts = {field.code: LONG for field in declared if field.type == "text" and field.code != "outcome"}
        told[kind] = add(db, LOCAL, kind, {"title": HOSTILE} | texts | fields)
        return told[kind].id

    theme, actor = (tell("term", list=LISTS[name]) for name in ("theme", "actor"))
    origin = term(db, "origin", "Établissement")
    lesson = tell("lesson", origin=origin, uai=B, themes=[theme], address="https://x.fr/[lien](http://x)$a$")
    tell("strength", lessons=[lesson])
    irritant = tell("irritant", lessons=[lesson], main=True)
    lever = tell("lever", needs=[tell("need", irritants=[irritant])])
    decided = {"meeting_on": DAY, "decided_on": date(2022, 3, 1), "outcome": HOSTILE}
    action = tell(
        "action",
        axis=tell("axis"),
        levers=[lever],
        decisions=[tell("decision", **decided)],
        actors=[actor],
        owner=HOSTILE,
        starts_on=date(2022, 1, 3),
        due_on=date(2022, 3, 1),
        concerns=Concerned(group="commune", members=(HOSTILE,)),
        indicators=["cadre_communication"],
    )
    tell("step", action=action, due_on=date(2022, 2, 1))
    tell("note", action=action, written_on=date(2022, 2, 1))
    db.close()
    return {kind: item.ref for kind, item in told.items()}

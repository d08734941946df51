"""Usage facts for tests: a small territory, and what it told of a month."""

from datetime import date, datetime

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.usage.record import Usage, record_usage
from indicators.situation import Situation
from tests.helpers import Clock, add_establishments, make_uai, memory_database

A, B, C, D, E, F, G, SEGPA = (make_uai(number) for number in range(1, 9))
SCHOOLS = [
    {"uai": A, "name": "Collège A", "pupils": 500},
    {"uai": B, "name": "Collège B", "pupils": 800},
    {"uai": C, "name": "Lycée C", "type": "Lycée", "pupils": 1000},
    {"uai": D, "name": "École D", "type": "École", "pupils": 100},
    {"uai": E, "name": "École E", "type": "École", "pupils": 100},
    {"uai": F, "name": "École F", "type": "École", "pupils": 100},
    {"uai": G, "name": "École G", "type": "École", "pupils": 100},
    {"uai": SEGPA, "name": "SEGPA du collège A", "pupils": 60},
]
FEBRUARY, A_YEAR_BEFORE, MARCH = date(2022, 2, 1), date(2021, 2, 1), date(2022, 3, 1)
_SET_SEGPA = "UPDATE establishment SET nature = '390' WHERE uai = $uai"


def territory() -> Database:
    """Two collèges, one lycée, four écoles and a SEGPA, all expected in 2021-2022; known since September 2021."""
    db = memory_database(Clock(datetime(2021, 9, 1, 9, 0)))
    add_establishments(db, SCHOOLS)
    with db.writing(LOCAL, "register", "nature") as write:
        write.cursor.execute(_SET_SEGPA, {"uai": SEGPA})
    create_campaign(db, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    return db


def fact(uai: str, month: date, users: int | None, potential: int | None, **others: object) -> Usage:
    """Élèves on e-lyco unless said otherwise, without activated accounts nor visits."""
    usual: dict[str, object] = {"service": "e-lyco", "profile": "élèves", "activated": None, "visits": None}
    return Usage(uai=uai, month=month, unique_users=users, potential=potential, **(usual | others))  # type: ignore[arg-type]


def tell(db: Database, *facts: Usage, on: datetime = datetime(2022, 6, 15, 9, 0)) -> None:
    """One file, taken in at that instant (UTC)."""
    assert isinstance(db.clock, Clock)
    assert db.clock.now <= on or db.clock.now.date() == on.date(), "files are told in the order of time"
    db.clock.now = max(on, db.clock.now)
    record_usage(
        db, LOCAL, list(facts), file_name=f"{on:%Y-%m-%d}.csv", file_sha256=f"{facts}", content_sha256=f"{facts}"
    )


def situation(db: Database, on: date = date(2022, 6, 15), **filters: str) -> Situation:
    """2021-2022 on that day, as known now."""
    return Situation(school_year="2021-2022", on=on, as_of=db.clock(), filters=filters)

"""« Ce que l'on savait le 15 mars »: exactly what was shown then, whatever was told, undone or decided since."""

import json
from datetime import date, datetime

from data.batches import revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.definitions import change_definition
from data.targets import set_target
from data.usage.record import Usage, record_usage
from indicators.situation import Situation
from indicators.snapshots.payload import build_payload
from tests.helpers import Clock, add_answers, add_establishments, memory_database

ON = date(2022, 3, 15)


def shown(db: Database, as_of: datetime) -> str:
    """All that the screens and a séance say of a situation, as text."""
    payload = build_payload(db, Situation(school_year="2021-2022", on=ON, as_of=as_of))
    return json.dumps(payload, default=str, sort_keys=True)


def relevé(uai: str, users: int, month: date = date(2022, 2, 1)) -> Usage:
    return Usage(
        uai=uai,
        month=month,
        service="e-lyco",
        profile="élèves",
        potential=100,
        activated=90,
        unique_users=users,
        visits=users,
    )


def target(db: Database, value: float) -> None:
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year="2021-2022",
        baseline=0,
        value=value,
        due_on=date(2022, 6, 30),
        reason="Comité",
        measure="count",
    )


def test_the_past_is_shown_as_it_was() -> None:
    clock = Clock(datetime(2022, 3, 1, 9, 0))
    db = memory_database(clock)
    uais = add_establishments(db, [{} for _ in range(4)])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    target(db, 3)
    kept = add_answers(db, campaign="c", answers=[(uais[0], "cadre_etat", "Intégré au projet")])
    record_usage(db, LOCAL, [relevé(uais[0], 40)], file_name="u.csv", file_sha256="a", content_sha256="a")
    clock.now = datetime(2022, 3, 15, 18, 0)
    evening, before = db.end_of(ON), None
    before = shown(db, evening)
    assert '"yes": 1' in before and '"definition_version": 1' in before

    clock.now = datetime(2022, 3, 16, 9, 0)
    add_answers(db, campaign="c", answers=[(uais[1], "cadre_etat", "Intégré au projet")], answered_on=date(2022, 3, 2))
    assert shown(db, db.clock()) != before
    assert shown(db, evening) == before
    for change in (
        lambda: revert_batch(db, LOCAL, kept, reason="mauvais fichier"),
        lambda: change_definition(db, LOCAL, "cadre_communication", {"adoption_dated": True}, "Comité"),
        lambda: target(db, 4),
        lambda: record_usage(db, LOCAL, [relevé(uais[0], 77)], file_name="v.csv", file_sha256="b", content_sha256="b"),
        lambda: add_establishments(db, [{"name": "Collège renommé", "valid_from": date(2022, 3, 1)}]),
        lambda: create_campaign(db, LOCAL, code="d", school_year="2021-2022"),
    ):
        change()
        assert shown(db, evening) == before


def test_a_day_ends_when_it_does_in_the_territory() -> None:
    db = memory_database()
    assert db.end_of(date(2022, 3, 15)) == datetime(2022, 3, 15, 22, 59, 59, 999999)  # UTC + 1 in winter
    assert db.end_of(date(2022, 7, 1)) == datetime(2022, 7, 1, 21, 59, 59, 999999)

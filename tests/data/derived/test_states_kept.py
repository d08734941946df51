"""What is kept ready to read says the same as the facts, whatever was told, corrected, withdrawn or set aside."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import derived
from data.batches import restore_batch, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.definitions import change_definition
from data.derived import rules
from indicators.definition import Adoption
from indicators.definitions import defined
from indicators.measure.adoption import applied_rule, measure_adoption
from indicators.situation import Situation
from tests.helpers import add_answers, add_establishments, memory_database
from tests.strength.nursery import LONG

YEAR = "2021-2022"
DAYS = [date(2021, 9, 1) + timedelta(days=step) for step in range(0, 365, 41)]
STAGES = ["Intégré au projet", "Rédigé, non intégré", "Aucun", None]


@dataclass(frozen=True)
class Told:
    """One file: what an establishment says of its framework, of which day, in which campaign."""

    question: str
    value: str | None
    answered_on: date
    campaign: str
    place: int
    reverted: bool


dates = st.dates(date(2020, 9, 1), date(2022, 8, 31))
told = st.builds(
    lambda stage, adopted, is_stage, answered_on, earlier, place, reverted: Told(
        "cadre_etat" if is_stage else "cadre_date_adoption",
        stage if is_stage else adopted and adopted.isoformat(),
        answered_on,
        "before" if earlier else "now",
        place,
        reverted,
    ),
    st.sampled_from(STAGES),
    st.one_of(st.none(), dates),
    st.booleans(),
    dates,
    st.booleans(),
    st.integers(0, 1),
    st.sampled_from([False, False, False, True]),
)


def stands(files: list[Told], question: str, on: date, adopted: date | None) -> str | None:
    """Decision 3, read aloud: the answer given nearest before the day; before any, the one that reaches back."""
    ranked = []
    for order, one in enumerate(files):
        if one.question != question:
            continue
        if one.answered_on <= on:
            ranked.append((one.answered_on, 0, order, one.value))
        elif adopted and adopted <= on:
            ranked.append((adopted, -one.answered_on.toordinal(), order, one.value))
    return max(ranked, key=lambda rank: rank[:3])[3] if ranked else None


def expected_state(files: list[Told], on: date) -> str:
    counting = [one for one in files if not one.reverted]
    days = [
        (one.answered_on, order, one) for order, one in enumerate(counting) if one.question == "cadre_date_adoption"
    ]
    latest = max(days, key=lambda d: d[:2])[2].value if days else None
    adopted = date.fromisoformat(latest) if latest else None
    stage = stands(counting, "cadre_etat", on, adopted)
    day = stands(counting, "cadre_date_adoption", on, adopted)
    if stage is None:
        return "silencieux"
    if stage == "Intégré au projet" and (day is None or date.fromisoformat(day) <= on):
        return "oui"
    return "non" if stage == "Aucun" else "partiel"


def open_years() -> tuple[Database, list[str]]:
    db = memory_database()
    uais = add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="before", school_year="2020-2021")
    create_campaign(db, LOCAL, code="now", school_year=YEAR)
    return db, uais


def framework(db: Database, as_of: datetime | None = None) -> Adoption:
    found = defined(db, "cadre_communication", as_of or db.clock())
    assert isinstance(found, Adoption)
    return found


def states(db: Database, on: date, as_of: datetime | None = None) -> list[str]:
    now = as_of or db.clock()
    situation = Situation(school_year=YEAR, on=on, as_of=now)
    return list(measure_adoption(db, framework(db, now), situation).states.sort_values("uai")["state"])


@settings(max_examples=100 if LONG else 4, deadline=None)
@given(st.lists(told, min_size=1, max_size=6))
def test_states_are_those_of_the_facts_on_every_day(files: list[Told]) -> None:
    db, uais = open_years()
    for one in files:
        batch = add_answers(
            db, campaign=one.campaign, answers=[(uais[one.place], one.question, one.value)], answered_on=one.answered_on
        )
        if one.reverted:
            revert_batch(db, LOCAL, batch, reason="essai")
    now = db.clock()
    with db.reading() as cursor:
        assert derived.is_current(cursor, now, applied_rule(framework(db)))
    kept = {on: states(db, on, now) for on in DAYS}
    wanted = {on: [expected_state([one for one in files if one.place == n], on) for n in (0, 1)] for on in DAYS}
    assert kept == wanted
    # Worked out from the facts, as a reading of the past is, once a later write has moved what is kept.
    add_answers(db, campaign="now", answers=[(uais[0], "cadre_etat", "Aucun")], answered_on=date(2021, 9, 2))
    with db.reading() as cursor:
        assert not derived.is_current(cursor, now, applied_rule(framework(db)))
    assert {on: states(db, on, now) for on in DAYS} == wanted


def test_a_file_set_aside_and_taken_back_moves_what_is_kept() -> None:
    db, uais = open_years()
    batch = add_answers(db, campaign="now", answers=[(uais[0], "cadre_etat", "Aucun")], answered_on=date(2021, 10, 1))
    on = date(2021, 11, 1)
    assert states(db, on) == ["non", "silencieux"]
    revert_batch(db, LOCAL, batch, reason="mauvais fichier")
    assert states(db, on) == ["silencieux", "silencieux"]
    restore_batch(db, LOCAL, batch, reason="c'était le bon")
    assert states(db, on) == ["non", "silencieux"]


def test_a_new_campaign_finds_the_answers_that_carry_over() -> None:
    db = memory_database()
    uais = add_establishments(db, [{}])
    create_campaign(db, LOCAL, code="before", school_year="2020-2021")
    told = [(uais[0], "cadre_etat", "Intégré au projet")]
    add_answers(db, campaign="before", answers=told, answered_on=date(2021, 3, 1))
    create_campaign(db, LOCAL, code="now", school_year=YEAR)
    assert states(db, date(2021, 9, 1)) == ["oui"]


def test_a_changed_definition_makes_the_states_anew() -> None:
    db, uais = open_years()
    add_answers(db, campaign="now", answers=[(uais[0], "cadre_etat", "Intégré au projet")])
    before = db.clock()
    assert states(db, date(2022, 4, 1)) == ["oui", "silencieux"]
    change_definition(db, LOCAL, "cadre_communication", {"adoption_dated": True}, "Comité de mars")
    assert states(db, date(2022, 4, 1)) == ["partiel", "silencieux"]
    assert states(db, date(2022, 4, 1), before) == ["oui", "silencieux"]
    with db.reading() as cursor:
        assert derived.is_current(cursor, db.clock(), applied_rule(framework(db)))


def test_what_is_kept_can_be_lost_and_made_again() -> None:
    db, uais = open_years()
    add_answers(db, campaign="now", answers=[(uais[0], "cadre_etat", "Aucun")], answered_on=date(2021, 10, 1))
    with db.reading() as cursor:
        cursor.execute("DELETE FROM state_span")
        cursor.execute("DELETE FROM derived")
    assert derived.is_stale(db)
    assert states(db, date(2021, 11, 1)) == ["non", "silencieux"]  # from the facts
    derived.rebuild(db, LOCAL)
    assert not derived.is_stale(db)
    assert db.query("SELECT count(*) AS n FROM state_span WHERE indicator = 'cadre_communication'") == [{"n": 1}]
    assert states(db, date(2021, 11, 1)) == ["non", "silencieux"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_preview_keeps_nothing(keep: bool) -> None:
    db, _ = open_years()
    with db.writing(LOCAL, "campaign", "x", keep=keep) as write:
        write.cursor.execute("DELETE FROM state_span")
    assert not derived.is_stale(db)


def test_another_way_of_saying_what_stands_makes_what_is_kept_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    db, _ = open_years()
    assert not derived.is_stale(db)
    monkeypatch.setattr(rules, "standing_text", lambda: "-- another program's reads")
    assert derived.is_stale(db)

"""Why an indicator changed between two séances: five parts that add up, with the establishments behind each."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.batches import revert_batch
from data.campaigns import create_campaign, set_expected
from data.database import LOCAL, Database
from data.definitions import change_definition
from data.seances.frozen import Snapshot, read_snapshot
from data.usage.record import record_usage
from indicators.definitions import defined
from indicators.situation import Situation
from indicators.snapshots.compare import compare, the_one_before
from indicators.snapshots.freeze import freeze
from indicators.snapshots.parts import PARTS, Change, Part, as_contract, sentence, shown_parts, shown_total
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database
from tests.indicators.usage_facts import A, B, C, fact, territory
from tests.strength.nursery import LONG

YEAR = "2021-2022"
DECEMBER, MARCH = date(2021, 12, 15), date(2022, 3, 15)
CODE = "cadre_communication"
SAME, HEARD, MOVED, CORRECTED, DEFINED, LEAVING, COMING, WITHDRAWN = (make_uai(number) for number in range(1, 9))


def step_to(db: Database, instant: datetime) -> None:
    assert isinstance(db.clock, Clock)
    db.clock.now = instant


def freeze_on(db: Database, on: date, label: str) -> Snapshot:
    situation = Situation(school_year=YEAR, on=on, as_of=db.clock())
    return freeze(db, LOCAL, situation, label=label)


def expect(db: Database, uais: list[str], expected: bool) -> None:
    set_expected(db, LOCAL, campaign="c", uai_list=uais, expected=expected, reason="essai")


def stages(db: Database, told: dict[str, str], on: date) -> str:
    return add_answers(
        db, campaign="c", answers=[(uai, "cadre_etat", stage) for uai, stage in told.items()], answered_on=on
    )


def framework(changes: list[Change]) -> Change:
    return next(change for change in changes if change.code == CODE)


def moves(change: Change) -> dict[str, dict[str, tuple[object, object]]]:
    return {
        part.part: {one.uai: (one.before, one.after) for one in part.establishments}
        for part in change.parts
        if part.establishments
    }


def a_winter() -> tuple[Database, Snapshot]:
    """December: six oui or partiel of seven expected. Then one thing of each kind happens to another establishment."""
    db = memory_database(Clock(datetime(2021, 9, 2, 9, 0)))
    add_establishments(
        db, [{"uai": uai} for uai in (SAME, HEARD, MOVED, CORRECTED, DEFINED, LEAVING, WITHDRAWN, COMING)]
    )
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    expect(db, [COMING], False)
    step_to(db, datetime(2021, 12, 1, 9, 0))
    integrated, drafted = "Intégré au projet", "Rédigé, non intégré"
    stages(
        db,
        {SAME: integrated, MOVED: drafted, CORRECTED: integrated, DEFINED: integrated, LEAVING: integrated},
        date(2021, 11, 20),
    )
    stages(db, {WITHDRAWN: integrated}, date(2021, 11, 20))
    # Two give the day of their adoption: they stay oui under the stricter definition.
    dated = [(uai, "cadre_date_adoption", "2021-11-10") for uai in (SAME, WITHDRAWN)]
    add_answers(db, campaign="c", answers=dated, answered_on=date(2021, 11, 20))
    step_to(db, datetime(2021, 12, 15, 9, 0))
    frozen = freeze_on(db, DECEMBER, "Décembre")
    step_to(db, datetime(2022, 3, 1, 9, 0))
    late = {HEARD: integrated, MOVED: integrated, COMING: integrated}
    stages(db, late, date(2022, 2, 10))
    adopted = [(uai, "cadre_date_adoption", "2022-02-05") for uai in late]
    add_answers(db, campaign="c", answers=adopted, answered_on=date(2022, 2, 10))
    # Of November too, but told in March: what December said was wrong.
    stages(db, {CORRECTED: "Aucun"}, date(2021, 11, 25))
    expect(db, [LEAVING], False)
    expect(db, [COMING], True)
    add_answers(db, campaign="c", answers=[(WITHDRAWN, "cadre_etat", None)], answered_on=date(2022, 2, 20))
    change_definition(db, LOCAL, CODE, {"adoption_dated": True}, "Décision du comité")
    step_to(db, datetime(2022, 3, 15, 9, 0))
    return db, frozen


def test_each_thing_that_happened_is_its_own_part() -> None:
    db, frozen = a_winter()
    change = framework(compare(db, frozen.payload, freeze_on(db, MARCH, "Mars").payload))
    # December: SAME, CORRECTED, DEFINED, LEAVING, WITHDRAWN. March: SAME, HEARD, MOVED, COMING.
    assert (change.before, change.after) == (5, 4)
    assert moves(change) == {
        "new_answers": {HEARD: ("silencieux", "oui")},
        "corrections": {CORRECTED: ("oui", "non"), WITHDRAWN: ("oui", "silencieux")},
        "real_change": {MOVED: ("partiel", "oui")},
        "definition": {DEFINED: ("oui", "partiel")},
        "directory": {LEAVING: ("oui", None), COMING: (None, "oui")},
    }
    assert {part.part: int(part.change) for part in change.parts} == {
        "new_answers": 1,
        "corrections": -2,
        "real_change": 1,
        "definition": -1,
        "directory": 0,
    }
    # The high bound counts the silent: HEARD was in it already, WITHDRAWN still is.
    assert {part.part: part.high for part in change.parts} == {
        "new_answers": 0,
        "corrections": -1,
        "real_change": 1,
        "definition": -1,
        "directory": 0,
    }
    assert (change.high_before, change.high_after) == (6, 5)
    assert sentence(change) == (
        "De 5 à 4 projets (−1) : réponses nouvelles +1, corrections −2, évolution réelle +1, changement de définition −1."
    )


def test_a_seance_keeps_what_changed_since_the_one_before_and_an_opened_one_says_the_same() -> None:
    db, frozen = a_winter()
    march = freeze_on(db, MARCH, "Mars")
    assert frozen.payload["since"] is None
    kept = march.payload["since"]
    assert (kept["label"], kept["on"], kept["sha256"]) == ("Décembre", "2021-12-15", frozen.sha256)
    again = [as_contract(change) for change in compare(db, frozen.payload, read_snapshot(db, march.id).payload)]
    assert kept["changes"] == again == read_snapshot(db, march.id).payload["since"]["changes"]


def test_the_seance_before_is_of_the_same_scope_and_of_an_earlier_day() -> None:
    db, frozen = a_winter()
    part = Situation(school_year=YEAR, on=DECEMBER, as_of=db.clock(), filters={"type": "Collège"})
    freeze(db, LOCAL, part, label="Collèges")
    january = freeze_on(db, date(2022, 1, 31), "Janvier")
    assert (january.payload["since"] or {})["label"] == "Décembre"
    whole = Situation(school_year=YEAR, on=date(2021, 12, 1), as_of=db.clock())
    assert the_one_before([frozen, january], whole) is None


def test_usage_is_split_by_the_same_accounts_step_by_step() -> None:
    db = territory()
    add_february(db)
    first = freeze_on(db, date(2022, 3, 15), "Février")
    # B was corrected, C told February late, A lost users in March, and C told nothing of March.
    tell(db, fact(B, date(2022, 2, 1), 150, 400), fact(C, date(2022, 2, 1), 100, 200))
    step_to(db, datetime(2022, 4, 10, 9, 0))
    tell(db, fact(A, date(2022, 3, 1), 150, 400), fact(B, date(2022, 3, 1), 150, 400))
    changes = compare(db, first.payload, freeze_on(db, date(2022, 4, 10), "Mars").payload)
    change = next(one for one in changes if one.kind == "rate")
    assert (change.before, change.after) == (Fraction(300, 800), Fraction(300, 800))
    assert {part.part: part.change for part in change.parts} == {
        "corrections": Fraction(350, 800) - Fraction(300, 800),
        "new_answers": (Fraction(450, 1000) - Fraction(350, 800)) + (Fraction(300, 800) - Fraction(400, 1000)),
        "real_change": Fraction(400, 1000) - Fraction(450, 1000),
        "definition": 0,
        "directory": 0,
    }
    assert moves(change) == {
        "corrections": {B: (0.25, 0.375)},
        "new_answers": {C: (0.5, "silencieux")},
        "real_change": {A: (0.5, 0.375)},
    }
    assert sentence(change) == (
        # −1,25 and +6,25 are both half way: rounded together, the first one goes up, and the sum stays 0.
        "Toujours 37,5\u00a0% des comptes en mars 2022 : réponses nouvelles −1,2\u00a0point, corrections +6,2\u00a0points, "
        "évolution réelle −5\u00a0points."
    )


def add_february(db: Database) -> None:
    step_to(db, datetime(2022, 3, 5, 9, 0))
    tell(db, fact(A, date(2022, 2, 1), 200, 400), fact(B, date(2022, 2, 1), 100, 400))


def tell(db: Database, *facts: object) -> None:
    token = str(db.clock())
    record_usage(db, LOCAL, list(facts), file_name="usage.csv", file_sha256=token, content_sha256=token)  # type: ignore[arg-type]


def test_without_a_value_on_one_side_nothing_is_split() -> None:
    db = territory()
    first = freeze_on(db, date(2022, 3, 15), "Rien encore")
    add_february(db)
    changes = compare(db, first.payload, freeze_on(db, date(2022, 3, 15), "Février").payload)
    change = next(one for one in changes if one.kind == "rate")
    assert change.parts == () and sentence(change) == "Aucune valeur n'était connue au 15/03/2022 : rien à comparer."


@pytest.mark.parametrize(
    ("before", "parts", "shown", "said"),
    [
        # 50,00 to 50,12: shown 50 and 50,1, so one of the three parts shows the tenth.
        ("0.5", ("0.0004", "0.0004", "0.0004"), [1, 0, 0], "De 50\u00a0% des comptes à 50,1\u00a0% (+0,1\u00a0point)"),
        (
            "0.5",
            ("0.0216", "-0.0052", "0.0013"),
            [22, -5, 1],
            "De 50\u00a0% des comptes à 51,8\u00a0% (+1,8\u00a0point)",
        ),
        (
            "0.5",
            ("-0.0004", "-0.0004", "-0.0004"),
            [-1, 0, 0],
            "De 50\u00a0% des comptes à 49,9\u00a0% (−0,1\u00a0point)",
        ),
        # 56,25 and 57,04: shown 56,3 and 57, whose difference is 0,7 though 0,79 is nearer 0,8.
        ("0.5625", ("0.0039", "0.004", "0"), [3, 4, 0], "De 56,3\u00a0% des comptes à 57\u00a0% (+0,7\u00a0point)"),
    ],
)
def test_what_is_shown_adds_up(before: str, parts: tuple[str, ...], shown: list[int], said: str) -> None:
    values = [*map(Fraction, parts), Fraction(0), Fraction(0)]
    change = Change(
        code="u",
        label="Usage",
        kind="rate",
        unit="des comptes",
        before=Fraction(before),
        after=Fraction(before) + sum(values),
        parts=tuple(
            Part(part=part, change=value, high=None, establishments=())
            for part, value in zip(PARTS, values, strict=True)
        ),
    )
    told = sorted(_tenths_of(text) for text in list(shown_parts(change).values())[:3])
    assert told == sorted(shown) and sentence(change).startswith(said) and said.endswith(f"({shown_total(change)})")


def _tenths_of(text: str) -> int:
    return round(float(text.split("\u00a0")[0].replace(",", ".").replace("−", "-").replace("+", "")) * 10)


def test_a_total_that_stays_hides_no_change() -> None:
    db = memory_database()
    uais = add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    stages(db, {uais[0]: "Intégré au projet"}, date(2022, 3, 1))
    first = freeze_on(db, date(2022, 3, 14), "Un")
    stages(db, {uais[1]: "Aucun"}, date(2022, 3, 15))
    change = framework(compare(db, first.payload, freeze_on(db, MARCH, "Deux").payload))
    assert sentence(change) == "Toujours 1 projet, mais 1\u00a0établissement a changé d'état."


def test_a_month_that_could_not_be_true_was_told_all_the_same() -> None:
    db = territory()
    step_to(db, datetime(2022, 3, 5, 9, 0))
    tell(
        db, fact(A, date(2022, 2, 1), 200, 400), fact(B, date(2022, 2, 1), 500, 200), fact(C, date(2022, 2, 1), 50, 100)
    )
    first = freeze_on(db, date(2022, 3, 14), "Février")
    tell(db, fact(B, date(2022, 2, 1), 50, 200), fact(C, date(2022, 2, 1), 300, 100))
    changes = compare(db, first.payload, freeze_on(db, MARCH, "Corrigé").payload)
    change = next(one for one in changes if one.kind == "rate")
    assert moves(change) == {"corrections": {B: ("anomalie", 0.25), C: (0.5, "anomalie")}}


@dataclass(frozen=True)
class Event:
    kind: str
    place: int
    stage: str | None
    on: date
    users: int


days = st.dates(date(2021, 9, 2), date(2022, 3, 14))
events = st.builds(
    Event,
    st.sampled_from(["told", "told", "told", "told", "usage", "usage", "reverted", "definition", "leaves", "comes"]),
    st.integers(0, 3),
    st.sampled_from(["Intégré au projet", "Rédigé, non intégré", "Aucun", None]),
    days,
    st.integers(0, 40),
)


@settings(max_examples=200 if LONG else 5, deadline=None)
@given(st.lists(events, max_size=6), st.lists(events, min_size=1, max_size=8))
def test_parts_add_up_whatever_happened(before: list[Event], after: list[Event]) -> None:
    db = memory_database(Clock(datetime(2021, 9, 2, 9, 0)))
    uais = add_establishments(db, [{}, {}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    step_to(db, datetime(2022, 3, 15, 9, 0))
    batches: list[str] = []
    for event in before:
        happen(db, uais, event, batches)
    first = freeze_on(db, date(2022, 3, 14), "Avant")
    for event in after:
        happen(db, uais, event, batches)
    last = freeze_on(db, date(2022, 3, 15), "Après")
    for change in compare(db, first.payload, last.payload):
        if not change.parts:
            continue
        assert [part.part for part in change.parts] == list(PARTS)
        assert change.before is not None and change.after is not None
        assert sum(part.change for part in change.parts) == change.after - change.before
        if change.kind == "adoption":
            assert change.high_before is not None and change.high_after is not None
            assert sum(part.high or 0 for part in change.parts) == change.high_after - change.high_before
            behind = [one for part in change.parts for one in part.establishments]
            ends = {
                payload_at: {
                    r["uai"]: r["state"]
                    for e in payload["indicators"]
                    if e["code"] == change.code
                    for r in e["establishments"]
                }
                for payload_at, payload in (("first", first.payload), ("last", last.payload))
            }
            # Followed from link to link, each establishment goes from its first state to its last one.
            for uai in ends["first"].keys() | ends["last"].keys():
                links = [one for one in behind if one.uai == uai]
                if ends["first"].get(uai) != ends["last"].get(uai):
                    assert links


def happen(db: Database, uais: list[str], event: Event, batches: list[str]) -> None:
    uai = uais[event.place]
    match event.kind:
        case "told":
            answers = [(uai, "cadre_etat", event.stage), (uai, "comite_existe", "oui" if event.users % 2 else "non")]
            batches.append(add_answers(db, campaign="c", answers=answers, answered_on=event.on))
        case "usage":
            tell(db, fact(uai, date(2022, 1 + event.users % 2, 1), event.users, 40))
        case "reverted" if batches:
            revert_batch(db, LOCAL, batches.pop(), reason="essai")
        case "definition":
            now = defined(db, CODE, db.clock()).parameters["adoption_dated"]
            change_definition(db, LOCAL, CODE, {"adoption_dated": not now}, "essai")
        case "leaves" if event.place:
            expect(db, [uai], False)
        case "comes" if event.place:
            expect(db, [uai], True)


def test_two_months_that_are_compared_are_named() -> None:
    change = Change(
        code="u",
        label="Usage",
        kind="rate",
        unit="des comptes",
        before=Fraction(1, 2),
        after=Fraction(2, 5),
        month_before=date(2021, 11, 1),
        month_after=date(2022, 2, 1),
        parts=tuple(
            Part(part=part, change=Fraction(-1, 10) * (part == "real_change"), high=None, establishments=())
            for part in PARTS
        ),
    )
    said = "De 50\u00a0% des comptes en novembre 2021 à 40\u00a0% en février 2022 (−10\u00a0points) : évolution réelle −10\u00a0points."
    assert sentence(change) == said

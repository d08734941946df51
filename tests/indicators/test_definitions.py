"""What changing a definition does: states worked out by hand, a mark on every series, séances that do not move."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.database.journal import journal
from data.definitions import change_definition
from data.errors import Refusal
from data.seances.frozen import canonical, find_snapshot
from data.settings import get_settings
from indicators import figures, reading, tables
from indicators.__main__ import app
from indicators.catalogue import catalogue
from indicators.definition import Adoption
from indicators.definitions import defined, defined_all
from indicators.effect import Effect, changes_table, effect, said, states_table
from indicators.exports.workbook import workbook_bytes
from indicators.findings import Finding, finding, findings
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database
from tests.strength.nursery import LONG

COMITE, CADRE = "comite_fonctionnel", "cadre_communication"
A, B, C, D, E = (make_uai(number) for number in range(1, 6))
ANSWERED, ON = date(2022, 1, 20), date(2022, 3, 31)
HOSTILE = "=1+1 <b>x</b> [lien](http://x) $a$"
COMPLETE = {
    "comite_existe": "oui",
    "comite_reunions": "1",
    "comite_comptes_rendus": "oui",
    "comite_direction": "oui",
    "comite_referent": "oui",
    "comite_enseignants": "oui",
}
# Answered on 20 January: one trimestre has ended. A is complete, B told no minutes, C has no référent, D has no
# committee, E is silent.
TOLD: dict[str, dict[str, str]] = {
    A: COMPLETE,
    B: {question: value for question, value in COMPLETE.items() if question != "comite_comptes_rendus"},
    C: COMPLETE | {"comite_referent": "non", "comite_parents": "oui"},
    D: {"comite_existe": "non"},
}


def store(told: Mapping[str, Mapping[str, str]], at: datetime = datetime(2022, 2, 1, 9, 0)) -> Database:
    db = memory_database(Clock(at))
    add_establishments(db, [{"name": f"Collège {n}"} for n in range(1, 6)])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    answers = [(uai, question, value) for uai, one in told.items() for question, value in one.items()]
    if answers:
        add_answers(db, campaign="c", answers=answers, answered_on=ANSWERED)
    return db


@pytest.fixture
def db() -> Iterator[Database]:
    opened = store(TOLD)
    yield opened
    opened.close()


def now(db: Database) -> Situation:
    return Situation(school_year="2021-2022", on=ON, as_of=db.clock())


def read(db: Database, code: str, situation: Situation | None = None) -> Finding:
    chosen = situation or now(db)
    return finding(db, defined(db, code, chosen.as_of), chosen)


def states(found: Finding) -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = found.states
    return {
        uai: (state, tuple(missing))
        for uai, state, missing in zip(rows["uai"], rows["state"], rows["missing"], strict=True)
    }


def would(db: Database, code: str, **parameters: bool | int) -> Effect:
    situation = now(db)
    return effect(db, situation, defined(db, code, situation.as_of), parameters)


# --- what each parameter changes

BASE: dict[str, tuple[str, tuple[str, ...]]] = {
    A: ("oui", ()),
    B: ("partiel", ("comptes rendus non renseignés",)),
    C: ("partiel", ("référent numérique absent",)),
    D: ("non", ()),
    E: ("silencieux", ()),
}


@pytest.mark.parametrize(
    ("parameters", "changed"),
    [
        ({}, {}),
        ({"minutes": False}, {B: ("oui", ())}),
        ({"digital_referent": False}, {C: ("oui", ())}),
        ({"head": False}, {}),
        # The count of 20 January is asked for one trimestre: one meeting of two needed.
        ({"meetings_a_trimester": 2}, {A: ("partiel", ("1 réunion sur 2 attendues",))}),
        ({"least_meetings": 3}, {A: ("partiel", ("1 réunion sur 3 attendues",))}),
        ({"other_groups": 2}, {A: ("partiel", ("1 autre groupe représenté sur 2 attendus",))}),
    ],
)
def test_a_committee_is_judged_by_the_parameters_in_force(
    db: Database, parameters: dict[str, bool | int], changed: dict[str, tuple[str, tuple[str, ...]]]
) -> None:
    found = would(db, COMITE, **parameters)
    assert states(found.before) == BASE
    after = states(found.after)
    for uai, expected in BASE.items():
        state, missing = changed.get(uai, expected)
        assert after[uai][0] == state
        assert set(missing) <= set(after[uai][1])
    assert {one.uai for one in found.changes} == set(changed)


def test_groups_that_lack_are_counted_and_a_meeting_not_needed_is_not_missed() -> None:
    bare = {"comite_existe": "oui", "comite_comptes_rendus": "oui", "comite_direction": "oui", "comite_referent": "oui"}
    db = store({A: bare, B: bare | {"comite_parents": "oui", "comite_eleves": "oui"}})
    many = states(would(db, COMITE, other_groups=3).after)
    assert many[A] == ("partiel", ("nombre de réunions non renseigné", "aucun autre groupe représenté"))
    assert many[B] == ("partiel", ("nombre de réunions non renseigné", "2 autres groupes représentés sur 3 attendus"))
    for needed in ({"least_meetings": 0}, {"meetings_a_trimester": 0}):
        assert "nombre de réunions non renseigné" in states(would(db, COMITE, **needed).after)[B][1]
    assert states(would(db, COMITE, least_meetings=0, meetings_a_trimester=0).after)[B] == ("oui", ())
    nothing = would(db, COMITE, least_meetings=0, meetings_a_trimester=0, other_groups=0)
    assert states(nothing.after)[A] == ("oui", ())


@pytest.mark.parametrize(
    ("parameters", "told", "state", "missing"),
    [
        ({}, {"cadre_etat": "Intégré au projet"}, "oui", ()),
        (
            {"adoption_dated": True},
            {"cadre_etat": "Intégré au projet"},
            "partiel",
            ("date d'adoption non renseignée",),
        ),
        (
            {"adoption_dated": True},
            {"cadre_etat": "Intégré au projet", "cadre_date_adoption": "2022-01-10"},
            "oui",
            (),
        ),
        (
            {"adoption_dated": True},
            {"cadre_etat": "Intégré au projet", "cadre_date_adoption": "2022-04-10"},
            "partiel",
            ("adoption le 10/04/2022, après le jour de situation",),
        ),
        (
            {"channels": True, "hours": True},
            {"cadre_etat": "Intégré au projet", "cadre_canaux": "non"},
            "partiel",
            ("canaux non précisés", "horaires et délais non renseignés"),
        ),
        (
            {"channels": True, "hours": True},
            {"cadre_etat": "Intégré au projet", "cadre_canaux": "oui", "cadre_horaires": "oui"},
            "oui",
            (),
        ),
        (
            {"hours": True},
            {"cadre_etat": "En cours de rédaction", "cadre_horaires": "non"},
            "partiel",
            ("cadre en cours de rédaction", "horaires et délais non précisés"),
        ),
        ({"adoption_dated": True, "channels": True}, {"cadre_etat": "Aucun"}, "non", ()),
    ],
)
def test_a_framework_is_judged_by_the_parameters_in_force(
    parameters: dict[str, bool | int], told: dict[str, str], state: str, missing: tuple[str, ...]
) -> None:
    db = store({A: told})
    assert states(would(db, CADRE, **parameters).after)[A] == (state, missing)


# --- the preview


def test_the_effect_says_who_changes_state_and_writes_nothing(db: Database) -> None:
    version = db.version()
    found = would(db, COMITE, minutes=False, digital_referent=False, least_meetings=2)
    # Two meetings at least: A, B and C have one each.
    assert found.counts == {("oui", "partiel"): 1}
    assert [(one.uai, one.name, one.before, one.after, one.missing) for one in found.changes] == [
        (A, "Collège 1", "oui", "partiel", ("1 réunion sur 2 attendues",))
    ]
    assert (found.before.indicator.version, found.after.indicator.version) == (1, 2)
    assert db.version() == version
    assert states(read(db, COMITE)) == BASE


def test_the_effect_is_said_in_one_sentence(db: Database) -> None:
    both = would(db, COMITE, minutes=False, digital_referent=False)
    assert said(both).replace("\u00a0", " ") == (
        "2 établissements changent d'état : 2 passent de partiel à oui. Le verdict reste « Sans cible »."
    )
    assert said(would(db, COMITE, minutes=True)).startswith("Aucun établissement ne change d'état.")
    one = would(db, COMITE, minutes=False)
    assert "1 passe de partiel à oui" in said(one)
    assert changes_table(one)[["UAI", "État avant", "État après"]].to_dict("records") == [
        {"UAI": B, "État avant": "Partiel", "État après": "Oui"}
    ]
    assert states_table(one)["Avant"].tolist() == ["1", "2", "1", "1"]
    assert states_table(one)["Après"].tolist() == ["2", "1", "1", "1"]


ANSWER = st.sampled_from(["oui", "non", None])
COMMITTEE = st.fixed_dictionaries(
    {
        "comite_existe": ANSWER,
        "comite_reunions": st.sampled_from(["0", "1", "2", "3", None]),
        "comite_comptes_rendus": ANSWER,
        "comite_direction": ANSWER,
        "comite_referent": ANSWER,
        "comite_enseignants": ANSWER,
        "comite_parents": ANSWER,
    }
)
PARAMETERS = st.fixed_dictionaries(
    {
        "meetings_a_trimester": st.integers(0, 3),
        "least_meetings": st.integers(0, 3),
        "minutes": st.booleans(),
        "head": st.booleans(),
        "digital_referent": st.booleans(),
        "other_groups": st.integers(0, 3),
    }
)
OWN: dict[str, bool | int] = dict(catalogue()[COMITE].parameters)


def judged(told: Mapping[str, str | None], asked: Mapping[str, bool | int]) -> str:
    """The state of a committee answered on 20 January, one trimestre ended, by reading the rule in words."""
    if told["comite_existe"] is None:
        return "silencieux"
    if told["comite_existe"] == "non":
        return "non"
    needed = max(asked["least_meetings"], asked["meetings_a_trimester"])
    groups = sum(told[question] == "oui" for question in ("comite_enseignants", "comite_parents"))
    kept = (
        needed == 0 or int(told["comite_reunions"] or -1) >= needed,
        not asked["minutes"] or told["comite_comptes_rendus"] == "oui",
        not asked["head"] or told["comite_direction"] == "oui",
        not asked["digital_referent"] or told["comite_referent"] == "oui",
        groups >= asked["other_groups"],
    )
    return "oui" if all(kept) else "partiel"


@settings(max_examples=100 if LONG else 5, deadline=None)
@given(st.lists(COMMITTEE, min_size=5, max_size=5), PARAMETERS)
def test_the_effect_counts_what_a_brute_comparison_of_states_counts(
    committees: list[dict[str, str | None]], parameters: dict[str, bool | int]
) -> None:
    told = dict(zip((A, B, C, D, E), committees, strict=True))
    known = {uai: {q: v for q, v in one.items() if v is not None} for uai, one in told.items()}
    db = store(known)
    found = would(db, COMITE, **parameters)
    expected = {
        uai: (before, after)
        for uai, one in told.items()
        if (before := judged(one, OWN)) != (after := judged(one, parameters))
    }
    assert {one.uai: (one.before, one.after) for one in found.changes} == expected
    assert sum(found.counts.values()) == len(expected)
    db.close()


def test_a_rate_has_no_parameter_to_try(db: Database) -> None:
    with pytest.raises(Refusal, match="n'a pas de paramètre"):
        would(db, "usage_services", profile=1)


# --- a change that was decided


def test_a_change_holds_for_every_reader_from_its_instant_on(db: Database) -> None:
    before = now(db)
    change_definition(db, LOCAL, COMITE, {"minutes": False}, "Comité")
    assert states(read(db, COMITE))[B] == ("oui", ())
    assert states(read(db, COMITE, before)) == BASE
    (changed,) = [one for one in findings(db, now(db)) if one.indicator.code == COMITE]
    assert (changed.indicator.version, changed.progress.low) == (2, 2)
    (kept,) = [one for one in findings(db, before) if one.indicator.code == COMITE]
    assert (kept.indicator.version, kept.progress.low) == (1, 1)
    assert [one.code for one in defined_all(db, db.clock())] == list(catalogue())


def test_the_effect_of_a_change_is_what_the_change_then_does(db: Database) -> None:
    found = would(db, COMITE, minutes=False, other_groups=2)
    change_definition(db, LOCAL, COMITE, {"minutes": False, "other_groups": 2}, "Comité")
    assert states(read(db, COMITE)) == states(found.after)


def test_a_seance_frozen_before_a_change_stays_as_it_was(db: Database) -> None:
    frozen = freeze(db, LOCAL, now(db), label="Comité de février")
    change_definition(db, LOCAL, COMITE, {"minutes": False}, "Comité")
    again = find_snapshot(db, "Comité de février")
    assert (again.sha256, canonical(again.payload)) == (frozen.sha256, canonical(frozen.payload))
    entry = next(one for one in again.payload["indicators"] if one["code"] == COMITE)
    assert (entry["definition_version"], entry["yes"], entry["breaks"]) == (1, 1, [])


# --- the mark on every series


def marks(found: Finding) -> list[str]:
    drawn = json.loads(figures.trajectory(found, "light").to_json())["layout"]
    return [one["text"] for one in drawn["annotations"] if one["text"].startswith("Définition")]


def test_a_change_is_marked_on_the_curve_its_sentence_and_its_table(db: Database) -> None:
    assert read(db, COMITE).breaks == () and marks(read(db, COMITE)) == []
    later = store(TOLD, datetime(2022, 1, 12, 23, 30))  # the 13th in Paris
    change_definition(later, LOCAL, COMITE, {"minutes": False}, HOSTILE)
    found = read(later, COMITE)
    assert [(one.day, one.version, one.reason) for one in found.breaks] == [(date(2022, 1, 13), 2, HOSTILE)]
    assert marks(found) == ["Définition 2"]
    phrase = "La définition a changé le 13/01/2022 : toute la courbe est recalculée avec la version 2."
    assert phrase in reading.caption(found)
    assert phrase in reading.alternative(found)
    table = tables.trajectory_table(found)
    told = dict(zip(table["Jour"], table["Définition"], strict=True))
    assert {day: text for day, text in told.items() if text} == {"31/01/2022": "version 2 le 13/01/2022"}
    assert "Définition" not in tables.trajectory_table(read(later, CADRE))


def test_several_changes_of_a_day_are_one_line_and_those_after_the_year_are_said() -> None:
    clock = Clock(datetime(2022, 1, 12, 9, 0))
    db = memory_database(clock)
    for parameters in ({"minutes": False}, {"head": False}):
        change_definition(db, LOCAL, COMITE, parameters, "a")
    clock.now = datetime(2022, 10, 3, 9, 0)
    change_definition(db, LOCAL, COMITE, {"head": True}, "b")
    found = read(db, COMITE)
    # The change after the year has no place on the axis: the right edge says it.
    assert marks(found) == ["Définition 3", "Définition 4, changée le 03/10/2022 →"]
    assert reading.changed(found).startswith("La définition a changé les 12/01/2022 et 03/10/2022")
    assert "avec la version 4 (identique à la version 2)." in reading.changed(found)
    assert [one.same_as for one in found.breaks] == [None, None, 2]
    next_year = Situation(school_year="2022-2023", on=date(2022, 11, 1), as_of=db.clock())
    assert [one.version for one in read(db, COMITE, next_year).breaks] == [4]


def test_a_change_is_written_in_a_seance_and_its_workbook(db: Database) -> None:
    change_definition(db, LOCAL, COMITE, {"minutes": False}, HOSTILE)
    frozen = freeze(db, LOCAL, now(db), label="Comité")
    entry = next(one for one in frozen.payload["indicators"] if one["code"] == COMITE)
    assert entry["breaks"] == [{"day": "2022-02-01", "version": 2, "reason": HOSTILE}]
    book = load_workbook(BytesIO(workbook_bytes(frozen)))
    head = [str(row[0].value) for row in book["Comité fonctionnel"].iter_rows(max_row=8, max_col=1)]
    assert "Définition changée le 01/02/2022 : toute la courbe est recalculée avec la version 2." in head
    sheet = book["Méthode"]
    told = {row[0].value: row[1] for row in sheet.iter_rows(max_col=2) if row[0].value}
    cell = told["Définition changée le 01/02/2022"]
    assert cell.data_type == "s" and cell.value.startswith(f"Version 2 : {HOSTILE}")
    parameters = [row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value == "Paramètres"]
    assert any("Les comptes rendus doivent être diffusés : non" in text for text in parameters)


# --- the rule in words


@given(PARAMETERS)
def test_the_rule_in_words_says_every_value(parameters: dict[str, bool | int]) -> None:
    entry = catalogue()[COMITE]
    assert isinstance(entry, Adoption)
    words = {one.name: one.said(parameters[one.name]) for one in entry.asked}
    said_rule = entry.rule.format(**words)
    assert all(words[name] and words[name] in said_rule for name in parameters)
    assert "{" not in said_rule and "  " not in said_rule


# --- the command line


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "g.duckdb"
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(path))
    get_settings.cache_clear()
    db = open_database(path, settings=get_settings(), clock=Clock(datetime(2022, 2, 1, 9, 0)))
    add_establishments(db, [{"name": "Collège 1"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    add_answers(db, campaign="c", answers=[(A, q, v) for q, v in TOLD[B].items()], answered_on=ANSWERED)
    db.close()
    yield path
    get_settings.cache_clear()


def define(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["define", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_says_the_effect_and_a_dry_run_writes_nothing(installed: Path) -> None:
    asked = (COMITE, "--set", "minutes=non", "--reason", HOSTILE, "--on", "2022-03-31")
    code, told, _ = define(*asked, "--dry-run")
    assert code == 0 and "1 établissement change d'état" in told.replace("\u00a0", " ")
    assert "rien n'a changé" in told
    code, told, _ = define(*asked, "--json")
    found = json.loads(told)
    assert (code, found["version"], found["dry_run"], found["parameters"]["minutes"]) == (0, 2, False, False)
    assert found["effect"]["counts"] == [{"before": "partiel", "after": "oui", "establishments": 1}]
    assert [one["uai"] for one in found["effect"]["establishments"]] == [A]
    code, told, _ = define(COMITE, "--set", "minutes=oui", "--reason", "a", "--dry-run", "--json", "--on", "2022-03-31")
    assert json.loads(told)["version"] == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--set", "minute=non", "--reason", "a"), "Paramètres : meetings_a_trimester, least_meetings, minutes"),
        (("--set", "other_groups=12", "--reason", "a"), "il faut un nombre entier de 0 à 5"),
        (("--set", "minutes=non"), "Donnez le motif"),
    ],
)
def test_the_command_refuses_in_one_sentence(installed: Path, arguments: tuple[str, ...], sentence: str) -> None:
    code, told, refused = define(COMITE, *arguments)
    assert (code, told) == (2, "")
    assert sentence in refused
    db = open_database(installed, settings=get_settings())
    assert [one.action for one in journal(db, limit=1)] == ["import"]
    db.close()

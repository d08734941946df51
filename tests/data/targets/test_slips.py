"""Slips of people who write targets: what can be read two ways is refused, what is unlikely is remarked."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from math import copysign
from typing import Any

import pytest
from openpyxl import load_workbook

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.targets import WHOLE, Decision, parse_amount, set_target, targets
from data.targets.doubts import doubt_about
from data.targets.intake import TargetsResult, import_targets
from tests.helpers import add_establishments, memory_database
from tests.workbooks import saved, table

YEAR, START, DUE = "2021-2022", date(2021, 9, 1), date(2022, 6, 30)
HEADER = ["Indicateur", "Année scolaire", "Se compte en", "Valeur initiale", "Cible", "Échéance", "Motif"]
GROWTH = "Hausse sur un an, en points"


@pytest.fixture
def db() -> Database:
    database = memory_database()
    add_establishments(database, [{} for _ in range(8)])
    create_campaign(database, LOCAL, code="c1", school_year=YEAR)
    return database


def take(db: Database, *row: Any, formats: Mapping[str, str] = {}) -> TargetsResult:
    book = load_workbook(BytesIO(table([HEADER, list(row)])))
    for cell, number_format in formats.items():
        book.active[cell].number_format = number_format
    return import_targets(db, LOCAL, "cibles.xlsx", saved(book))


def told(result: TargetsResult) -> list[tuple[str, str]]:
    return [(issue.cell, issue.code) for issue in result.issues]


@pytest.mark.parametrize(
    ("typed", "plain"), [("1.000", "1000"), ("1,000", "1000"), ("12.500", "12500"), ("+1.000", "1000"), ("0,000", "0")]
)
def test_a_count_with_a_point_of_thousands_is_refused_and_says_how_to_write_it(typed: str, plain: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount(typed, "count")
    assert str(refused.value) == (
        f"« {typed} » peut se lire de deux façons : écrivez {plain}, sans point ni virgule, si c'est ce nombre."
    )


def test_other_decimals_of_a_count_and_those_of_a_rate_are_read_as_before() -> None:
    assert (parse_amount("1,0", "count"), parse_amount("1 000", "count")) == (1, 1000)
    assert (parse_amount("0,125", "rate"), parse_amount("+2,125", "growth")) == (0.125, 0.02125)


def test_a_count_of_thousands_keeps_its_row_out(db: Database) -> None:
    result = take(db, "formation_pairs", YEAR, None, 0, "1.000", DUE, "m")
    assert (result.state, told(result)) == ("refused", [("E2", "unreadable_amount")])


@pytest.mark.parametrize("measure", ["count", "rate", "growth"])
def test_minus_nothing_is_nothing(db: Database, measure: Any) -> None:
    assert copysign(1, parse_amount("-0", measure)) == 1
    code = "formation_pairs" if measure == "count" else "usage_services"
    target = set_target(
        db,
        LOCAL,
        indicator=code,
        school_year=YEAR,
        measure=measure,
        baseline=-0.0,
        value=-0.0,
        due_on=DUE,
        reason="m",
        milestones=[(date(2022, 1, 31), -0.0)],
    )
    (read,) = targets(db, school_year=YEAR, as_of=db.clock())
    for one in (target, read):
        assert [copysign(1, amount) for amount in (one.baseline, one.value, one.milestones[0][1])] == [1, 1, 1]


def test_a_growth_of_a_percent_cell_is_taken_and_asked_about(db: Database) -> None:
    result = take(db, "usage_services", YEAR, GROWTH, 0, 0.02, DUE, "m", formats={"E2": "0%"})
    assert (result.state, told(result), result.issues[0].severity) == ("imported", [("E2", "tiny_growth")], "warning")
    assert result.decided[0].value == pytest.approx(0.0002)
    assert result.issues[0].message == (
        "Ce nombre est lu +0,02 point : si la cellule montre un pourcentage, écrivez le nombre de points (2), sans %."
    )


def test_a_fall_of_a_percent_cell_is_asked_about_too(db: Database) -> None:
    result = take(db, "usage_services", YEAR, GROWTH, -0.015, 2, DUE, "m")
    assert told(result) == [("D2", "tiny_growth")] and "(-1,5)" in result.issues[0].message


@pytest.mark.parametrize(
    ("measure", "value"), [(GROWTH, 0.5), (GROWTH, -0.5), (GROWTH, 0), (GROWTH, "0,02 point"), ("Taux", 0.02)]
)
def test_other_growths_are_not_asked_about(db: Database, measure: str, value: Any) -> None:
    assert told(take(db, "usage_services", YEAR, measure, 0, value, DUE, "m")) == []


@pytest.mark.parametrize(
    ("year", "due"), [("2020-2021", date(2022, 6, 30)), (YEAR, date(2025, 6, 30)), (YEAR, date(2022, 9, 1))]
)
def test_a_due_day_out_of_the_school_year_is_taken_and_remarked(db: Database, year: str, due: date) -> None:
    result = take(db, "formation_pairs", year, None, 0, 5, due, "m")
    assert result.state == "imported" and ("F2", "doubtful_due_day") in told(result)
    (said,) = [issue.message for issue in result.issues if issue.code == "doubtful_due_day"]
    assert said == f"L'échéance ({due:%d/%m/%Y}) n'est pas dans l'année scolaire {year} : vérifiez l'année et le jour."


@pytest.mark.parametrize("due", [date(2021, 9, 2), date(2022, 8, 31)])
def test_the_whole_school_year_will_do_for_a_due_day(db: Database, due: date) -> None:
    assert take(db, "formation_pairs", YEAR, None, 0, 5, due, "m").issues == []


def test_both_doubts_are_said_together() -> None:
    told = Decision(
        indicator="formation_pairs",
        school_year=YEAR,
        scope=WHOLE,
        measure="count",
        baseline=0,
        baseline_on=START,
        value=9,
        due_on=date(2025, 6, 30),
        milestones=(),
        reason="m",
    )
    assert doubt_about(told, {WHOLE: 8}) == (
        "Cette cible va jusqu'à 9, mais 8 établissements sont attendus en tout : vérifiez le nombre. "
        "L'échéance (30/06/2025) n'est pas dans l'année scolaire 2021-2022 : vérifiez l'année et le jour."
    )
    assert doubt_about(told, {}).startswith("L'échéance (30/06/2025)")


def test_a_due_day_that_is_the_baseline_s_is_refused(db: Database) -> None:
    result = take(db, "formation_pairs", YEAR, None, 0, 5, START, "m")
    assert (result.state, told(result)) == ("refused", [("F2", "impossible_days")])
    assert result.issues[0].message == (
        "L'échéance (01/09/2021) est le jour même de la valeur initiale : il faut du temps entre les deux, "
        "corrigez l'une des deux dates."
    )
    with pytest.raises(Refusal, match="est le jour même"):
        set_target(
            db,
            LOCAL,
            indicator="formation_pairs",
            school_year=YEAR,
            measure="count",
            baseline=0,
            value=5,
            due_on=START,
            reason="m",
        )

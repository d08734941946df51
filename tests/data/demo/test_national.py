"""The national demonstration, at a hundredth of its size: that its facts are those of real imports, and in their numbers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data.__main__ import app
from data.campaigns import campaigns
from data.check import check
from data.database import Database, open_database
from data.database.properties import get_property
from data.demo.national import ESTABLISHMENTS, build_national
from data.demo.national.build import SITUATION_DAY
from data.errors import Refusal
from data.register.read import establishments
from data.register.uai import read_uai
from data.returns.questions import load_questions
from data.settings import Settings
from indicators.findings import Finding, findings
from indicators.situation import Situation
from tests.strength.nursery import LONG

HUNDREDTH = 600


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("national") / "gouvernail.duckdb"
    build_national(path, share=HUNDREDTH / ESTABLISHMENTS, progress=told.append)
    db = open_database(path, settings=Settings(database=path))
    yield db
    db.close()


@pytest.fixture(scope="module")
def found(country: Database) -> dict[str, Finding]:
    situation = Situation(school_year="2021-2022", on=SITUATION_DAY, as_of=country.clock())
    return {one.indicator.code: one for one in findings(country, situation)}


def count(db: Database, text: str) -> Any:
    (row,) = db.query(text)
    return next(iter(row.values()))


def test_the_base_is_sound_and_nothing_in_it_looks_for_an_original(country: Database) -> None:
    report = check(country)
    assert [finding.message for finding in report.findings if finding.severity == "error"] == []
    assert {finding.code for finding in report.findings} == {"no_backup"}
    names = [row["file_name"] for row in country.query("SELECT file_name FROM batch")]
    assert len(names) == 2 + 14 * 4 + 31 * 2
    assert all(name.endswith("(inventé, sans fichier d'origine)") for name in names)
    assert get_property(country, "demonstration") == "true"


def test_establishments_are_shared_between_all_departements_in_the_proportions_of_the_country(
    country: Database,
) -> None:
    known = establishments(country, on=SITUATION_DAY, as_of=country.clock())
    assert len(known) == HUNDREDTH
    assert known["type"].value_counts().to_dict() == {"École": 490, "Collège": 69, "Lycée": 38, "EREA": 3}
    assert country.query("SELECT count(DISTINCT departement) AS n FROM establishment") == [{"n": 96}]
    assert all(read_uai(uai) == (uai, None) for uai in known["uai"])
    assert {uai[:3] for uai in known["uai"]} >= {"001", "044", "095", "620", "720"}
    assert known["uai"].str[3:7].astype(int).min() == 9001
    assert known["latitude"].dropna().between(41, 51.5).all() and known["longitude"].dropna().between(-5.5, 9.8).all()
    assert known["circonscription"].notna().equals(known["type"] == "École")
    assert set(known["priority_education"].dropna()) == {"REP", "REP+"}
    # Counted again in 2021: the later load describes today.
    assert count(country, "SELECT count(*) FROM establishment") == 2 * HUNDREDTH


def test_two_in_three_answer_each_of_fourteen_campaigns_some_of_them_twice(country: Database) -> None:
    held = campaigns(country, country.clock())
    assert len(held) == 14
    assert {one.school_year for one in held} == {f"{year}-{year + 1}" for year in range(2015, 2022)}
    assert {one.expected for one in held} == {HUNDREDTH}
    assert all(0.58 < one.answered / one.expected < 0.75 for one in held)
    replies = count(country, "SELECT count(*) FROM (SELECT DISTINCT batch, uai FROM answer)")
    assert 1.6 < replies / sum(one.answered for one in held) < 1.85


def test_each_declared_question_that_is_not_private_is_answered_and_no_other(country: Database) -> None:
    asked = {question.code for question in load_questions(country.settings.catalogue) if not question.private}
    answered = {row["question"] for row in country.query("SELECT DISTINCT question FROM answer")}
    assert answered == asked
    assert count(country, "SELECT count(*) FROM private_answer") == 0


def test_no_answer_speaks_of_a_day_after_it_came_in(country: Database) -> None:
    assert count(country, "SELECT count(*) FROM answer WHERE answered_on > CAST(recorded_at AS DATE)") == 0
    assert count(country, "SELECT max(answered_on) FROM answer") <= SITUATION_DAY


@pytest.mark.parametrize(("table", "place"), [("answer", "uai || question"), ("usage", "service || profile || uai")])
def test_facts_of_a_file_lie_sorted_one_file_after_the_other(country: Database, table: str, place: str) -> None:
    lying = f"""
        SELECT count(*) FILTER (batch <> before.batch) AS turns, count(*) FILTER (batch = before.batch AND place <= before.place) AS falls
        FROM (
            SELECT batch, {place} AS place, lag({{'batch': batch, 'place': {place}}}) OVER (ORDER BY rowid) AS before
            FROM {table}
        )
    """
    files = count(country, f"SELECT count(DISTINCT batch) FROM {table}")
    assert country.query(lying) == [{"turns": files - 1, "falls": 0}]


def test_use_is_told_each_month_and_is_seasonal_with_a_month_that_is_not_over(found: dict[str, Finding]) -> None:
    months = {month.month: month for month in found["usage_services"].measure.months}  # type: ignore[union-attr]
    assert not months[date(2022, 3, 1)].complete
    assert found["usage_services"].measure.current.month == date(2022, 2, 1)  # type: ignore[union-attr]
    july, june = months[date(2021, 7, 1)], months[date(2021, 6, 1)]
    assert july.value is not None and june.value is not None and july.value < june.value / 2
    assert all(0.9 * month.expected < month.answered for month in months.values())


def test_e_lyco_is_for_colleges_and_lycees_and_e_primo_for_ecoles(country: Database) -> None:
    rows = country.query(
        "SELECT DISTINCT service, type FROM usage JOIN establishment USING (uai) WHERE service IN ('e-lyco', 'e-primo')"
    )
    assert {(row["service"], row["type"]) for row in rows} == {
        ("e-lyco", "Collège"),
        ("e-lyco", "Lycée"),
        ("e-primo", "École"),
    }


def test_every_indicator_has_a_target_and_answers_of_each_state(found: dict[str, Finding]) -> None:
    assert all(one.target is not None for one in found.values())
    for code in ("cadre_communication", "comite_fonctionnel", "formation_pairs"):
        counts = found[code].measure.counts  # type: ignore[union-attr]
        assert min(counts.yes, counts.no, counts.silent) > HUNDREDTH * 0.1, code


def test_the_stages_are_told_while_it_is_made(country: Database, told: list[str]) -> None:
    assert country.path is not None
    assert told[0] == "Annuaire de 2015 : 600 établissements"
    assert "Campagne 2021-2022-printemps" in told
    assert told[-1] == "Écriture du fichier"


@pytest.mark.skipif(not LONG, reason="makes the country once more: make test-long")
def test_the_same_seed_gives_the_same_facts(country: Database, tmp_path: Path) -> None:
    path = tmp_path / "gouvernail.duckdb"
    build_national(path, share=HUNDREDTH / ESTABLISHMENTS)
    again = open_database(path, settings=Settings(database=path))
    assert digest(again) == digest(country)
    again.close()


def digest(db: Database) -> dict[str, Any]:
    tables = ("establishment", "answer", "usage", "batch", "target", "journal")
    return {name: count(db, f"SELECT bit_xor(hash(told)) FROM {name} AS told") for name in tables}


def test_a_base_that_holds_real_facts_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "gouvernail.duckdb"
    open_database(path).close()
    with pytest.raises(Refusal, match="n'est pas une démonstration"):
        build_national(path, replace=True)


def test_there_are_two_scales(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["demo", "--scale", "galaxie"])
    assert done.exit_code == 2
    assert "national" in done.output

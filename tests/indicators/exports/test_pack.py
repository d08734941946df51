"""The pack of a séance, each of its files re-read by another program and compared with what `show --json` says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import frictionless
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner

from data.errors import Refusal
from data.plan import Concerned
from data.seances.frozen import canonical
from data.settings import get_settings
from indicators.__main__ import app
from indicators.exports.pack import KINDS, MEMBERS, Format, export_bytes, file_name, pack_bytes
from indicators.plan.actions import State
from indicators.plan.frozen import plan_payload
from indicators.plan.words import state_text
from indicators.situation import Situation
from tests.indicators.exports.seances import make_snapshot, small_payload
from tests.plans import tell_action, told_plan
from tests.screens.stores import A, B, C, fill, open_store

NAMES = [
    "seance_2022-03-31.xlsx",
    "seance_2022-03-31.pptx",
    "seance_2022-03-31.pdf",
    "seance_2022-03-31.csv",
    "seance_2022-03-31.parquet",
    "seance_2022-03-31_donnees_ouvertes.zip",
]


@dataclass(frozen=True, kw_only=True)
class Golden:
    """A base as its commands tell it, and the pack of the same day unpacked in a folder. plan: as of that day."""

    shown: dict[str, dict[str, Any]]
    changes: dict[str, dict[str, Any]]
    plan: dict[str, Any]
    folder: Path


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Golden]:
    folder = tmp_path_factory.mktemp("dossier")
    fill(folder / "g.duckdb")
    plan = _plan(folder / "g.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_DATABASE", str(folder / "g.duckdb"))
        get_settings.cache_clear()
        for label, day in (("Février", "2022-02-28"), ("Mars", "2022-03-31")):
            _run("snapshot", "--label", label, "--on", day)
        shown = _json("show", "--on", "2022-03-31")["indicators"]
        changes = _json("compare", "Février", "Mars")["changes"]
        _run("export", "Mars", "--format", "pack", "--out", folder / "dossier.zip")
        ZipFile(folder / "dossier.zip").extractall(folder)
        ZipFile(folder / NAMES[-1]).extractall(folder / "ouvertes")
        yield Golden(
            shown={entry["code"]: entry for entry in shown},
            changes={change["code"]: change for change in changes},
            plan=plan,
            folder=folder,
        )
    get_settings.cache_clear()


def _plan(path: Path) -> dict[str, Any]:
    """A chain, a late action about three establishments and a finished one, told to the store; the plan on 31 March."""
    db = open_store(path)
    axis = told_plan(db)["axis"].id
    some = Concerned(group="uai", members=(A, B, C))
    late = {"starts_on": date(2022, 1, 10), "due_on": date(2022, 3, 1), "concerns": some}
    tell_action(db, title="Accompagner trois collèges", axis=axis, indicators=["cadre_communication"], **late)
    tell_action(db, title="Publier un guide", starts_on=date(2022, 1, 3), done_on=date(2022, 2, 20))
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 31), as_of=db.clock())
    plan = json.loads(canonical(plan_payload(db, situation)))
    db.close()
    return plan  # type: ignore[no-any-return]


def _run(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def _json(*arguments: object) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_run(*arguments, "--json"))
    return told


def adoptions(golden: Golden) -> list[dict[str, Any]]:
    return [entry for entry in golden.shown.values() if entry["kind"] == "adoption"]


def words(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def report_text(path: Path) -> str:
    return words("\n".join(page.extract_text() for page in PdfReader(path).pages))


def test_the_pack_holds_each_format_under_its_own_name(golden: Golden) -> None:
    assert ZipFile(golden.folder / "dossier.zip").namelist() == NAMES


def test_the_workbook_has_the_numbers_of_show(golden: Golden) -> None:
    book = load_workbook(golden.folder / NAMES[0])
    rows = {row[0]: row for row in book["Synthèse"].iter_rows(min_row=8, values_only=True)}
    assert len(rows) == len(golden.shown)
    for entry in golden.shown.values():
        row = rows[entry["label"]]
        assert row[9:13] == (entry["answered"], entry["silent"], entry["expected"], entry["sentence"])
        assert row[13] == entry["definition_version"]
        # A growth is a difference of ratios in the JSON, and points in the cell.
        scale = 100 if entry["kind"] == "rate" else 1
        for cell, field in zip(row[4:7], ("low", "high", "target"), strict=True):
            assert cell == (None if entry[field] is None else pytest.approx(entry[field] * scale)), field
        assert row[8] == (None if entry["target"] is None else pytest.approx(entry["expected_today"] * scale))


def test_the_slides_have_the_sentence_for_title_and_the_numbers_beside(golden: Golden) -> None:
    deck = Presentation(golden.folder / NAMES[1])
    slides = {slide.shapes.title.text_frame.text: slide for slide in deck.slides if slide.shapes.title}
    for entry in adoptions(golden):
        shapes = slides[entry["sentence"]].shapes
        told = dict(_pairs(shapes))
        numbers = [told[name] for name in ("Connu (oui)", "Au moins", "Au plus", "Partiel", "Non", "Silencieux")]
        assert numbers == [str(entry[name]) for name in ("yes", "low", "high", "partial", "no", "silent")]
        assert told["Réponses"] == f"{entry['answered']} sur {entry['expected']}"
        drawn = {series.name: list(series.values) for plot in _chart(shapes).plots for series in plot.series}
        assert [value for value in drawn["Connu (oui)"] if value is not None][-1] == entry["yes"]
        assert [value for value in drawn["Au plus, avec les silencieux"] if value is not None][-1] == entry["high"]
    usage = golden.shown["usage_services"]
    told = dict(_pairs(slides[usage["sentence"]].shapes))
    assert words(told["Taux"]) == "48 %" and usage["value"] == 0.48
    assert words(told["Un an avant"]) == "44 %" and usage["same_month_last_year"] == 0.44


def _pairs(shapes: Any) -> list[tuple[str, str]]:
    table = next(shape.table for shape in shapes if shape.has_table)
    return [(row.cells[0].text, row.cells[1].text) for row in table.rows]


def _chart(shapes: Any) -> Any:
    return next(shape.chart for shape in shapes if shape.has_chart)


def test_the_report_is_tagged_and_says_the_sentences_and_the_counts(golden: Golden) -> None:
    reader = PdfReader(golden.folder / NAMES[2])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = report_text(golden.folder / NAMES[2])
    assert "Situation au 31 mars 2022" in text
    for entry in golden.shown.values():
        assert words(entry["sentence"]) in text
    for entry in adoptions(golden):
        counts = f"{entry['yes']} oui, {entry['partial']} partiel"
        assert counts in text
        states = [entry[name] for name in ("yes", "partial", "no", "silent", "low", "high")]
        assert f"31/03/2022 {' '.join(map(str, states))}" in text


@pytest.mark.parametrize("name", [NAMES[3], NAMES[4]])
def test_the_tables_have_a_row_an_establishment_and_indicator(golden: Golden, name: str) -> None:
    path = golden.folder / name
    source = f"read_csv('{path}', delim = ';', decimal_separator = ',')" if name.endswith("csv") else f"'{path}'"
    count = f"""
        SELECT indicateur, etat, count(*), sum(utilisateurs), sum(comptes), any_value(attendus), any_value(repondants), any_value(silencieux)
        FROM {source} GROUP BY ALL
    """  # noqa: S608
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for code, state, *numbers in duckdb.sql(count).fetchall():
        found.setdefault(code, {})[state] = tuple(numbers)
    assert found.keys() == golden.shown.keys()
    for entry in adoptions(golden):
        states = {"oui": entry["yes"], "partiel": entry["partial"], "non": entry["no"], "silencieux": entry["silent"]}
        assert {state: numbers[0] for state, numbers in found[entry["code"]].items()} == {
            state: number for state, number in states.items() if number
        }
    usage = golden.shown["usage_services"]
    assert found["usage_services"]["relevé"][:3] == (usage["answered"], usage["numerator"], usage["denominator"])
    for code, entry in golden.shown.items():
        for numbers in found[code].values():
            assert numbers[3:] == (entry["expected"], entry["answered"], entry["silent"])


def test_the_open_data_are_a_valid_package_with_the_numbers_of_show(golden: Golden) -> None:
    package = frictionless.Package(str(golden.folder / "ouvertes" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["message"])
    rows = {row["indicateur"]: row for row in package.get_resource("indicateurs").read_rows()}
    assert rows.keys() == golden.shown.keys()
    columns = {"expected": "attendus", "answered": "repondants", "silent": "silencieux", "verdict": "verdict"}
    columns |= {"sentence": "phrase", "definition_version": "version_definition", "due_on": "echeance"}
    numbers = {"low": "borne_basse", "high": "borne_haute", "target": "cible", "expected_today": "attendu_a_ce_jour"}
    counts = {"yes": "oui", "partial": "partiel", "no": "non"}
    rates = {"numerator": "utilisateurs", "denominator": "comptes", "value": "taux"}
    for code, entry in golden.shown.items():
        row = rows[code]
        for field, column in columns.items():
            assert words(str(row[column])) == words(str(entry[field])), field
        for field, column in (numbers | (rates if entry["kind"] == "rate" else counts)).items():
            told = None if row[column] is None else float(row[column])
            assert told == (None if entry[field] is None else pytest.approx(entry[field])), field


def test_the_changes_of_the_pack_are_those_of_compare(golden: Golden) -> None:
    package = frictionless.Package(str(golden.folder / "ouvertes" / "datapackage.json"))
    told: dict[str, dict[str, float]] = {}
    for row in package.get_resource("changements").read_rows():
        told.setdefault(row["indicateur"], {})[row["part_libelle"]] = float(row["changement"])
    for code, change in golden.changes.items():
        assert told[code] == {part["label"]: pytest.approx(part["change"]) for part in change["parts"]}
        assert sum(told[code].values()) == pytest.approx(change["after"] - change["before"])
    # Three answers of March say yes: their effective day comes after the first séance.
    assert golden.changes["cadre_communication"]["after"] - golden.changes["cadre_communication"]["before"] == 3
    text = report_text(golden.folder / NAMES[2])
    assert words(golden.changes["cadre_communication"]["sentence"]) in text


# --- the plan


def test_the_workbook_has_the_states_and_the_dates_of_the_plan(golden: Golden) -> None:
    sheet = load_workbook(golden.folder / NAMES[0])["Plan d'action"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for action in golden.plan["actions"]:
        row = rows[action["ref"]]
        assert row[2] == action["title"]
        for cell, field in zip(row[7:10], ("starts_on", "due_on", "done_on"), strict=True):
            assert (cell.date().isoformat() if cell else None) == action[field], field
        assert row[10] == state_text(State(action["state"]))
        assert (row[11] or 0, row[13]) == (action["days_late"], len(action["steps"]))
    assert [action["state"] for action in golden.plan["actions"]] == ["en_cours", "en_retard", "terminee"]


def test_the_slides_and_the_report_have_them_too(golden: Golden) -> None:
    deck = Presentation(golden.folder / NAMES[1])
    tables = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    text = report_text(golden.folder / NAMES[2])
    for action in golden.plan["actions"]:
        state, due = state_text(State(action["state"])), _french(action["due_on"])
        row = next(row for row in rows if row[0] == f"{action['ref']} · {action['title']}" and row[1] == state)
        assert row[3] == (due or "sans date")
        assert words(f"{action['ref']} {action['title']}") in text
        assert words(f"{_french(action['starts_on'])} {due} {state}") in text
    for orphan in golden.plan["orphans"]:
        assert words(orphan["sentence"]) in text


def _french(day: str | None) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}" if day else ""


def test_before_and_after_are_the_numbers_of_the_plan(golden: Golden) -> None:
    effects = [(action["ref"], one) for action in golden.plan["actions"] for one in action["effects"]]
    sheet = load_workbook(golden.folder / NAMES[0])["Avant et après"]
    rows = {(row[0], row[3]): row for row in sheet.iter_rows(values_only=True)}
    # Every establishment for the first action, three of nine for the second.
    assert [(ref, one["concerned"]["after"]["expected"]) for ref, one in effects] == [("A1", 9), ("A2", 3)]
    for ref, effect in effects:
        for side, group in (("concerned", "Concernés"), ("others", "Autres")):
            if effect[side]:
                row, before, after = rows[ref, group], effect[side]["before"], effect[side]["after"]
                assert row[4] == after["expected"]
                assert row[6:8] == (before["answered"], before["yes"])
                assert row[10:12] == (after["answered"], after["yes"])


def test_no_text_of_the_plan_is_in_what_may_be_published(golden: Golden) -> None:
    files = [golden.folder / NAMES[3], *(golden.folder / "ouvertes").rglob("*.*")]
    content = b"\n".join(path.read_bytes() for path in files)
    rows = duckdb.sql(f"SELECT * FROM '{golden.folder / NAMES[4]}'").fetchall()  # noqa: S608
    told = content.decode("utf-8", "replace") + str(rows)
    for part in ("lessons", "irritants", "needs", "levers", "axes", "actions", "decisions"):
        for one in golden.plan[part]:
            assert one["title"] not in told


# --- the zip itself


def test_the_same_seance_gives_the_same_zip() -> None:
    seance = make_snapshot(small_payload())
    assert pack_bytes(seance) == pack_bytes(seance)


def test_the_pack_tells_what_it_is_making() -> None:
    told: list[tuple[int, int, str]] = []
    pack_bytes(make_snapshot(small_payload()), told=lambda *step: told.append(step))
    names = [KINDS[one].name for one in (*MEMBERS, Format.PACK)]
    assert told == [(done, 6, name) for done, name in enumerate(names)]


def test_each_file_of_the_pack_is_the_one_given_alone() -> None:
    seance = make_snapshot(small_payload())
    archive = ZipFile(BytesIO(pack_bytes(seance)))
    for one in (Format.XLSX, Format.CSV, Format.DATAPACKAGE):
        assert archive.read(file_name(one, seance.situation_on)) == export_bytes(seance, one)


@pytest.mark.parametrize("wanted", [Format.PPTX, Format.PACK])
def test_slides_that_will_not_do_are_refused_in_one_sentence(wanted: Format) -> None:
    with pytest.raises(Refusal) as refused:
        export_bytes(make_snapshot(small_payload()), wanted, template=b"rien")
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)

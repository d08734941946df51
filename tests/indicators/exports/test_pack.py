"""The pack of a séance, each of its files re-read by another program and compared with what `show --json` says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
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
from data.settings import get_settings
from indicators.__main__ import app
from indicators.exports.pack import KINDS, MEMBERS, Format, export_bytes, file_name, pack_bytes
from tests.indicators.exports.seances import make_snapshot, small_payload
from tests.screens.stores import fill

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
    """A base as its commands tell it, and the pack of the same day unpacked in a folder."""

    shown: dict[str, dict[str, Any]]
    changes: dict[str, dict[str, Any]]
    folder: Path


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Golden]:
    folder = tmp_path_factory.mktemp("dossier")
    fill(folder / "g.duckdb")
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
            folder=folder,
        )
    get_settings.cache_clear()


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
    text = words("\n".join(page.extract_text() for page in reader.pages))
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
    text = words("\n".join(page.extract_text() for page in PdfReader(golden.folder / NAMES[2]).pages))
    assert words(golden.changes["cadre_communication"]["sentence"]) in text


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

"""Séances on the command line: each format of a pack, slides of one's own, what is refused, compare and verify."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx import Presentation
from typer.testing import CliRunner, Result

from data.command import run as run_command
from data.settings import get_settings
from indicators.__main__ import app
from indicators.exports.pack import Format
from tests.screens.stores import HOSTILE, fill

BEGINS = {
    Format.XLSX: b"PK",
    Format.PPTX: b"PK",
    Format.PDF: b"%PDF-",
    Format.CSV: "\ufeffseance;".encode(),
    Format.PARQUET: b"PAR1",
    Format.DATAPACKAGE: b"PK",
    Format.PACK: b"PK",
}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """run("export", HOSTILE, ...) over a store with one frozen séance, that these tests only add to."""
    path = tmp_path_factory.mktemp("base") / "g.duckdb"
    fill(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_DATABASE", str(path))
        patch.setenv("COLUMNS", "200")
        get_settings.cache_clear()
        yield lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])
    get_settings.cache_clear()


def refused(done: Result) -> str:
    """The one sentence of a command that did nothing."""
    assert (done.exit_code, done.stdout) == (2, "")
    sentence = done.stderr.strip()
    assert sentence and "\n" not in sentence and sentence.endswith((".", "?"))
    return sentence


@pytest.mark.parametrize("wanted", Format)
def test_each_format_is_written_and_said_on_one_line(run: Run, tmp_path: Path, wanted: Format) -> None:
    out = tmp_path / "seance"
    done = run("export", HOSTILE, "--format", wanted, "--out", out)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"Écrit : {out}\n", "")
    assert out.read_bytes().startswith(BEGINS[wanted])


def test_the_same_seance_is_exported_the_same_after_later_writes(run: Run, tmp_path: Path) -> None:
    run("export", HOSTILE, "--format", "pack", "--out", tmp_path / "avant.zip")
    reason = ("--set", "adoption_dated=oui", "--reason", "Comité")
    assert run("define", "cadre_communication", *reason, "--on", "2022-03-31").exit_code == 0
    run("export", HOSTILE, "--format", "pack", "--out", tmp_path / "apres.zip")
    before, after = (ZipFile(tmp_path / name) for name in ("avant.zip", "apres.zip"))
    same = {name: before.read(name) == after.read(name) for name in before.namelist()}
    assert len(same) == 6 and all(same.values()), same


def test_slides_of_ones_own_are_taken(run: Run, tmp_path: Path) -> None:
    deck = Presentation()
    deck.slide_width = 7_000_000
    deck.save(tmp_path / "modele.pptx")
    out = tmp_path / "seance.pptx"
    done = run("export", HOSTILE, "--format", "pptx", "--template", tmp_path / "modele.pptx", "--out", out)
    assert done.exit_code == 0, done.output
    assert Presentation(BytesIO(out.read_bytes())).slide_width == 7_000_000


@pytest.mark.parametrize("wanted", ["pptx", "pack"])
def test_a_template_that_will_not_do_is_refused_and_nothing_is_written(run: Run, tmp_path: Path, wanted: str) -> None:
    (tmp_path / "modele.pptx").write_bytes(b"rien")
    told = ("--format", wanted, "--out", tmp_path / "s")
    refused(run("export", HOSTILE, *told, "--template", tmp_path / "modele.pptx"))
    assert "absent.pptx" in refused(run("export", HOSTILE, *told, "--template", tmp_path / "absent.pptx"))
    assert not (tmp_path / "s").exists()


def test_an_unknown_seance_or_folder_is_refused(run: Run, tmp_path: Path) -> None:
    assert "Aucune séance ne s'appelle « Juin »" in refused(run("export", "Juin", "--out", tmp_path / "s"))
    assert "Impossible d'écrire" in refused(run("export", HOSTILE, "--format", "csv", "--out", tmp_path / "a" / "s"))


@pytest.mark.parametrize(
    "asked",
    [
        ("--as-of", "0001-01-01"),
        ("--as-of", "9999-12-31T23:59:59-12:00"),
        ("--as-of", "9999-12-31"),
        ("--as-of", "2022-03-15T18:00:00+99:00"),
        ("--on", "9999-12-31"),
        ("--on", "2199-12-31"),
        ("--on", "1850-01-01"),
        ("--label", "x" * 201),
        ("--label", " Maintenant "),
        ("--label", "\ufeff\x0b"),
        ("--scope", "commune=Ailleurs"),
    ],
)
def test_what_cannot_be_frozen_is_refused(run: Run, asked: tuple[str, str]) -> None:
    refused(run("snapshot", *(() if asked[0] == "--label" else ("--label", "A")), *asked))


def test_an_empty_part_of_the_territory_is_named_as_the_cause(run: Run) -> None:
    told = refused(run("snapshot", "--label", "A", "--on", "2022-03-31", "--scope", "commune=Ailleurs"))
    assert "aucun établissement attendu en 2021-2022 n'est dans le périmètre « Commune : Ailleurs »" in told
    told = refused(run("snapshot", "--label", "A", "--on", "2030-03-31", "--scope", "commune=Ailleurs"))
    assert "aucune campagne de 2029-2030 n'attend d'établissement" in told


@pytest.mark.parametrize("arguments", [("snapshot", "--label", "Comit\udce9"), ("export", "A", "--out", "\udce9.csv")])
def test_an_argument_that_is_no_utf_8_is_refused(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["indicators", *arguments])
    with pytest.raises(SystemExit) as left:
        run_command(app)
    told = capsys.readouterr()
    assert (left.value.code, told.out) == (2, "")
    assert "n'est pas écrit en UTF-8" in told.err and told.err.count("\n") == 1


def test_a_pasted_name_loses_what_is_not_shown(run: Run, tmp_path: Path) -> None:
    pasted = "\ufeffComité\x0b de\x00\n mai"
    told = json.loads(run("snapshot", "--label", pasted, "--on", "2022-03-31", "--comment", pasted, "--json").stdout)
    assert told["label"] == "Comité de mai"
    assert run("export", "Comité de mai", "--format", "pack", "--out", tmp_path / "s.zip").exit_code == 0


def test_a_seance_that_holds_is_verified(run: Run) -> None:
    assert run("snapshot", "--label", "Tient", "--on", "2022-03-31").exit_code == 0
    told = json.loads(run("verify", "Tient", "--json").stdout)
    assert (told["label"], told["holds"], told["causes"], told["differences"]) == ("Tient", True, [], [])
    assert run("verify", "Tient").stdout.startswith("La séance tient")


def test_a_seance_is_compared_with_now_in_parts_that_add_up(run: Run) -> None:
    assert run("snapshot", "--label", "Février", "--on", "2022-02-28").exit_code == 0
    told = json.loads(run("compare", "Février", "--json").stdout)
    assert "id" not in told["after"]
    adoptions = [change for change in told["changes"] if change["kind"] == "adoption"]
    for change in adoptions:
        assert sum(part["change"] for part in change["parts"]) == change["after"] - change["before"]
    assert "De « Février » à maintenant" in run("compare", "Février").stdout

"""The command line as other programs use it: JSON on stdout, one French sentence on stderr, the exit codes of the contract.

Commands run here, by the same entry as `python -m`; a few run in a process of their own, for what only a process shows.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.__main__ import app as data_app
from data.command import run as run_app
from data.database import open_database
from data.settings import ROOT, get_settings
from indicators.__main__ import app as indicators_app
from tests.data.files.made_ole import ole
from tests.workbooks import table

APPS = {"data": data_app, "indicators": indicators_app}


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]
DIRECTORY = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_commune;Code_departement\n"
    "0440001M;Collège A;Collège;Public;44109;044\n"
    "0440002N;École B;Ecole;Privé;44109;044\n"
    "0440003P;Lycée C;Lycée;Public;44109;044\n"
)
A, B = "0440001M", "0440002N"
YEAR = ("--school-year", "2021-2022")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the commands of a test find their database; there is none yet."""
    path = tmp_path / "base" / "g.duckdb"
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(path))
    monkeypatch.setenv("COLUMNS", "200")
    yield path
    get_settings.cache_clear()


@pytest.fixture
def run(database: Path) -> Run:
    """run("data", "register", ...): one command over a database of the test's own. Nothing may escape it but its exit."""
    return _run_here


def _run_here(module: str, *arguments: object) -> Done:
    get_settings.cache_clear()
    out, err = TextIOWrapper(BytesIO()), TextIOWrapper(BytesIO())
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", [module, *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            run_app(APPS[module])
    return Done(returncode=_code(exited.value.code), stdout=_printed(out), stderr=_printed(err))


@pytest.fixture
def process(database: Path) -> Run:
    """The same, each command in a process of its own."""

    def command(*arguments: object) -> Done:
        line = [sys.executable, "-m", *map(str, arguments)]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
        stdout, stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in stderr, stderr
        return Done(returncode=done.returncode, stdout=stdout, stderr=stderr)

    return command


def _code(code: object) -> int:
    """The exit code that the system would see: `sys.exit(None)` is 0."""
    assert code is None or isinstance(code, int)
    return code or 0


def _printed(stream: TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, BytesIO)
    return raw.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that no test changes: a directory of three, a campaign `c` and a target."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "annuaire.csv").write_text(DIRECTORY, encoding="utf-8")
    target = ("--baseline", 0, "--value", 2, "--due", "2022-06-30", "--reason", "essai")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_DATABASE", str(folder / "base" / "g.duckdb"))
        for command in (
            ("register", folder / "annuaire.csv"),
            ("campaign", "c", *YEAR),
            ("target", "cadre_communication", *YEAR, *target),
        ):
            assert _run_here("data", *command).returncode == 0
    get_settings.cache_clear()
    return folder / "base"


@pytest.fixture
def ready(prepared: Path, run: Run, database: Path) -> Run:
    """The same database, the test's own."""
    shutil.copytree(prepared, database.parent)
    return run


def refused(done: Done) -> str:
    """The one sentence of a command that did nothing."""
    assert done.returncode == 2
    sentence = done.stderr.strip()
    assert sentence and "\n" not in sentence and sentence.endswith((".", "?"))
    return sentence


def test_the_main_job_from_a_directory_to_a_workbook(ready: Run, tmp_path: Path) -> None:
    assert ready("data", "questionnaire", "--campaign", "c", "--out", tmp_path / "q.xlsx").returncode == 0
    book = load_workbook(tmp_path / "q.xlsx")
    sheet = book["Réponses"]
    codes = {cell.value: cell.column for cell in sheet[3] if cell.value}
    for row, stage in ((6, "Intégré au projet"), (7, "Aucun")):
        sheet.cell(row, codes["cadre_etat"]).value = stage
        sheet.cell(row, codes["date_reponse"]).value = "01/03/2022"
    book.save(tmp_path / "r.xlsx")
    (file,) = json.loads(ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json").stdout)["files"]
    assert (file["state"], file["rows"], file["accepted"], file["new"]) == ("imported", 2, 2, 4)
    shown = json.loads(ready("indicators", "show", "--on", "2022-03-31", "--json").stdout)
    entry = shown["indicators"][0]
    assert (entry["code"], entry["yes"], entry["no"], entry["silent"]) == ("cadre_communication", 1, 1, 1)
    told = json.loads(
        ready("indicators", "explain", "cadre_communication", "--uai", A, "--on", "2022-03-31", "--json").stdout
    )
    (line,) = told["establishments"]
    assert (line["state"], line["file_name"], line["sheet"], line["cell"]) == ("oui", "r.xlsx", "Réponses", "E6")
    frozen = json.loads(ready("indicators", "snapshot", "--label", "Mars", "--on", "2022-03-31", "--json").stdout)
    assert len(frozen["sha256"]) == 64 and frozen["label"] == "Mars"
    for form in ("xlsx", "csv"):
        out = tmp_path / f"seance.{form}"
        assert ready("indicators", "export", frozen["id"], "--format", form, "--out", out).returncode == 0
        assert out.stat().st_size > 1000
    assert ready("data", "revert", file["batch"], "--reason", "essai").returncode == 0
    again = json.loads(ready("indicators", "show", "--on", "2022-03-31", "--json").stdout)["indicators"][0]
    assert (again["yes"], again["silent"]) == (0, 3)


def test_a_process_keeps_what_the_last_one_wrote_and_gives_its_exit_code(
    ready: Run, process: Run, tmp_path: Path
) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "cadre_etat"], [A, "Aucun"], [B, "environ"]]))
    done = process("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json")
    assert (done.returncode, json.loads(done.stdout)["files"][0]["state"]) == (1, "partial")
    assert "absent.xlsx" in refused(process("data", "import", tmp_path / "absent.xlsx", "--campaign", "c"))
    shown = process("indicators", "show", "--on", "2022-08-31", "--json")
    entry = json.loads(shown.stdout)["indicators"][0]
    assert (shown.returncode, entry["no"], entry["silent"]) == (0, 1, 2)


def test_partly_refused_is_1_and_lists_the_cells(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "comite_reunions"], [A, "environ 30"], [B, 2]]))
    done = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json")
    (file,) = json.loads(done.stdout)["files"]
    assert (done.returncode, file["state"], file["issues"][0]["cell"]) == (1, "partial", "B2")


def test_the_same_file_again_is_0_and_says_so(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "comite_reunions"], [B, 2]]))
    for state in ("imported", "already_imported"):
        done = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json")
        assert (done.returncode, json.loads(done.stdout)["files"][0]["state"]) == (0, state)


def test_one_file_that_cannot_be_read_does_not_stop_the_others(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "cadre_etat"], [B, "Aucun"]]))
    done = ready("data", "import", tmp_path / "r.xlsx", tmp_path / "absent.xlsx", "--campaign", "c", "--json")
    states = {file["file"]: file["state"] for file in json.loads(done.stdout)["files"]}
    assert (done.returncode, states) == (1, {"r.xlsx": "imported", "absent.xlsx": "refused"})


def test_points_are_a_growth(ready: Run) -> None:
    target = ("--baseline", "0", "--value", "+2 points", "--due", "2022-06-30", "--reason", "essai", "--json")
    told = json.loads(ready("data", "target", "usage_services", *YEAR, *target).stdout)
    assert (told["measure"], told["value"]) == ("growth", 0.02)


def test_names_are_shown_as_they_are_whatever_signs_they_hold(run: Run, tmp_path: Path) -> None:
    hostile = DIRECTORY.replace("Collège A", "[/red] Collège [annexe]")
    (tmp_path / "annuaire.csv").write_text(hostile, encoding="utf-8")
    run("data", "register", tmp_path / "annuaire.csv")
    run("data", "campaign", "c", *YEAR)
    done = run("indicators", "explain", "cadre_communication", "--on", "2022-03-31")
    assert done.returncode == 0 and "[/red] Collège [annexe]" in done.stdout


def test_what_is_printed_is_utf_8_on_any_console(ready: Run, process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    monkeypatch.setenv("PYTHONUTF8", "0")
    shown = json.loads(process("indicators", "show", "--on", "2022-03-31", "--json").stdout)
    assert shown["territory"] == "Loire-Atlantique"


def test_a_dry_run_keeps_nothing(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "cadre_etat"], [B, "Aucun"]]))
    done = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--dry-run", "--json")
    assert json.loads(done.stdout)["files"][0]["accepted"] == 1
    shown = json.loads(ready("indicators", "show", "--on", "2022-08-31", "--json").stdout)
    assert shown["indicators"][0]["silent"] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (ole({"EncryptionInfo": b"", "EncryptedPackage": b"x" * 5000}), "protégé"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "classeur"),
        (table([["commune", "total"], ["Nantes", 12]]), "UAI"),
    ],
)
def test_a_file_that_cannot_be_read_is_2_and_one_sentence(
    ready: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "r.xlsx").write_bytes(content)
    assert words in refused(ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c"))


def test_what_a_person_can_put_right_is_2_and_one_sentence(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "totaux.csv").write_text("commune;total\nNantes;12\n", encoding="utf-8")
    target = ("--value", 2, "--due", "2022-06-30", "--reason", "essai")
    cases: dict[tuple[object, ...], str] = {
        ("data", "register", tmp_path / "absent.csv"): "absent.csv",
        ("data", "register", tmp_path / "totaux.csv"): "UAI",
        ("data", "campaign", "c", "--school-year", "2021"): "2021-2022",
        ("data", "campaign", "code avec espace", *YEAR): "code",
        ("data", "target", "comite_fonctionel", *YEAR, "--baseline", 0, *target): "comite_fonctionnel",
        ("data", "target", "comite_fonctionnel", *YEAR, "--baseline", "beaucoup", *target): "beaucoup",
        ("data", "questionnaire", "--campaign", "C2", "--out", tmp_path / "q.xlsx"): "C2",
        ("data", "questionnaire", "--campaign", "c", "--out", tmp_path / "nulle" / "part.xlsx"): "part.xlsx",
        ("data", "import", tmp_path / "absent.xlsx", "--campaign", "c"): "absent.xlsx",
        ("data", "revert", "inconnu", "--reason", "essai"): "inconnu",
        ("indicators", "show", "--on", "31/02/2022"): "31/02/2022",
        ("indicators", "show", "--by", "couleur"): "couleur",
        ("indicators", "show", "--as-of", "hier"): "hier",
        ("indicators", "explain", "cadre"): "cadre_communication",
        ("indicators", "explain", "cadre_communication", "--uai", "0440021J"): "0440021J",
        ("indicators", "snapshot", "--label", " "): "nom",
        ("data", "campaign", "d"): "--school-year",
        ("data", "campaign", "d", "--couleur", "bleu"): "--couleur",
        ("data", "demo", "--seed", "beaucoup"): "--seed",
        ("data", "danser"): "commande",
        ("data", "register"): "FILE",
        ("data", "campaign", *YEAR): "CODE",
        ("data", "import", "--campaign", "c"): "FILES",
        ("data", "revert", "--reason", "x"): "BATCH",
        ("indicators", "explain"): "CODE",
        ("indicators", "export", "--out", tmp_path / "m.xlsx"): "SEANCE",
        ("indicators", "snapshot", "--label", "Plus tard", "--as-of", "2999-01-01T00:00:00"): "pas encore",
        ("indicators", "show", "--scope", "type"): "GROUPE=VALEUR",
        ("data", "target", "cadre_communication", *YEAR, "--baseline", 0, *target, "--scope", "type=Colège"): "Collège",
        ("indicators", "export", "Mars", "--out", tmp_path / "m.xlsx"): "séance",
    }
    for arguments, words in cases.items():
        assert words in refused(ready(*arguments)), arguments


def test_an_unreadable_setting_is_2_and_one_sentence(process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUVERNAIL_TOLERANCE", "beaucoup")
    assert "GOUVERNAIL_TOLERANCE" in refused(process("indicators", "show"))


def test_a_part_of_the_territory_has_its_own_target(ready: Run) -> None:
    target = ("--baseline", 0, "--value", 1, "--due", "2022-06-30", "--reason", "essai", "--scope", "type=Collège")
    assert ready("data", "target", "cadre_communication", *YEAR, *target).returncode == 0
    shown = json.loads(ready("indicators", "show", "--on", "2022-03-31", "--scope", "type=Collège", "--json").stdout)
    entry = shown["indicators"][0]
    assert (shown["filters"], entry["expected"], entry["target"]) == ({"type": "Collège"}, 1, 1)


def test_a_database_that_the_dashboard_holds_is_2_and_one_sentence(ready: Run, process: Run, database: Path) -> None:
    db = open_database(database)
    assert "déjà ouverte" in refused(process("indicators", "show"))
    db.close()


def test_what_was_known_then(ready: Run, tmp_path: Path) -> None:
    before = json.loads(ready("indicators", "show", "--on", "2022-08-31", "--json").stdout)["as_of"]
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "cadre_etat"], [B, "Aucun"]]))
    ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c")
    silent = [
        json.loads(ready("indicators", "show", "--on", "2022-08-31", *more, "--json").stdout)["indicators"][0]["silent"]
        for more in ((), ("--as-of", before))
    ]
    assert silent == [2, 3]


def test_people_read_french_on_the_terminal(ready: Run) -> None:
    said = ready("indicators", "show", "--on", "2022-03-31", "--by", "type").stdout
    assert "Situation au 31 mars 2022" in said and "Collège" in said


@pytest.mark.parametrize("row", ["r.xlsx!Feuil1!9", "r.xlsx!Autre!2", "r.xlsx!Feuil1!²", "autre.xlsx!Feuil1!2"])
def test_a_row_to_leave_out_that_is_nowhere_stops_the_import(ready: Run, tmp_path: Path, row: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "comite_reunions"], [A, 1], [B, 2]]))
    refused(ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--leave-out", row))
    (file,) = json.loads(ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json").stdout)["files"]
    assert file["new"] == 2  # nothing had been taken


def test_a_row_left_out_of_a_file_whose_name_has_an_exclamation_mark(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "urgent!.xlsx").write_bytes(table([["uai", "comite_reunions"], [A, 1], [B, 2]]))
    arguments = ("--campaign", "c", "--leave-out", "urgent!.xlsx!Feuil1!2", "--json")
    (file,) = json.loads(ready("data", "import", tmp_path / "urgent!.xlsx", *arguments).stdout)["files"]
    assert (file["rows"], file["accepted"], file["issues"][0]["code"]) == (2, 1, "left_out")


def test_a_rehearsal_that_accepts_columns_remembers_none(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "Reunions depuis septembre"], [B, 2]]))
    done = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--accept-headers", "--dry-run", "--json")
    assert json.loads(done.stdout)["files"][0]["new"] == 1
    assert "validez-les" in refused(ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c"))
    kept = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--accept-headers", "--json")
    assert json.loads(kept.stdout)["files"][0]["state"] == "imported"


def test_a_file_already_there_with_a_row_still_refused_is_1(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(table([["uai", "comite_reunions"], [A, "environ 30"], [B, 2]]))
    for state in ("partial", "already_imported"):
        done = ready("data", "import", tmp_path / "r.xlsx", "--campaign", "c", "--json")
        assert (done.returncode, json.loads(done.stdout)["files"][0]["state"]) == (1, state)

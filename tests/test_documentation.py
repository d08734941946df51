"""The documents say what the program does: the page of indicators, the contract field by field, the words of the screens."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from data.__main__ import app as data_app
from data.database import LOCAL, open_database
from data.plan import Concerned
from data.plan.declaration import DECLARED
from data.plan.terms import first_terms
from data.settings import ROOT, Limits, get_settings
from data.usage.record import Usage, record_usage
from indicators.__main__ import app as indicators_app
from indicators.catalogue import catalogue
from indicators.documentation import PAGE, documentation
from indicators.plan import documentation as plan_documentation
from indicators.plan.actions import State
from indicators.plan.words import state_text
from indicators.progress import Verdict
from tests.helpers import make_uai
from tests.plans import tell_action, told_plan
from tests.workbooks import table

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
CONTRACTS = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
PLAN = plan_documentation.PAGE.read_text(encoding="utf-8")
DOCUMENTS = {"guide": GUIDE, "contracts": CONTRACTS, "indicateurs": PAGE.read_text(encoding="utf-8"), "plan": PLAN}
YEAR = ("--school-year", "2021-2022")
DIRECTORY = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_commune;Code_departement\n"
RETURNS: list[list[Any]] = [
    ["UAI", "cadre_etat", "comite_reunions", "date_reponse"],
    [make_uai(1), "Intégré au projet", 2, date(2022, 3, 1)],
    [make_uai(2), "Aucun", "environ 30", date(2022, 3, 1)],
]
AXES: list[list[Any]] = [["Intitulé", "Texte"], ["Un cadre", None], [None, "Sans titre"]]
TARGETS: list[list[Any]] = [
    ["Indicateur", "Valeur initiale", "Jalons", "Cible", "Échéance", "Motif"],
    ["comite_fonctionnel", 0, "31/01/2022 : 2", 4, date(2022, 6, 30), "essai"],
    ["formation_pairs", 0, None, "beaucoup", date(2022, 6, 30), "essai"],
]


# --- the page of indicators


def test_the_page_of_indicators_is_what_the_catalogue_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == documentation(), "run: python -m indicators.documentation"


def test_the_page_of_indicators_names_every_question_and_example() -> None:
    page = documentation()
    for indicator in catalogue().values():
        assert f"## {indicator.order // 10}. {indicator.label}" in page
        assert all(example.says in page for example in indicator.examples)


# --- the page of the plan


def test_the_page_of_the_plan_is_what_is_declared() -> None:
    assert plan_documentation.documentation() == PLAN, "run: python -m indicators.plan.documentation"


def test_the_page_of_the_plan_names_every_field_state_and_first_term() -> None:
    for declared in DECLARED:
        section = PLAN.split(f"\n## {declared.label}\n")[1].split("\n## ")[0]
        assert all(f"| {field.label} |" in section for field in declared.fields), declared.kind
    assert all(state_text(state) in PLAN for state in State)
    assert all(term.title in PLAN for term in first_terms(get_settings().plan_terms))


# --- the contract


@dataclass(frozen=True)
class Said:
    """What the commands printed: each form of the contract, with the objects of that form."""

    forms: dict[str, list[dict[str, Any]]]
    csv_header: list[str]
    sheets: list[str]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Said]:
    folder = tmp_path_factory.mktemp("contract")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_DATABASE", str(folder / "g.duckdb"))
        get_settings.cache_clear()
        yield _run_them_all(folder)
    get_settings.cache_clear()


def _run_them_all(folder: Path) -> Said:
    lines = [f"{make_uai(n)};Collège {n};Collège;Public;44109;044\n" for n in range(1, 6)]
    wrong_letter = "0440099Z;Lycée;Lycée;Public;44109;044\n"
    (folder / "annuaire.csv").write_text(DIRECTORY + "".join(lines) + wrong_letter, encoding="utf-8")
    (folder / "retours.xlsx").write_bytes(table(RETURNS))
    (folder / "releves.csv").write_text(
        f"uai;mois;service;visites\n{make_uai(4)};2022-02;e-lyco;30\n", encoding="utf-8"
    )
    goal = ("--baseline", "0", "--due", "2022-06-30", "--reason", "essai")

    register = _data("register", folder / "annuaire.csv", exits=1)
    campaign = _data("campaign", "c", *YEAR)
    before = _indicators("show", "--on", "2022-03-15", "--by", "sector")
    target = _data("target", "cadre_communication", *YEAR, *goal, "--value", "3")
    _data("target", "usage_services", *YEAR, *goal, "--value", "+2 points", "--as", "growth")
    (folder / "cibles.xlsx").write_bytes(table(TARGETS))
    taken_in = _data("targets", folder / "cibles.xlsx", *YEAR, exits=1)
    (folder / "plan.xlsx").write_bytes(table(AXES, sheet="Axes"))
    plan_in = _data("plan", folder / "plan.xlsx", exits=1)
    _tell_usage()
    _indicators("snapshot", "--label", "Avant", "--on", "2022-03-14")
    imported = _data("import", folder / "retours.xlsx", "--campaign", "c", exits=1)
    usage = _data("usage", folder / "releves.csv", "--dry-run")
    shown = _indicators("show", "--on", "2022-03-15", "--by", "type")
    adoption = _indicators("explain", "cadre_communication", "--on", "2022-03-15")
    rate = _indicators("explain", "usage_services", "--on", "2022-03-15")
    _tell_plan()
    plan = _indicators("plan", "--on", "2022-03-15")
    frozen = _indicators("snapshot", "--label", "Comité", "--on", "2022-03-15")
    compared = _indicators("compare", "Avant", "Comité")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_TOLERANCE", "0.5")
        get_settings.cache_clear()
        verified = _object(_run(indicators_app, "verify", "Comité", "--json", exits=1))
    get_settings.cache_clear()
    defined = _indicators(
        "define", "cadre_communication", "--set", "adoption_dated=oui", "--reason", "essai", "--on", "2022-03-15"
    )
    for kind in ("csv", "xlsx"):
        _run(indicators_app, "export", "Comité", "--format", kind, "--out", folder / f"s.{kind}")
    traced = _data("origin", "--batch", imported["files"][0]["batch"])
    followed = _data("origin", "--uai", make_uai(1))
    reverted = _data("revert", imported["files"][0]["batch"], "--reason", "essai")
    (folder / "originals" / ("a" * 64)).write_bytes(b"un fichier que rien ne nomme")
    check = _data("check")

    entries = [entry for told in (before, shown) for entry in told["indicators"]]
    common = set(shown) | set(entries[0]) | {field for entry in entries for field in entry}
    explained = [{name: value for name, value in told.items() if name not in common} for told in (adoption, rate)]
    written = (folder / "s.csv").read_text(encoding="utf-8-sig")
    return Said(
        forms={
            "register --json": [register],
            "Issue": register["issues"] + imported["files"][0]["issues"],
            "campaign --json": [campaign],
            "target --json": [target, *taken_in["targets"]],
            "targets --json": [taken_in],
            "data plan --json": [plan_in],
            "Item taken in": plan_in["items"],
            "import --json": imported["files"],
            "usage --json": usage["files"],
            "revert --json": [reverted],
            "check --json": [check],
            "Finding": check["findings"],
            "origin --json": [traced, followed],
            "Import traced": [traced["import"]],
            "Answer traced": traced["answers"] + followed["answers"],
            "show --json": [before, shown],
            "Adoption entry": [entry for entry in entries if entry["kind"] == "adoption"],
            "Rate entry": [entry for entry in entries if entry["kind"] == "rate"],
            "Forecast": [entry["forecast"] for entry in entries if entry["forecast"]],
            "Group line": [line for entry in entries for line in entry["groups"]],
            "explain --json": explained,
            "Establishment of an adoption": adoption["establishments"],
            "Establishment of a rate": rate["establishments"],
            "Refused cell": adoption["refused"],
            **_plan_forms(plan),
            "define --json": [defined],
            "Effect of a definition": [defined["effect"]],
            "Establishment that changes state": defined["effect"]["establishments"],
            "snapshot --json": [frozen],
            "compare --json": [compared],
            "Side of a comparison": [compared["before"], compared["after"]],
            "Change of an indicator": compared["changes"],
            "Part of a change": [part for change in compared["changes"] for part in change["parts"]],
            "Establishment behind a part": [
                moved for change in compared["changes"] for part in change["parts"] for moved in part["establishments"]
            ],
            "verify --json": [verified],
            "Difference": verified["differences"],
        },
        csv_header=next(csv.reader(StringIO(written), delimiter=";")),
        sheets=load_workbook(BytesIO((folder / "s.xlsx").read_bytes()), read_only=True).sheetnames,
    )


def _tell_usage() -> None:
    """Two months of use for three establishments of five."""
    facts = [
        Usage(
            uai=make_uai(number),
            month=date(year, 2, 1),
            service="e-lyco",
            profile="élèves",
            potential=100,
            activated=None,
            unique_users=users,
            visits=None,
        )
        for number in (1, 2, 3)
        for year, users in ((2021, 40), (2022, 45))
    ]
    db = open_database(get_settings().database)
    record_usage(db, LOCAL, facts, file_name="usage.csv", file_sha256="a", content_sha256="a")
    db.close()


def _tell_plan() -> None:
    """A whole chain, and an action that should move a rate."""
    db = open_database(get_settings().database)
    told_plan(db)
    tell_action(db, title="Former", starts_on=date(2022, 3, 1), concerns=Concerned(), indicators=["usage_services"])
    db.close()


def _plan_forms(plan: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    actions = plan["actions"]
    return {
        "plan --json": [plan],
        "Lesson": plan["lessons"],
        "Strength": plan["strengths"],
        "Irritant": plan["irritants"],
        "Need": plan["needs"],
        "Lever": plan["levers"],
        "Axis": plan["axes"],
        "Action": actions,
        "Step": [step for action in actions for step in action["steps"]],
        "Note": [note for action in actions for note in action["notes"]],
        "Effect of an action": [effect for action in actions for effect in action["effects"]],
        "Decision": plan["decisions"],
        "Missing link": plan["orphans"],
    }


def _data(*arguments: object, exits: int = 0) -> dict[str, Any]:
    return _object(_run(data_app, *arguments, "--json", exits=exits))


def _indicators(*arguments: object) -> dict[str, Any]:
    return _object(_run(indicators_app, *arguments, "--json"))


def _object(done: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _run(app: Any, *arguments: object, exits: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == exits, done.output
    return done


def _rows(form: str, header: str) -> list[list[str]]:
    """The cells of the table with that header in the section of contracts.md with that title."""
    section = re.search(rf"^#+ {re.escape(form)}\n(.*?)(?=^#|\Z)", CONTRACTS, re.MULTILINE | re.DOTALL)
    assert section, f"contracts.md has no section « {form} »"
    found = re.search(rf"^{re.escape(header)}\n\|[-|]+\|\n((?:\|.*\n?)+)", section[1], re.MULTILINE)
    assert found, f"« {form} » has no table"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]


def _fields(form: str) -> dict[str, str]:
    """Field -> type, as the contract has them."""
    rows = _rows(form, "| field | type | meaning |")
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0].strip("`"): row[1] for row in rows}


FORMS = [
    title
    for title in re.findall(r"^#+ (.+)$", CONTRACTS, re.MULTILINE)
    if "| field |" in CONTRACTS.split(f" {title}\n", 1)[1].split("\n#", 1)[0]
]


def test_the_contract_has_a_table_for_each_form_and_no_other(said: Said) -> None:
    assert list(said.forms) == FORMS
    assert all(said.forms.values()), {form: len(objects) for form, objects in said.forms.items()}


@pytest.mark.parametrize("form", FORMS)
def test_the_contract_lists_exactly_the_fields_that_are_emitted(form: str, said: Said) -> None:
    for emitted in said.forms[form]:
        assert sorted(emitted) == sorted(_fields(form))


TYPES: dict[str, Any] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "object": lambda value: isinstance(value, dict),
    "array of object": lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    "array of array": lambda value: isinstance(value, list) and all(isinstance(one, list) for one in value),
    "array of string": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_contract_tells_the_type_of_each_field(form: str, said: Said) -> None:
    for emitted in said.forms[form]:
        for field, kind in _fields(form).items():
            assert any(TYPES[one](emitted[field]) for one in kind.split(" or ")), (field, kind, emitted[field])


def test_the_contract_lists_every_code_of_a_remark() -> None:
    folders = [ROOT / "data" / "returns", ROOT / "data" / "usage"]
    sources = [*(file for one in folders for file in one.rglob("*.py")), ROOT / "data" / "register" / "directory.py"]
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    for code, *_ in _rows("Issue", "| code | severity | in | meaning |"):
        assert f'"{code.strip("`")}"' in text, code


def test_the_contract_lists_every_verdict() -> None:
    listed = [row[0].strip("`") for row in _rows("Adoption entry", "| verdict | meaning |")]
    assert sorted(listed) == sorted(verdict.value for verdict in Verdict)


def test_the_contract_lists_every_state_of_an_action_and_what_an_effect_counts(said: Said) -> None:
    listed = [row[0].strip("`") for row in _rows("Action", "| state | meaning |")]
    assert sorted(listed) == sorted(state.value for state in State)
    effects = said.forms["Effect of an action"]
    counted = {(one["kind"], *one["concerned"][moment]) for one in effects for moment in ("before", "after")}
    assert counted == {
        ("adoption", "expected", "answered", "yes"),
        ("rate", "expected", "reporting", "numerator", "denominator"),
    }
    section = CONTRACTS.split("### Effect of an action\n")[1].split("\n#")[0]
    assert all(f"`{name}`" in section for _, *names in counted for name in names)


def test_the_contract_lists_the_columns_and_sheets_of_the_exports(said: Said) -> None:
    columns = [row[0].strip("`") for row in _rows("export --format csv", "| column | content |")]
    assert columns == said.csv_header
    names = [row[0] for row in _rows("export --format xlsx", "| sheet | content |")]
    first, last = [name.strip("`") for name in names[:3]], [name.strip("`") for name in names[4:]]
    assert said.sheets == [*first, *(one.short_label for one in catalogue().values()), *last]


def test_the_sentences_of_the_contract_are_those_of_the_program() -> None:
    for _, quoted in _rows("Exit codes and stderr", "| situation | sentence on stderr |"):
        assert _is_said(quoted.strip("`")), quoted


# --- the guide


def test_each_word_in_bold_in_the_guide_is_on_a_screen() -> None:
    screens = {
        _plain(text) for text in _texts("app.py", "pages", "indicators", "data/plan", "data/returns", "data/targets")
    }
    words = re.findall(r"\*\*(.+?)\*\*", GUIDE, re.DOTALL)
    assert len(words) > 60
    assert [word for word in words if _plain(word) not in screens and word != "en gras"] == []


def test_each_refusal_quoted_in_the_guide_is_said_by_the_program() -> None:
    rows = [line.split("|")[1] for line in _tables_of("On lit")]
    quoted = [sentence for row in rows for sentence in _outer_quotes(row)]
    assert len(quoted) > 30
    assert [sentence for sentence in quoted if not _is_said(sentence)] == []


def test_the_limits_of_the_guide_are_those_of_the_settings() -> None:
    limits = Limits()
    told = dict(re.findall(r"^\| ([^|]+?) \| ([0-9 ]+)", GUIDE.split("## 16. ")[1], re.MULTILINE))
    assert {name: int(value.replace(" ", "")) for name, value in told.items()} == {
        "Taille du fichier": limits.file_mb,
        "Une fois décompressé": limits.unpacked_mb,
        "Dernière ligne remplie": limits.rows,
        "Dernière colonne remplie": limits.columns,
        "Rectangle rempli d'une feuille": limits.cells // 1_000_000,
        "Temps de lecture": limits.seconds,
    }


def test_links_between_documents_lead_somewhere() -> None:
    for text in DOCUMENTS.values():
        for target in re.findall(r"\]\(([^)#h][^)#]*)", text):
            assert (ROOT / "docs" / target).exists(), target
        anchors = {_anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_quoted_in_the_documents_exist(name: str) -> None:
    known = {
        "data": {
            command.name or command.callback.__name__ for command in data_app.registered_commands if command.callback
        },
        "indicators": {
            command.name or command.callback.__name__
            for command in indicators_app.registered_commands
            if command.callback
        },
    }
    for module, command in re.findall(r"python -m (data|indicators) ([a-z]+)", DOCUMENTS[name]):
        assert command in known[module]


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _tables_of(header: str) -> Iterator[str]:
    """The rows of the guide's tables whose first column has that header."""
    inside = False
    for line in GUIDE.splitlines():
        if line.startswith(f"| {header} |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            yield line


def _outer_quotes(text: str) -> Iterator[str]:
    """What stands between « and », quotes inside quotes kept."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter == "«":
            start = place + 1 if depth == 0 else start
            depth += 1
        elif letter == "»":
            depth -= 1
            if depth == 0:
                yield text[start:place].strip()


def _is_said(sentence: str) -> bool:
    """Whether some text of the program holds the sentence, « … » standing for what varies."""
    wanted = _plain(sentence).strip("… ")
    return any(wanted in text for text in _all_texts())


@cache
def _all_texts() -> frozenset[str]:
    return frozenset(_plain(text) for text in _texts("data", "indicators", "pages"))


def _texts(*places: str) -> Iterator[str]:
    """Every text written in those files, with « … » where a value goes."""
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def _plain(text: str) -> str:
    """For comparing: one form of what varies, of spaces and of emphasis."""
    text = re.sub(r"\{\w*\}", "…", text.replace("**", ""))
    text = " ".join(text.split())
    return re.sub(r"« … »|…(?: ?…)*", "…", text)


def test_the_contract_lists_every_code_of_an_issue() -> None:
    names = (
        "reading.py",
        "values.py",
        "days.py",
        "numbers.py",
        "recording.py",
        "comparing.py",
        "arriving.py",
        "matching/remarks.py",
    )
    text = "\n".join((ROOT / "data" / "returns" / name).read_text(encoding="utf-8") for name in names)
    named = set(re.findall(r'code="(\w+)"', text)) | set(re.findall(r'message(?:, text)? = "(\w+)"', text))
    named |= set(re.findall(r'^\s+"([a-z]+(?:_[a-z]+)+)",$', text, re.MULTILINE))
    named |= set(re.findall(r'remark\([\w, ]+, "(\w+)"', text))
    listed = {code.strip("`") for code, *_ in _rows("Issue", "| code | severity | in | meaning |")}
    assert {"duplicate_row", "invalid_uai", "older_return", "unknown_choice", "hidden_sheet", "left_out"} <= named
    assert sorted(named - listed) == []

"""Import of a 10,000 x 30 workbook, against a bare read of the same file and against the usual script."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from statistics import median

import pandas as pd
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.intake import import_returns
from data.returns.questions import Question, load_questions
from tests.helpers import DEFAULTS, make_uai, memory_database

ROWS, COLUMNS, ROUNDS = 10_000, 30, 5
_DEPARTEMENTS = ("044", "049")  # numbers have four digits: 10,000 establishments need two


def run() -> list[dict[str, object]]:
    """The rows of the table: medians of one run, and their ratios."""
    content = workbook()
    times: dict[str, list[float]] = {"import": [], "lecture": [], "script": []}
    for _ in range(ROUNDS):
        times["lecture"].append(_timed(lambda: bare_read(content)))
        times["import"].append(_import(content))
        times["script"].append(_timed(lambda: usual_script(content)))
    ours, bare, usual = (median(times[name]) for name in ("import", "lecture", "script"))
    return [
        {
            "what": f"import {ROWS} x {COLUMNS}, preflight to commit / bare calamine read",
            "ratio": ours / bare,
            "target": "<= 2.5",
            "seconds": ours,
        },
        {"what": "usual pandas + openpyxl script / import", "ratio": usual / ours, "target": ">= 5", "seconds": usual},
    ]


def establishments() -> list[str]:
    """10,000 valid UAI."""
    return [make_uai(n, d) for d in _DEPARTEMENTS for n in range(1, ROWS // len(_DEPARTEMENTS) + 1)]


def workbook() -> bytes:
    """A returned « tableau »: identity, every question, and remarks of our own up to 30 columns."""
    chance = random.Random(44)
    questions = load_questions(memory_database().settings.catalogue)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Réponses")
    extra = COLUMNS - 4 - len(questions)
    sheet.append(["uai", "nom", "type", "commune", *(q.code for q in questions), *(f"note {n}" for n in range(extra))])
    for number, uai in enumerate(establishments()):
        answers = _answers(questions, chance)
        sheet.append([uai, f"École {number}", "École", "Nantes", *answers, *("vu" for _ in range(extra))])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _answers(questions: Sequence[Question], chance: random.Random) -> list[object]:
    """What one establishment answers, without contradiction but for one in fifty, as real returns do."""
    answers = {question.code: _answer(question, chance) for question in questions}
    if chance.random() > 0.02:
        answers |= {"comite_existe": "Oui", "comite_reunions": chance.randrange(1, 6), "formation_suivie": "Oui"}
        answers |= {"formation_personnels": chance.randrange(1, 40), "cadre_etat": "Intégré au projet"}
        meeting = date(2021, 9, 10) + timedelta(days=chance.randrange(180))
        answers |= {"comite_derniere_reunion": meeting, "comite_date_creation": meeting - timedelta(days=7)}
    return [answers[question.code] for question in questions]


def _answer(question: Question, chance: random.Random) -> object:
    match question.type:
        case "choice":
            return chance.choice(question.choices)
        case "yes_no":
            return chance.choice(("Oui", "Non"))
        case "date":
            return date(2021, 9, 1) + timedelta(days=chance.randrange(190))
        case "whole":
            return chance.randrange(question.minimum, question.maximum)
        case "text":
            return f"Remarque {chance.randrange(1000)}"


def database(uais: Sequence[str] = ()) -> Database:
    """A campaign that expects these establishments, or the 10,000."""
    uais = uais or establishments()
    db = memory_database()
    with db.writing(LOCAL, "register", "banc") as write:
        frame = pd.DataFrame([{**DEFAULTS, "uai": uai, "name": f"École {n}"} for n, uai in enumerate(uais)])
        write.cursor.register("frame", frame)
        write.cursor.execute(
            "INSERT INTO establishment BY NAME SELECT *, '00000000-0000-0000-0000-000000000001'::UUID AS batch, "
            "$at AS recorded_at FROM frame",
            {"at": write.at},
        )
        write.cursor.execute(
            "INSERT INTO batch VALUES ('00000000-0000-0000-0000-000000000001', 'register', NULL, 'a', 'a', 'a', 1, 1, "
            "'[]', 'banc', $at)",
            {"at": write.at},
        )
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    with db.writing(LOCAL, "expected", "c") as write:
        write.cursor.execute(
            "INSERT INTO campaign_expected SELECT 'c', uai, true, $at FROM establishment", {"at": write.at}
        )
    return db


def _import(content: bytes) -> float:
    db = database()
    results = []
    seconds = _timed(lambda: results.extend(import_returns(db, LOCAL, [("banc.xlsx", content)], campaign="c")))
    assert (results[0].state, results[0].accepted) == ("imported", ROWS), results[0].reason
    db.close()
    return seconds


def bare_read(content: bytes) -> list[list[object]]:
    """What cannot be avoided: reading every cell."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def usual_script(content: bytes) -> None:
    """The habit replaced: pandas with openpyxl, checks by column, then a plain insert."""
    import duckdb

    frame = pd.read_excel(BytesIO(content), engine="openpyxl")
    questions = {q.code: q for q in load_questions(memory_database().settings.catalogue)}
    for code, question in questions.items():
        if question.type == "yes_no":
            frame[code] = frame[code].str.strip().str.lower().map({"oui": True, "non": False})
        elif question.type == "choice":
            assert frame[code].isin(question.choices).all()
        elif question.type == "date":
            frame[code] = pd.to_datetime(frame[code])
    long = frame.melt(id_vars=["uai"], value_vars=list(questions), var_name="question").astype({"value": str})
    connection = duckdb.connect(":memory:")
    connection.register("long", long)
    connection.execute("CREATE TABLE answer AS SELECT * FROM long")
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began

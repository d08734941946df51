"""From the tables of a file to answers and issues. Pure: no database, no clock, no file."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.register.uai import read_uai
from data.returns.issues import Issue
from data.returns.questions import Question
from data.returns.sheet import AnswerSheet
from data.returns.values import Cell, Problem, Reading, Told, clean, read_value

ANSWER_DAY = "date_reponse"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One cell that answers one question. value None withdraws an earlier answer."""

    uai: str
    question: str
    value: str | None
    answered_on: date
    cell: str


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A cell that tells nothing, for a question that the file does ask."""

    uai: str
    question: str


@dataclass(kw_only=True)
class Return:
    """What one file says. `rows` counts the rows where a question is filled, `accepted` lists the UAI of those without
    an error."""

    sheet: str
    rows: int = 0
    accepted: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def content_sha256(self) -> str:
        """Over what was understood: the same for a copy renamed, saved again, sorted otherwise or imported another day."""
        lines = sorted(f"{a.uai}\t{a.question}\t{a.value}" for a in self.answers)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_return(
    sheet: AnswerSheet,
    questions: Sequence[Question],
    *,
    expected: Mapping[str, str],
    today: date,
    year: tuple[date, date],
) -> Return:
    """All answers and all issues of a sheet.

    expected: UAI -> name of the establishments the campaign expects. today: no date may be after it.
    year: first and last day of the campaign's school year; a return without a date counts today, kept within it.
    """
    asked = [question for question in questions if question.code in sheet.question_columns]
    rows = _filled_rows(sheet)
    readings = {question.code: _column(sheet, question, rows, today) for question in asked}
    told = Return(sheet=sheet.table.sheet)
    identities = _identities(sheet, rows, expected, told)
    told.rows = len(identities)
    fallback = min(max(today, year[0]), year[1])
    good: dict[str, list[int]] = defaultdict(list)
    for place, index in enumerate(rows):
        if index in identities:
            problems = _problems(sheet, asked, readings, place, index)
            told.issues += problems
            if identities[index] and not problems:
                good[identities[index]].append(place)
    for uai, places in good.items():
        kept = _settle_duplicates(sheet, rows, readings, uai, places, told)
        if kept is not None:
            _accept(sheet, asked, readings, rows[kept], kept, uai, fallback, year, told)
    told.issues.sort(key=lambda issue: _position(issue.cell))
    return told


def _filled_rows(sheet: AnswerSheet) -> list[int]:
    """Rows where somebody filled something: a row that only names its establishment, as sent out, is no return."""
    columns = sheet.question_columns.values()
    return [
        index
        for index, row in enumerate(sheet.table.rows[sheet.first_row :], sheet.first_row)
        if any(column < len(row) and row[column] is not None and row[column] != "" for column in columns)
    ]


def _column(sheet: AnswerSheet, question: Question, rows: Iterable[int], today: date) -> list[Reading]:
    """Readings of one column, each distinct content read once: a column has few of them."""
    column = sheet.question_columns[question.code]
    known: dict[Cell | tuple[str, Cell], Reading] = {None: None, "": None}
    readings: list[Reading] = []
    for index in rows:
        row = sheet.table.rows[index]
        cell = row[column] if column < len(row) else None
        key = ("VRAI/FAUX", cell) if isinstance(cell, bool) else cell  # True == 1 would share a place
        if key not in known:
            known[key] = read_value(question, cell, today=today)
        readings.append(known[key])
    return readings


def _identities(sheet: AnswerSheet, rows: Iterable[int], expected: Mapping[str, str], told: Return) -> dict[int, str]:
    """Row index -> UAI, '' where it was refused (with its issue)."""
    identities: dict[int, str] = {}
    for index in rows:
        row = sheet.table.rows[index]
        text = clean(row[sheet.uai_column]) if sheet.uai_column < len(row) else ""
        uai, problem = read_uai(text)
        if not text:
            issue = _issue(sheet, index, sheet.uai_column, "missing_uai", "", "un UAI", _NO_UAI)
        elif problem or not uai:
            issue = _issue(sheet, index, sheet.uai_column, "invalid_uai", text, "un UAI valide", problem or "")
        elif uai not in expected:
            issue = _issue(
                sheet,
                index,
                sheet.uai_column,
                "uai_not_expected",
                text,
                "un établissement attendu",
                f"{uai} n'est pas attendu dans cette campagne : vérifiez l'UAI, ou ajoutez l'établissement à la "
                "campagne sur la page Administration.",
            )
        else:
            identities[index] = uai
            continue
        identities[index] = ""
        told.issues.append(issue)
    return identities


_NO_UAI = "Cette ligne n'a pas d'UAI : on ne peut pas dire de quel établissement elle parle. Écrivez son UAI."


def _problems(
    sheet: AnswerSheet,
    asked: Sequence[Question],
    readings: Mapping[str, list[Reading]],
    place: int,
    index: int,
) -> list[Issue]:
    return [
        _issue(
            sheet,
            index,
            sheet.question_columns[question.code],
            reading.code,
            "" if question.private else clean(sheet.table.rows[index][sheet.question_columns[question.code]]),
            question.expected,
            f"{question.label} : {reading.message}",
        )
        for question in asked
        if isinstance(reading := readings[question.code][place], Problem)
    ]


def _settle_duplicates(
    sheet: AnswerSheet,
    rows: Sequence[int],
    readings: Mapping[str, list[Reading]],
    uai: str,
    places: Sequence[int],
    told: Return,
) -> int | None:
    """The place to keep. Rows that say the same count once, with a warning; rows that differ are all refused."""
    if len(places) == 1:
        return places[0]
    contents = {tuple(column[place] for column in readings.values()) for place in places}
    lines = ", ".join(str(sheet.table.first_row + rows[place]) for place in places)
    same = len(contents) == 1
    for place in places[1:] if same else places:
        told.issues.append(
            _issue(
                sheet,
                rows[place],
                sheet.uai_column,
                "duplicate_row",
                uai,
                "une ligne par établissement",
                f"{uai} figure plusieurs fois (lignes {lines}) avec "
                + (
                    "les mêmes réponses : une seule est comptée."
                    if same
                    else "des réponses différentes : gardez-en une."
                ),
                severity="warning" if same else "error",
            )
        )
    return places[0] if same else None


def _accept(
    sheet: AnswerSheet,
    asked: Sequence[Question],
    readings: Mapping[str, list[Reading]],
    index: int,
    place: int,
    uai: str,
    fallback: date,
    year: tuple[date, date],
    told: Return,
) -> None:
    day = readings[ANSWER_DAY][place] if ANSWER_DAY in readings else None
    answered_on = date.fromisoformat(day.value) if isinstance(day, Told) and day.value else fallback
    if not year[0] <= answered_on <= year[1]:
        told.issues.append(
            _issue(
                sheet,
                index,
                sheet.question_columns[ANSWER_DAY],
                "outside_school_year",
                f"{answered_on:%d/%m/%Y}",
                f"du {year[0]:%d/%m/%Y} au {year[1]:%d/%m/%Y}",
                "La date de la réponse est hors de l'année scolaire de la campagne : vérifiez l'année.",
                severity="warning",
            )
        )
    told.accepted.append(uai)
    for question in asked:
        reading = readings[question.code][place]
        if isinstance(reading, Told):
            address = sheet.address(index, sheet.question_columns[question.code])
            told.answers.append(
                Answer(uai=uai, question=question.code, value=reading.value, answered_on=answered_on, cell=address)
            )
        else:
            told.blanks.append(Blank(uai=uai, question=question.code))


def _issue(
    sheet: AnswerSheet,
    row: int,
    column: int,
    code: str,
    found: str,
    expected: str,
    message: str,
    *,
    severity: str = "error",
) -> Issue:
    return Issue(
        sheet=sheet.table.sheet,
        cell=sheet.address(row, column),
        code=code,
        severity="warning" if severity == "warning" else "error",
        found=found,
        expected=expected,
        message=message,
    )


def _position(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters

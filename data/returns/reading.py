"""From the tables of a file to answers and issues. Pure: no database, no clock, no file."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.register.uai import read_uai
from data.returns.issues import Issue
from data.returns.questions import WITHDRAW, Question
from data.returns.sheet import AnswerSheet
from data.returns.values import Cell, Problem, Reading, Told, clean, read_value

ANSWER_DAY = "date_reponse"


@dataclass(frozen=True, kw_only=True)
class Column:
    """What accepted rows answer to one question, in step: `places` are indexes into Return.accepted, and a value of
    None withdraws an earlier answer. `letter` is the column's in Excel."""

    question: str
    letter: str
    places: Sequence[int]
    values: list[str | None]


@dataclass(kw_only=True)
class Return:
    """What one file says, column by column: a consolidation has hundreds of thousands of cells.

    rows: number of rows where a question is filled. accepted: UAI of those without an error, sorted; row_numbers and
    days (that they speak of; dated: whether the return gave it) in step with it. columns: sorted by question.
    day_letter: column of the return's date, '' when it is not asked.
    """

    sheet: str
    rows: int = 0
    accepted: list[str] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    day_letter: str = ""
    columns: list[Column] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def answer_count(self) -> int:
        """Number of cells that answer."""
        return sum(len(column.places) for column in self.columns)

    def content_sha256(self) -> str:
        """Over what was understood: the same for a copy renamed, saved again, sorted otherwise or imported another day."""
        digest = hashlib.sha256()
        everybody = "\n".join(self.accepted)
        for column in (column for column in self.columns if column.places):
            whole = len(column.places) == len(self.accepted)
            uais = everybody if whole else "\n".join(self.accepted[place] for place in column.places)
            values = "\n".join(value or WITHDRAW for value in column.values)
            digest.update("\0".join((column.question, uais, values, "")).encode())
        return digest.hexdigest()


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
    asked = sorted((q for q in questions if q.code in sheet.question_columns), key=lambda question: question.code)
    rows = _filled_rows(sheet)
    told = Return(sheet=sheet.table.sheet, rows=len(rows))
    columns = [_asked(sheet, question, rows, today) for question in asked]
    uais = _identities(sheet, rows, expected, told)
    refused = _refuse(sheet, columns, rows, told)
    good: dict[str, list[int]] = defaultdict(list)
    for place, uai in enumerate(uais):
        if uai and place not in refused:
            good[uai].append(place)
    kept = {uai: _settle_duplicates(sheet, rows, columns, uai, places, told) for uai, places in good.items()}
    accepted = sorted((uai, place) for uai, place in kept.items() if place is not None)
    told.accepted = [uai for uai, _ in accepted]
    places = [place for _, place in accepted]
    told.row_numbers = [sheet.table.first_row + rows[place] for place in places]
    _date(sheet, columns, rows, places, today, year, told)
    told.columns = [_told(sheet, column, places) for column in columns]
    told.issues += [_unread(sheet, cell, text) for cell, text in sheet.unknown]
    told.issues.sort(key=lambda issue: _position(issue.cell))
    return told


def _filled_rows(sheet: AnswerSheet) -> list[int]:
    """Rows where somebody filled something: a row that only names its establishment, as sent out, is no return."""
    columns = list(sheet.question_columns.values())
    below = enumerate(sheet.table.rows[sheet.first_row :], sheet.first_row)
    return [index for index, row in below if any(row[column] is not None for column in columns)]


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """One question's column in the file: the cells of the filled rows, and what each distinct content says.

    A column has few distinct contents: each is read once.
    """

    question: Question
    column: int
    cells: list[Cell]
    readings: dict[Cell, Reading]

    def at(self, place: int) -> Reading:
        """What the cell of a row says."""
        return self.readings[self.cells[place]]


def _asked(sheet: AnswerSheet, question: Question, rows: Iterable[int], today: date) -> _Asked:
    column = sheet.question_columns[question.code]
    cells = [sheet.table.rows[index][column] for index in rows]
    if bool in set(map(type, cells)):  # True == 1 would share its reading
        cells = [clean(cell) if isinstance(cell, bool) else cell for cell in cells]
    readings = {cell: read_value(question, cell, today=today) for cell in set(cells)}
    return _Asked(question=question, column=column, cells=cells, readings=readings)


def _identities(sheet: AnswerSheet, rows: Iterable[int], expected: Mapping[str, str], told: Return) -> list[str]:
    """The UAI of each row, '' where it was refused (with its issue)."""
    return [_identity(sheet, index, expected, told) for index in rows]


def _identity(sheet: AnswerSheet, index: int, expected: Mapping[str, str], told: Return) -> str:
    row = sheet.table.rows[index]
    cell = row[sheet.uai_column]
    if isinstance(cell, str) and cell in expected:
        return cell
    text = clean(cell)
    uai, problem = read_uai(text)
    if uai and uai in expected:
        return uai
    if not text:
        code, wanted, message = "missing_uai", "un UAI", _NO_UAI
    elif not _UAI_LIKE.fullmatch(text):
        # A name or an address, typed in the wrong column: it is not repeated.
        code, wanted, message, text = "invalid_uai", "un UAI valide", _NOT_A_UAI, ""
    elif problem or not uai:
        code, wanted, message = "invalid_uai", "un UAI valide", problem or ""
    else:
        code, wanted, message = "uai_not_expected", "un établissement attendu", _NOT_EXPECTED.format(uai=uai)
    told.issues.append(_issue(sheet, index, sheet.uai_column, code, text, wanted, message))
    return ""


_NO_UAI = "Cette ligne n'a pas d'UAI : on ne peut pas dire de quel établissement elle parle. Écrivez son UAI."
_UAI_LIKE = re.compile(r"[0-9 ]{4,12}[A-Za-z]?")
_NOT_A_UAI = (
    "Cette cellule ne contient pas un UAI : écrivez les 7 chiffres et la lettre de l'établissement, comme 0440021J."
)
_NOT_EXPECTED = (
    "{uai} n'est pas attendu dans cette campagne : vérifiez l'UAI, ou mettez à jour la liste attendue de la campagne "
    "sur la page Administration."
)


def _refuse(sheet: AnswerSheet, columns: Sequence[_Asked], rows: Sequence[int], told: Return) -> set[int]:
    """Places of the rows that hold a faulty cell; each such cell is among the issues."""
    refused = set()
    for asked in columns:
        problems = {cell: reading for cell, reading in asked.readings.items() if isinstance(reading, Problem)}
        if not problems:
            continue
        question = asked.question
        for place, cell in enumerate(asked.cells):
            if problem := problems.get(cell):
                refused.add(place)
                quoted = not (question.private or question.unquoted)
                found = clean(cell) if quoted else ""
                said = problem.message if quoted else f"la réponse (non recopiée ici) doit être {question.expected}."
                message = f"{question.label} : {said}"
                told.issues.append(
                    _issue(sheet, rows[place], asked.column, problem.code, found, question.expected, message)
                )
    return refused


def _settle_duplicates(
    sheet: AnswerSheet,
    rows: Sequence[int],
    columns: Sequence[_Asked],
    uai: str,
    places: Sequence[int],
    told: Return,
) -> int | None:
    """The place to keep. Rows that say the same count once, with a warning; rows that differ are all refused."""
    if len(places) == 1:
        return places[0]
    contents = {tuple(asked.at(place) for asked in columns) for place in places}
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


def _date(
    sheet: AnswerSheet,
    columns: Sequence[_Asked],
    rows: Sequence[int],
    places: Sequence[int],
    today: date,
    year: tuple[date, date],
    told: Return,
) -> None:
    """The day each accepted row speaks of; one outside the school year is kept, with a warning."""
    asked = next((asked for asked in columns if asked.question.code == ANSWER_DAY), None)
    told.day_letter = sheet.letter(asked.column) if asked else ""
    readings = [asked.at(place) if asked else None for place in places]
    days = [date.fromisoformat(r.value) if isinstance(r, Told) and r.value else None for r in readings]
    told.dated = [day is not None for day in days]
    told.days = [day or min(max(today, year[0]), year[1]) for day in days]
    told.issues += [
        _outside(sheet, rows[place], day, year)
        for place, day in zip(places, days, strict=True)
        if day and not year[0] <= day <= year[1]
    ]


def _unread(sheet: AnswerSheet, cell: str, text: str) -> Issue:
    return Issue(
        sheet=sheet.table.sheet,
        cell=cell,
        code="unknown_column",
        severity="warning",
        found=text[:60],
        expected="le libellé ou le code d'une question",
        message=f"La colonne « {text[:60]} » ne correspond à aucune question : elle n'a pas été lue. "
        "Si elle en est une, reprenez son libellé exact.",
    )


def _outside(sheet: AnswerSheet, index: int, day: date, year: tuple[date, date]) -> Issue:
    return _issue(
        sheet,
        index,
        sheet.question_columns[ANSWER_DAY],
        "outside_school_year",
        f"{day:%d/%m/%Y}",
        f"du {year[0]:%d/%m/%Y} au {year[1]:%d/%m/%Y}",
        "La date de la réponse est hors de l'année scolaire de la campagne : vérifiez l'année.",
        severity="warning",
    )


def _told(sheet: AnswerSheet, asked: _Asked, places: Sequence[int]) -> Column:
    values = {cell: reading.value for cell, reading in asked.readings.items() if isinstance(reading, Told)}
    cells = [asked.cells[place] for place in places]
    whole = len(values) == len(asked.readings)
    kept = range(len(cells)) if whole else [n for n, cell in enumerate(cells) if cell in values]
    return Column(
        question=asked.question.code,
        letter=sheet.letter(asked.column),
        places=kept,
        values=list(map(values.__getitem__, cells if whole else [cells[n] for n in kept])),
    )


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

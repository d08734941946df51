"""From the answer sheets of one file to answers and issues. Pure: no database, no clock, no file."""

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat

from data.register.uai import read_uai
from data.returns.issues import Issue, Severity
from data.returns.questions import WITHDRAW, Question
from data.returns.sheet import AnswerSheet
from data.returns.values import Cell, Problem, Reading, Told, clean, read_value

ANSWER_DAY = "date_reponse"


@dataclass(frozen=True, kw_only=True)
class Column:
    """What accepted rows answer to one question, in step: `places` are indexes into Return.accepted, and a value of
    None withdraws an earlier answer. `parts` is the first half of each cell's address, one for all when it is a text."""

    question: str
    parts: str | list[str]
    places: Sequence[int]
    values: list[str | None]


@dataclass(kw_only=True)
class Return:
    """What one file says, column by column: a consolidation has hundreds of thousands of cells.

    rows: number of rows where a question is filled. accepted: UAI of those without an error, sorted; sheets,
    row_numbers, row_parts (second half of their cells' addresses), uai_cells, day_cells (of the return's date, '' when
    it is not asked) and days (that they speak of; dated: whether the return gave it) in step with it. columns: sorted by question.
    duplicated: (sheet, row number, UAI) of the rows that say different things of one establishment; left_out: of those
    that a person chose not to take. warned: (UAI, question, remark) of accepted answers to be verified.
    """

    rows: int = 0
    accepted: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    row_parts: list[str] = field(default_factory=list)
    uai_cells: list[str] = field(default_factory=list)
    day_cells: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    duplicated: list[tuple[str, int, str]] = field(default_factory=list)
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    warned: list[tuple[str, str, Issue]] = field(default_factory=list)

    @property
    def answer_count(self) -> int:
        """Number of cells that answer."""
        return sum(len(column.places) for column in self.columns)

    def place_of(self, uai: str) -> int:
        """Index of an accepted establishment."""
        return bisect_left(self.accepted, uai)

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
    sheets: Sequence[AnswerSheet],
    questions: Sequence[Question],
    *,
    expected: Mapping[str, str],
    today: date,
    year: tuple[date, date],
    left_out: frozenset[tuple[str, int]] = frozenset(),
) -> Return:
    """All answers and all issues of the sheets of one file, read as one table.

    expected: UAI -> name of the establishments the campaign expects. today: no date may be after it.
    year: first and last day of the campaign's school year; a return without a date counts today, kept within it.
    left_out: (sheet, row number) of the rows that a person chose not to take.
    """
    lines = _join(sheets)
    told = Return(rows=len(lines.uais))
    taken = _taken(lines, left_out, told)
    asked = sorted((q for q in questions if q.code in lines.columns), key=lambda question: question.code)
    columns = [_asked(lines, question, today) for question in asked]
    uais = [_identity(lines, line, expected, told) if line in taken else "" for line in range(told.rows)]
    refused = _refuse(lines, columns, taken, told)
    good: dict[str, list[int]] = defaultdict(list)
    for line, uai in enumerate(uais):
        if uai and line not in refused:
            good[uai].append(line)
    kept = {uai: _settle_duplicates(lines, columns, uai, found, told) for uai, found in good.items()}
    accepted = sorted((uai, line) for uai, line in kept.items() if line is not None)
    _place(lines, accepted, told)
    _date(lines, columns, [line for _, line in accepted], today, year, told)
    told.columns = [_told(lines, column, [line for _, line in accepted]) for column in columns]
    told.issues.sort(key=lambda issue: (lines.rank.get(issue.sheet, 0), *_position(issue.cell)))
    return told


# --- the rows of all sheets, one after the other


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """The rows of all the sheets as one table; `of` is the sheet of each, `rank` the order of the sheets' names."""

    of: list[AnswerSheet]
    uais: list[Cell]
    row_numbers: list[int]
    row_parts: list[str]
    columns: dict[str, list[Cell]]
    rank: dict[str, int]

    def uai_cell(self, line: int) -> str:
        return self.of[line].uai_part + self.row_parts[line]

    def cell(self, line: int, question: str) -> str:
        part = self.of[line].column_parts.get(question)
        return part + self.row_parts[line] if part else self.uai_cell(line)


def _join(sheets: Sequence[AnswerSheet]) -> _Lines:
    codes = {code: None for sheet in sheets for code in sheet.columns}
    return _Lines(
        of=list(chain.from_iterable(repeat(sheet, len(sheet.uais)) for sheet in sheets)),
        uais=list(chain.from_iterable(sheet.uais for sheet in sheets)),
        row_numbers=list(chain.from_iterable(sheet.row_numbers for sheet in sheets)),
        row_parts=list(chain.from_iterable(sheet.row_parts for sheet in sheets)),
        columns={code: _column(sheets, code) for code in codes},
        rank={sheet.sheet: place for place, sheet in enumerate(sheets)},
    )


def _column(sheets: Sequence[AnswerSheet], code: str) -> list[Cell]:
    if len(sheets) == 1:
        return sheets[0].columns[code]
    return list(chain.from_iterable(sheet.columns.get(code) or [None] * len(sheet.uais) for sheet in sheets))


def _taken(lines: _Lines, left_out: frozenset[tuple[str, int]], told: Return) -> range | set[int]:
    """The lines to read: all but those that somebody left out, each of which is said."""
    if not left_out:
        return range(told.rows)
    out = {line for line in range(told.rows) if (lines.of[line].sheet, lines.row_numbers[line]) in left_out}
    told.issues += [
        _issue(
            lines,
            line,
            None,
            "left_out",
            "",
            "",
            "Cette ligne a été écartée à la demande de la personne qui importe.",
            "warning",
        )
        for line in sorted(out)
    ]
    told.left_out = [(lines.of[line].sheet, lines.row_numbers[line], clean(lines.uais[line])) for line in sorted(out)]
    return set(range(told.rows)) - out


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """One question's column: the cells of the rows, and what each distinct content says.

    A column has few distinct contents: each is read once.
    """

    question: Question
    cells: list[Cell]
    readings: dict[Cell, Reading]

    def at(self, line: int) -> Reading:
        """What the cell of a row says."""
        return self.readings[self.cells[line]]


def _asked(lines: _Lines, question: Question, today: date) -> _Asked:
    cells = lines.columns[question.code]
    if bool in set(map(type, cells)):  # True == 1 would share its reading
        cells = [clean(cell) if isinstance(cell, bool) else cell for cell in cells]
    readings = {cell: read_value(question, cell, today=today) for cell in set(cells)}
    return _Asked(question=question, cells=cells, readings=readings)


# --- whom a row is about


def _identity(lines: _Lines, line: int, expected: Mapping[str, str], told: Return) -> str:
    """The UAI of a row, '' when it is refused (with its issue)."""
    cell = lines.uais[line]
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
    told.issues.append(_issue(lines, line, None, code, text, wanted, message))
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


# --- which rows stay


def _refuse(lines: _Lines, columns: Sequence[_Asked], taken: range | set[int], told: Return) -> set[int]:
    """The rows that hold a faulty cell; each such cell is among the issues."""
    refused = set()
    for asked in columns:
        problems = {cell: reading for cell, reading in asked.readings.items() if isinstance(reading, Problem)}
        if not problems:
            continue
        question = asked.question
        for line, cell in enumerate(asked.cells):
            if (problem := problems.get(cell)) and line in taken:
                refused.add(line)
                quoted = not (question.private or question.unquoted)
                found = clean(cell) if quoted else ""
                said = problem.message if quoted else f"la réponse (non recopiée ici) doit être {question.expected}."
                message = f"{question.label} : {said}"
                told.issues.append(_issue(lines, line, question.code, problem.code, found, question.expected, message))
    return refused


def _settle_duplicates(
    lines: _Lines, columns: Sequence[_Asked], uai: str, found: Sequence[int], told: Return
) -> int | None:
    """The row to keep. Rows that say the same count once, with a warning; rows that differ are all refused."""
    if len(found) == 1:
        return found[0]
    same = len({tuple(asked.at(line) for asked in columns) for line in found}) == 1
    where = _where(lines, found)
    ends = (
        "les mêmes réponses : une seule est comptée."
        if same
        else "des réponses différentes : gardez-en une, ou écartez les autres ici même."
    )
    message = f"{uai} figure plusieurs fois ({where}) avec {ends}"
    severity: Severity = "warning" if same else "error"
    told.issues += [
        _issue(lines, line, None, "duplicate_row", uai, "une ligne par établissement", message, severity)
        for line in (found[1:] if same else found)
    ]
    if not same:
        told.duplicated += [(lines.of[line].sheet, lines.row_numbers[line], uai) for line in found]
    return found[0] if same else None


def _where(lines: _Lines, found: Sequence[int]) -> str:
    numbers = [lines.row_numbers[line] for line in found]
    if len({lines.of[line].sheet for line in found}) == 1:
        return f"lignes {', '.join(map(str, numbers))}"
    return ", ".join(f"« {lines.of[line].sheet} » ligne {number}" for line, number in zip(found, numbers, strict=True))


# --- what the accepted rows say


def _place(lines: _Lines, accepted: Sequence[tuple[str, int]], told: Return) -> None:
    told.accepted = [uai for uai, _ in accepted]
    told.sheets = [lines.of[line].sheet for _, line in accepted]
    told.row_numbers = [lines.row_numbers[line] for _, line in accepted]
    told.row_parts = [lines.row_parts[line] for _, line in accepted]
    told.uai_cells = [lines.uai_cell(line) for _, line in accepted]
    told.day_cells = [lines.cell(line, ANSWER_DAY) for _, line in accepted]


def _date(
    lines: _Lines,
    columns: Sequence[_Asked],
    kept: Sequence[int],
    today: date,
    year: tuple[date, date],
    told: Return,
) -> None:
    """The day each accepted row speaks of; one outside the school year is kept, with a warning."""
    asked = next((asked for asked in columns if asked.question.code == ANSWER_DAY), None)
    readings = [asked.at(line) if asked else None for line in kept]
    days = [date.fromisoformat(r.value) if isinstance(r, Told) and r.value else None for r in readings]
    told.dated = [day is not None for day in days]
    told.days = [day or min(max(today, year[0]), year[1]) for day in days]
    expected = f"du {year[0]:%d/%m/%Y} au {year[1]:%d/%m/%Y}"
    message = "La date de la réponse est hors de l'année scolaire de la campagne : vérifiez l'année."
    for place, (line, day) in enumerate(zip(kept, days, strict=True)):
        if day and not year[0] <= day <= year[1]:
            found = f"{day:%d/%m/%Y}"
            issue = _issue(lines, line, ANSWER_DAY, "outside_school_year", found, expected, message, "warning")
            told.issues.append(issue)
            told.warned.append((told.accepted[place], ANSWER_DAY, issue))


def _told(lines: _Lines, asked: _Asked, kept: Sequence[int]) -> Column:
    values = {cell: reading.value for cell, reading in asked.readings.items() if isinstance(reading, Told)}
    cells = [asked.cells[line] for line in kept]
    whole = len(values) == len(asked.readings)
    places = range(len(cells)) if whole else [n for n, cell in enumerate(cells) if cell in values]
    return Column(
        question=asked.question.code,
        parts=_parts(lines, asked.question.code, [kept[place] for place in places]),
        places=places,
        values=list(map(values.__getitem__, cells if whole else [cells[n] for n in places])),
    )


def _parts(lines: _Lines, question: str, kept: Sequence[int]) -> str | list[str]:
    every = {
        sheet.column_parts[question] for sheet in {id(s): s for s in lines.of}.values() if question in sheet.columns
    }
    if len(every) == 1:
        return every.pop()
    return [lines.of[line].column_parts[question] for line in kept]


def _issue(
    lines: _Lines,
    line: int,
    question: str | None,
    code: str,
    found: str,
    expected: str,
    message: str,
    severity: Severity = "error",
) -> Issue:
    return Issue(
        sheet=lines.of[line].sheet,
        cell=lines.cell(line, question) if question else lines.uai_cell(line),
        code=code,
        severity=severity,
        found=found,
        expected=expected,
        message=message,
    )


def _position(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters

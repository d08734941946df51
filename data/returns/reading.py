"""From the answer sheets of one file to answers and issues. Pure: no database, no clock, no file."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat

from data.register.uai import read_uai
from data.returns.issues import Issue, Severity
from data.returns.matching.doubts import identity_doubts
from data.returns.questions import WITHDRAW, Question
from data.returns.sheet import AnswerSheet
from data.returns.values import Cell, Problem, Reading, Told, clean, read_value

ANSWER_DAY = "date_reponse"
_QUOTED = 60  # characters of a refused cell that a remark repeats


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

    @property
    def establishments(self) -> int:
        """Number of establishments of the accepted rows: several rows of a file may complete each other."""
        return len(set(self.accepted))

    def places_of(self, uai: str) -> range:
        """Indexes of the rows of an accepted establishment."""
        return range(bisect_left(self.accepted, uai), bisect_right(self.accepted, uai))

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
    accepted = sorted((uai, line) for uai, found in kept.items() for line in found)
    told.accepted, rows = [uai for uai, _ in accepted], [line for _, line in accepted]
    together = {line: found for found in kept.values() if len(found) > 1 for line in found}
    _place(lines, rows, told)
    _date(lines, columns, rows, together, today, year, told)
    told.columns = [_told(lines, column, rows, together) for column in columns]
    _doubt(lines, sheets, expected, rows, told)
    told.issues.sort(key=lambda issue: (lines.rank.get(issue.sheet, 0), *_position(issue.cell)))
    return told


# --- the rows of all sheets, one after the other


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """The rows of all the sheets as one table; `of` is the sheet of each, `rank` the order of the sheets' names."""

    sheets: Sequence[AnswerSheet]
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
        sheets=sheets,
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
    typed = {line: clean(lines.uais[line]) for line in sorted(out)}
    told.left_out = [
        (lines.of[line].sheet, lines.row_numbers[line], text if _looks_like_uai(text) else "")
        for line, text in typed.items()
    ]
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
    elif not _looks_like_uai(text):
        # A name, an address or a telephone number, typed in the wrong column: it is not repeated.
        code, wanted, message, text = "invalid_uai", "un UAI valide", _NOT_A_UAI, ""
    elif problem or not uai:
        code, wanted, message = "invalid_uai", "un UAI valide", problem or ""
    else:
        code, wanted, message = "uai_not_expected", "un établissement attendu", _NOT_EXPECTED.format(uai=uai)
    told.issues.append(_issue(lines, line, None, code, text, wanted, message))
    return ""


_NO_UAI = "Cette ligne n'a pas d'UAI : on ne peut pas dire de quel établissement elle parle. Écrivez son UAI."
_UAI_LIKE = re.compile(r"[0-9]{4,7}[A-Za-z]?")


def _looks_like_uai(text: str) -> bool:
    return bool(_UAI_LIKE.fullmatch(text.replace(" ", "")))


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
                found = clean(cell)[:_QUOTED] if quoted else ""
                said = problem.message if quoted else f"la réponse (non recopiée ici) doit être {question.expected}."
                message = f"{question.label} : {said}"
                told.issues.append(_issue(lines, line, question.code, problem.code, found, question.expected, message))
    return refused


def _settle_duplicates(lines: _Lines, columns: Sequence[_Asked], uai: str, found: list[int], told: Return) -> list[int]:
    """The rows to keep. Rows that contradict each other are all refused; that say the same, one counts; that complete
    each other (one sheet a theme, for instance) are taken together. Each case is said."""
    if len(found) == 1:
        return found
    said = [tuple(asked.at(line) for asked in columns) for line in found]
    if any(len(set(readings) - {None}) > 1 for readings in zip(*said, strict=True)):
        told.duplicated += [(lines.of[line].sheet, lines.row_numbers[line], uai) for line in found]
        kept, severity = [], _CONTRADICT[0]
        remarked, ends = found, _CONTRADICT[1]
    elif len(set(said)) == 1:
        kept, severity = found[:1], _SAME[0]
        remarked, ends = found[1:], _SAME[1]
    else:
        kept, severity = found, _COMPLETE[0]
        remarked, ends = found[1:], _COMPLETE[1]
    message = f"{uai} figure plusieurs fois ({_where(lines, found)}) avec {ends}"
    told.issues += [
        _issue(lines, line, None, "duplicate_row", uai, "une ligne par établissement", message, severity)
        for line in remarked
    ]
    return kept


_CONTRADICT: tuple[Severity, str] = (
    "error",
    "des réponses différentes : gardez-en une, ou écartez les autres ici même.",
)
_SAME: tuple[Severity, str] = ("warning", "les mêmes réponses : une seule est comptée.")
_COMPLETE: tuple[Severity, str] = ("warning", "des réponses qui se complètent : elles sont prises ensemble.")


def _where(lines: _Lines, found: Sequence[int]) -> str:
    numbers = [lines.row_numbers[line] for line in found]
    if len({lines.of[line].sheet for line in found}) == 1:
        return f"lignes {', '.join(map(str, numbers))}"
    return ", ".join(f"« {lines.of[line].sheet} » ligne {number}" for line, number in zip(found, numbers, strict=True))


# --- what the accepted rows say


def _place(lines: _Lines, rows: Sequence[int], told: Return) -> None:
    told.sheets = [lines.of[line].sheet for line in rows]
    told.row_numbers = [lines.row_numbers[line] for line in rows]
    told.row_parts = [lines.row_parts[line] for line in rows]
    told.uai_cells = [lines.uai_cell(line) for line in rows]
    told.day_cells = [lines.cell(line, ANSWER_DAY) for line in rows]


def _date(
    lines: _Lines,
    columns: Sequence[_Asked],
    kept: Sequence[int],
    together: Mapping[int, Sequence[int]],
    today: date,
    year: tuple[date, date],
    told: Return,
) -> None:
    """The day each accepted row speaks of; one outside the school year is kept, with a warning."""
    asked = next((asked for asked in columns if asked.question.code == ANSWER_DAY), None)
    readings = [_first(asked, together.get(line, (line,))) if asked else None for line in kept]
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


def _doubt(
    lines: _Lines, sheets: Sequence[AnswerSheet], expected: Mapping[str, str], rows: Sequence[int], told: Return
) -> None:
    """A remark on each accepted row whose UAI and name (or the fiche it came on) disagree."""
    doubts: dict[int, str] = {}
    start = 0
    for sheet in sheets:
        doubts |= {start + line: why for line, why in identity_doubts(sheet, expected)}
        start += len(sheet.uais)
    for place, line in enumerate(rows):
        if why := doubts.get(line):
            uai = told.accepted[place]
            issue = _issue(lines, line, None, "identity_doubt", uai, "l'UAI de l'établissement nommé", why, "warning")
            told.issues.append(issue)
            asked = next((column.question for column in told.columns if place in column.places), "")
            told.warned.append((uai, asked, issue))


def _first(asked: _Asked, found: Sequence[int]) -> Reading:
    """What the first of some rows that says anything says."""
    return next((reading for line in found if (reading := asked.at(line)) is not None), None)


def _told(lines: _Lines, asked: _Asked, kept: Sequence[int], together: Mapping[int, Sequence[int]]) -> Column:
    values = {cell: reading.value for cell, reading in asked.readings.items() if isinstance(reading, Told)}
    cells = [asked.cells[line] for line in kept]
    whole = len(values) == len(asked.readings) and not together
    places = range(len(cells)) if whole else [n for n, cell in enumerate(cells) if cell in values]
    if together:
        places = [n for n in places if not _is_repeated(asked, kept[n], together.get(kept[n], ()))]
    return Column(
        question=asked.question.code,
        parts=_parts(lines, asked.question.code, [kept[place] for place in places]),
        places=places,
        values=list(map(values.__getitem__, cells if whole else [cells[n] for n in places])),
    )


def _is_repeated(asked: _Asked, line: int, found: Sequence[int]) -> bool:
    """Whether an earlier row of the same establishment answers the question already."""
    return any(asked.at(other) is not None for other in found if other < line)


def _parts(lines: _Lines, question: str, kept: Sequence[int]) -> str | list[str]:
    every = {sheet.column_parts[question] for sheet in lines.sheets if question in sheet.columns}
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

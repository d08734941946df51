"""From the answer sheets of one file to answers and issues. Pure: no database, no clock, no file."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.register.uai import looks_like_uai, read_uai
from data.returns.issues import Severity
from data.returns.lines import Lines, join, position, remark
from data.returns.matching.doubts import identity_doubts
from data.returns.questions import Question
from data.returns.sheet import AnswerSheet
from data.returns.telling import Column, Return
from data.returns.values import Cell, Problem, Reading, Told, clean, read_value

ANSWER_DAY = "date_reponse"
_QUOTED = 60  # characters of a refused cell that a remark repeats


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
    lines = join(sheets)
    told = Return(rows=len(lines.uais))
    taken = _taken(lines, left_out, told)
    asked = sorted((q for q in questions if q.code in lines.columns), key=lambda question: question.code)
    columns = [_asked(lines, question, today) for question in asked]
    # Nearly every cell is the UAI of an expected establishment, to the letter: said in line.
    uais = [
        (cell if isinstance(cell, str) and cell in expected else _identity(lines, line, expected, told))
        if line in taken
        else ""
        for line, cell in enumerate(lines.uais)
    ]
    refused = _refuse(lines, columns, taken, told)
    good: dict[str, list[int]] = defaultdict(list)
    for line, uai in enumerate(uais):
        if uai and line not in refused:
            good[uai].append(line)
    kept = {
        uai: found if len(found) == 1 else _settle_duplicates(lines, columns, uai, found, told)
        for uai, found in good.items()
    }
    accepted = sorted((uai, line) for uai, found in kept.items() for line in found)
    told.accepted, rows = [uai for uai, _ in accepted], [line for _, line in accepted]
    together = {line: found for found in kept.values() if len(found) > 1 for line in found}
    _place(lines, rows, told)
    _date(lines, columns, rows, together, today, year, told)
    told.columns = [_told(lines, column, rows, together) for column in columns]
    _doubt(lines, sheets, expected, rows, told)
    told.issues.sort(key=lambda issue: (lines.rank.get(issue.sheet, 0), *position(issue.cell)))
    return told


def _taken(lines: Lines, left_out: frozenset[tuple[str, int]], told: Return) -> range | set[int]:
    """The lines to read: all but those that somebody left out, each of which is said."""
    if not left_out:
        return range(told.rows)
    out = {line for line in range(told.rows) if (lines.of[line].sheet, lines.row_numbers[line]) in left_out}
    told.issues += [
        remark(
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
        (lines.of[line].sheet, lines.row_numbers[line], text if looks_like_uai(text) else "")
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


def _asked(lines: Lines, question: Question, today: date) -> _Asked:
    cells = lines.columns[question.code]
    if bool in set(map(type, cells)):  # True == 1 would share its reading
        cells = [clean(cell) if isinstance(cell, bool) else cell for cell in cells]
    readings = {cell: read_value(question, cell, today=today) for cell in set(cells)}
    return _Asked(question=question, cells=cells, readings=readings)


# --- whom a row is about


def _identity(lines: Lines, line: int, expected: Mapping[str, str], told: Return) -> str:
    """The UAI of a row, '' when it is refused (with its issue)."""
    text = clean(lines.uais[line])
    uai, problem = read_uai(text)
    if uai and uai in expected:
        return uai
    if not text:
        code, wanted, message = "missing_uai", "un UAI", _NO_UAI
    elif not looks_like_uai(text):
        # A name, an address or a telephone number, typed in the wrong column: it is not repeated.
        code, wanted, message, text = "invalid_uai", "un UAI valide", _NOT_A_UAI, ""
    elif problem or not uai:
        code, wanted, message = "invalid_uai", "un UAI valide", problem or ""
    else:
        code, wanted, message = "uai_not_expected", "un établissement attendu", _NOT_EXPECTED.format(uai=uai)
    told.issues.append(remark(lines, line, None, code, text, wanted, message))
    return ""


_NO_UAI = "Cette ligne n'a pas d'UAI : on ne peut pas dire de quel établissement elle parle. Écrivez son UAI."
_NOT_A_UAI = (
    "Cette cellule ne contient pas un UAI : écrivez les 7 chiffres et la lettre de l'établissement, comme 0440021J."
)
_NOT_EXPECTED = (
    "{uai} n'est pas attendu dans cette campagne : vérifiez l'UAI, ou mettez à jour la liste attendue de la campagne "
    "sur la page Administration."
)


# --- which rows stay


def _refuse(lines: Lines, columns: Sequence[_Asked], taken: range | set[int], told: Return) -> set[int]:
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
                told.issues.append(remark(lines, line, question.code, problem.code, found, question.expected, message))
    return refused


def _settle_duplicates(lines: Lines, columns: Sequence[_Asked], uai: str, found: list[int], told: Return) -> list[int]:
    """The rows to keep. Rows that contradict each other are all refused; that say the same, one counts; that complete
    each other (one sheet a theme, for instance) are taken together. Each case is said."""
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
        remark(lines, line, None, "duplicate_row", uai, "une ligne par établissement", message, severity)
        for line in remarked
    ]
    return kept


_CONTRADICT: tuple[Severity, str] = (
    "error",
    "des réponses différentes : gardez-en une, ou écartez les autres ici même.",
)
_SAME: tuple[Severity, str] = ("warning", "les mêmes réponses : une seule est comptée.")
_COMPLETE: tuple[Severity, str] = ("warning", "des réponses qui se complètent : elles sont prises ensemble.")


def _where(lines: Lines, found: Sequence[int]) -> str:
    numbers = [lines.row_numbers[line] for line in found]
    if len({lines.of[line].sheet for line in found}) == 1:
        return f"lignes {', '.join(map(str, numbers))}"
    return ", ".join(f"« {lines.of[line].sheet} » ligne {number}" for line, number in zip(found, numbers, strict=True))


# --- what the accepted rows say


def _place(lines: Lines, rows: Sequence[int], told: Return) -> None:
    told.sheets = [lines.of[line].sheet for line in rows]
    told.row_numbers = [lines.row_numbers[line] for line in rows]
    told.row_parts = [lines.row_parts[line] for line in rows]
    told.uai_cells = lines.cells(rows)
    told.day_cells = lines.cells(rows, ANSWER_DAY)


def _date(
    lines: Lines,
    columns: Sequence[_Asked],
    kept: Sequence[int],
    together: Mapping[int, Sequence[int]],
    today: date,
    year: tuple[date, date],
    told: Return,
) -> None:
    """The day each accepted row speaks of; one outside the school year is kept, with a warning."""
    asked = next((asked for asked in columns if asked.question.code == ANSWER_DAY), None)
    days = _days_told(asked, kept, together) if asked else [None] * len(kept)
    told.dated = [day is not None for day in days]
    told.days = [day or min(max(today, year[0]), year[1]) for day in days]
    expected = f"du {year[0]:%d/%m/%Y} au {year[1]:%d/%m/%Y}"
    message = "La date de la réponse est hors de l'année scolaire de la campagne : vérifiez l'année."
    outside = {day for day in set(days) if day and not year[0] <= day <= year[1]}
    for place, (line, day) in enumerate(zip(kept, days, strict=True) if outside else ()):
        if day and day in outside:
            found = f"{day:%d/%m/%Y}"
            issue = remark(lines, line, ANSWER_DAY, "outside_school_year", found, expected, message, "warning")
            told.issues.append(issue)
            told.warned.append((told.accepted[place], ANSWER_DAY, issue))


def _days_told(asked: _Asked, kept: Sequence[int], together: Mapping[int, Sequence[int]]) -> list[date | None]:
    """The day that each accepted row gives: of rows taken together, the first one that any gives."""
    cells = [asked.cells[line] for line in kept]
    if together:
        first = {line: _first_that_tells(asked, found) for line, found in together.items()}
        cells = [asked.cells[first.get(line, line)] for line in kept]
    read = asked.readings.items()
    days = {cell: date.fromisoformat(r.value) if isinstance(r, Told) and r.value else None for cell, r in read}
    return list(map(days.__getitem__, cells))


def _doubt(
    lines: Lines, sheets: Sequence[AnswerSheet], expected: Mapping[str, str], rows: Sequence[int], told: Return
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
            issue = remark(lines, line, None, "identity_doubt", uai, "l'UAI de l'établissement nommé", why, "warning")
            told.issues.append(issue)
            asked = next((column.question for column in told.columns if place in column.places), "")
            told.warned.append((uai, asked, issue))


def _first_that_tells(asked: _Asked, found: Sequence[int]) -> int:
    """The first of some rows that says anything, the first of all when none does."""
    return next((line for line in found if asked.at(line) is not None), found[0])


def _told(lines: Lines, asked: _Asked, kept: Sequence[int], together: Mapping[int, Sequence[int]]) -> Column:
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


def _parts(lines: Lines, question: str, kept: Sequence[int]) -> str | list[str]:
    every = {sheet.column_parts[question] for sheet in lines.sheets if question in sheet.columns}
    if len(every) == 1:
        return every.pop()
    return [lines.of[line].column_parts[question] for line in kept]

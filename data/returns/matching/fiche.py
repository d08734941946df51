"""A fiche: one establishment, one question a line. Its structure is found on the sheet itself.

So it is read too when somebody deleted the hidden column of codes, moved it, or copied several fiches on one sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.returns.issues import Issue
from data.returns.matching.blanks import first_filled, is_blank, is_identity, is_uai_cell
from data.returns.matching.found import AnswerSheet
from data.returns.matching.remarks import unknown_line
from data.returns.matching.wording import Wording
from data.returns.values import clean, fold

DEPTH = 1_000
_ANSWER = frozenset({"votre reponse", "vos reponses", "reponse", "reponses"})


@dataclass(frozen=True, kw_only=True)
class _Fiche:
    """Lines of one fiche, as indexes into the table's rows. asked: question code -> line. uai: its line, -1 for none."""

    first: int
    last: int
    uai: int
    asked: dict[str, int]


def read_fiches(table: Table, wording: Wording) -> tuple[list[AnswerSheet], list[Issue]]:
    """The fiches of a sheet, none when it is not one: no column of questions, or nothing that says whose they are.

    Raises Refusal for a question on two lines of one fiche.
    """
    rows = table.rows
    labels = _label_columns(rows[:DEPTH], wording)
    if not labels:
        return [], []
    answer = _answer_column(rows[:DEPTH], labels)
    starts = [index for index, row in enumerate(rows) if any(map(is_uai_cell, row[:answer]))]
    headed = any(clean(cell) and fold(clean(cell)) in _ANSWER for row in rows for cell in row[answer : answer + 1])
    if answer >= len(rows[0]) or not (starts or headed):
        return [], []
    fiches = [_fiche(rows, first, last, starts, labels, answer, wording) for first, last in _spans(starts, len(rows))]
    fiches = [fiche for fiche in fiches if fiche.asked]
    sheets = [_answers(table, fiche, answer, labels) for fiche in fiches]
    return sheets, [issue for fiche in fiches for issue in _unknown(table, fiche, answer, labels)]


def _label_columns(rows: Sequence[Sequence[Cell]], wording: Wording) -> list[int]:
    """Columns that list questions: a code or a label a line, of at least two questions. The best, and its equals."""
    width = len(rows[0]) if rows else 0
    asked: list[set[str]] = [set() for _ in range(width)]
    for row in rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (code := wording.code_of(cell)):
                asked[column].add(code)
    most = max(map(len, asked), default=0)
    return [column for column, codes in enumerate(asked) if len(codes) > 1 and len(codes) * 2 > most]


def _answer_column(rows: Sequence[Sequence[Cell]], labels: Sequence[int]) -> int:
    headed = (
        column
        for row in rows
        for column, cell in enumerate(row)
        if column > labels[-1] and isinstance(cell, str) and fold(clean(cell)) in _ANSWER
    )
    return next(headed, labels[-1] + 1)


def _spans(starts: Sequence[int], height: int) -> list[tuple[int, int]]:
    """First and last line of each fiche of a sheet: each begins with its UAI line, the first with the sheet."""
    firsts = [0, *starts[1:]]
    return [(first, following - 1) for first, following in zip(firsts, [*firsts[1:], height], strict=True)]


def _fiche(
    rows: Sequence[Sequence[Cell]],
    first: int,
    last: int,
    starts: Sequence[int],
    labels: Sequence[int],
    answer: int,
    wording: Wording,
) -> _Fiche:
    asked: dict[str, int] = {}
    for line in range(first, last + 1):
        code = _code(rows[line], labels, wording)
        if not code:
            continue
        before = asked.get(code)
        # A section may bear the name of a question: of two such lines, the one with an answer counts.
        if before is None or is_blank(rows[before][answer]):
            asked[code] = line
        elif not is_blank(rows[line][answer]):
            label = clean(rows[line][labels[-1]])
            raise Refusal(
                f"La question « {label} » est sur deux lignes de la fiche : gardez-en une, "
                "puis déposez le fichier à nouveau."
            )
    return _Fiche(first=first, last=last, uai=next((s for s in starts if first <= s <= last), -1), asked=asked)


def _code(row: Sequence[Cell], labels: Sequence[int], wording: Wording) -> str:
    cells = (row[column] for column in labels)
    return next((code for cell in cells if isinstance(cell, str) and (code := wording.code_of(cell))), "")


def _answers(table: Table, fiche: _Fiche, answer: int, labels: Sequence[int]) -> AnswerSheet:
    """One return, or none when no question is filled."""
    cells = {code: table.rows[line][answer] for code, line in fiche.asked.items()}
    filled = not all(map(is_blank, cells.values()))
    line = fiche.uai if fiche.uai >= 0 else min(fiche.asked.values())
    column = _uai_column(table.rows[line], answer) if fiche.uai >= 0 else labels[0]
    return AnswerSheet(
        sheet=table.sheet,
        layout="fiche",
        uais=[table.rows[line][column] if fiche.uai >= 0 else None] if filled else [],
        columns={code: [cell] if filled else [] for code, cell in cells.items()},
        row_numbers=[table.first_row + line] if filled else [],
        uai_part=table.address(line, column),
        column_parts={code: table.address(line, answer) for code, line in fiche.asked.items()},
        row_parts=[""] if filled else [],
    )


def _uai_column(row: Sequence[Cell], answer: int) -> int:
    """Where the UAI stands: in the column of answers, or else in the first filled cell right of its label."""
    label = max(column for column, cell in enumerate(row[:answer]) if is_uai_cell(cell))
    right = (column for column in range(label + 1, len(row)) if not is_blank(row[column]))
    return answer if not is_blank(row[answer]) else next(right, answer)


def _unknown(table: Table, fiche: _Fiche, answer: int, labels: Sequence[int]) -> list[Issue]:
    """Lines among the questions, with something in the column of answers, that ask nothing we know."""
    known = set(fiche.asked.values())
    lines = (line for line in range(min(known), fiche.last + 1) if line not in known and line != fiche.uai)
    return [
        unknown_line(table.sheet, table.address(line, answer), text)
        for line in lines
        if not is_blank(table.rows[line][answer])
        and (text := first_filled(table.rows[line][: labels[-1] + 1]))
        and not is_identity(text)
        and fold(clean(table.rows[line][answer])) not in _ANSWER
    ]

"""A fiche: one establishment, one question a line. Its structure is found on the sheet itself.

So it is read too when somebody deleted the hidden column of codes, moved it, or copied several fiches on one sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import Refusal
from data.files.tables import Cell, Table, column_letter
from data.returns.issues import Issue
from data.returns.matching.blanks import first_filled, is_blank, is_identity, is_name, is_uai_cell
from data.returns.matching.fiche_columns import (
    answer_column,
    columns_with_uai,
    filled_on,
    helping_columns,
    is_answer_header,
    question_of,
    uai_column,
)
from data.returns.matching.found import AnswerSheet
from data.returns.matching.remarks import column_without_uai, unknown_line
from data.returns.matching.wording import Wording
from data.returns.values import clean

DEPTH = 1_000


@dataclass(frozen=True, kw_only=True)
class _Fiche:
    """Lines of one fiche, as indexes into the table's rows. asked: question code -> line. uai: its line, -1 for none.

    answers: its columns of answers, the first one and those with a UAI of their own. unread: others that are filled.
    """

    first: int
    last: int
    uai: int
    asked: dict[str, int]
    answers: list[int]
    unread: list[int]


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Columns of a sheet of fiches: those of the questions, the first one of answers, those that only help to answer."""

    labels: list[int]
    answer: int
    helping: frozenset[int]


def read_fiches(table: Table, wording: Wording) -> tuple[list[AnswerSheet], list[Issue]]:
    """The fiches of a sheet, none when it is not one: no column of questions, or nothing that says whose they are.

    Raises Refusal for a question on two lines of one fiche.
    """
    rows = table.rows
    labels = _label_columns(rows[:DEPTH], wording)
    if not labels:
        return [], []
    answer = answer_column(rows[:DEPTH], labels)
    starts = [index for index, row in enumerate(rows) if any(map(is_uai_cell, row[:answer]))]
    headed = any(is_answer_header(cell) for row in rows for cell in row[answer : answer + 1])
    if answer >= len(rows[0]) or not (starts or headed):
        return [], []
    helping = helping_columns(rows[:DEPTH], labels, wording)
    columns = _Columns(labels=labels, answer=answer, helping=helping)
    fiches = [_fiche(rows, span, columns, wording) for span in _spans(starts, len(rows))]
    fiches = [fiche for fiche in fiches if fiche.asked]
    sheets = [_answers(table, fiche, column, labels) for fiche in fiches for column in fiche.answers]
    return sheets, [issue for fiche in fiches for issue in _remarks(table, fiche, labels)]


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


def _spans(starts: Sequence[int], height: int) -> list[tuple[int, int, int]]:
    """First, last and UAI line (-1 for none) of each fiche: each begins with its UAI line, the first with the sheet."""
    firsts = [0, *starts[1:]]
    lasts = [following - 1 for following in firsts[1:]] + [height - 1]
    return list(zip(firsts, lasts, starts or [-1], strict=True))


def _fiche(rows: Sequence[Sequence[Cell]], span: tuple[int, int, int], columns: _Columns, wording: Wording) -> _Fiche:
    first, last, uai = span
    labels, answer, helping = columns.labels, columns.answer, columns.helping
    more = columns_with_uai(rows[uai], answer, helping) if uai >= 0 else []
    asked = _asked(rows, range(first, last + 1), labels, [answer, *more], wording)
    more = [column for column in more if filled_on(rows, asked.values(), column)]
    others = set(range(labels[-1] + 1, len(rows[0]))) - {answer, *more} - helping
    if uai >= 0 and is_blank(rows[uai][answer]):
        others -= {uai_column(rows[uai], answer, more)}
    unread = [column for column in sorted(others) if filled_on(rows, asked.values(), column)]
    return _Fiche(first=first, last=last, uai=uai, asked=asked, answers=[answer, *more], unread=unread)


def _asked(
    rows: Sequence[Sequence[Cell]], lines: range, labels: Sequence[int], answers: Sequence[int], wording: Wording
) -> dict[str, int]:
    asked: dict[str, int] = {}
    for line in lines:
        code = question_of(rows[line], labels, wording)
        if not code:
            continue
        before = asked.get(code)
        # A section may bear the name of a question: of two such lines, the one with an answer counts.
        if before is None or all(is_blank(rows[before][column]) for column in answers):
            asked[code] = line
        elif not all(is_blank(rows[line][column]) for column in answers):
            label = clean(rows[line][labels[-1]])
            raise Refusal(
                f"La question « {label} » est sur deux lignes de la fiche : gardez-en une, "
                "puis déposez le fichier à nouveau."
            )
    return asked


def _answers(table: Table, fiche: _Fiche, answer: int, labels: Sequence[int]) -> AnswerSheet:
    """One return, or none when no question is filled."""
    cells = {code: table.rows[line][answer] for code, line in fiche.asked.items()}
    filled = not all(map(is_blank, cells.values()))
    line, column = _uai_place(table.rows, fiche, answer, labels)
    return AnswerSheet(
        sheet=table.sheet,
        layout="fiche",
        uais=[table.rows[line][column] if fiche.uai >= 0 else None] if filled else [],
        columns={code: [cell] if filled else [] for code, cell in cells.items()},
        row_numbers=[table.first_row + line] if filled else [],
        uai_part=table.address(line, column),
        column_parts={code: table.address(line, answer) for code, line in fiche.asked.items()},
        row_parts=[""] if filled else [],
        names=[_name(table.rows, fiche, answer, labels)] if filled else [],
    )


def _uai_place(rows: Sequence[Sequence[Cell]], fiche: _Fiche, answer: int, labels: Sequence[int]) -> tuple[int, int]:
    """Line and column of the UAI of these answers; those of the first label when the fiche has no UAI line."""
    if fiche.uai < 0:
        return min(fiche.asked.values()), labels[0]
    first, *more = fiche.answers
    return fiche.uai, uai_column(rows[fiche.uai], answer, more) if answer == first else answer


def _name(rows: Sequence[Sequence[Cell]], fiche: _Fiche, answer: int, labels: Sequence[int]) -> str:
    """What stands above the answers on the line of names, '' for nothing."""
    lines = range(fiche.first, min(fiche.asked.values()))
    named = (line for line in lines if is_name(first_filled(rows[line][column] for column in reversed(labels))))
    return next((clean(rows[line][answer]) for line in named), "")


def _remarks(table: Table, fiche: _Fiche, labels: Sequence[int]) -> list[Issue]:
    """What is filled and not read: columns beside the answers, and lines among the questions that ask nothing."""
    known = set(fiche.asked.values())
    unread = [(fiche.uai if fiche.uai >= 0 else min(known), column) for column in fiche.unread]
    lines = (line for line in range(min(known), fiche.last + 1) if line not in known and line != fiche.uai)
    filled = ((line, _first_answer(table.rows[line], fiche.answers)) for line in lines)
    return [
        *(
            column_without_uai(table.sheet, table.address(line, column), column_letter(table.first_column + column))
            for line, column in unread
        ),
        *(
            unknown_line(table.sheet, table.address(line, column), text)
            for line, column in filled
            if column is not None
            and (text := first_filled(table.rows[line][: labels[-1] + 1]))
            and not is_identity(text)
        ),
    ]


def _first_answer(row: Sequence[Cell], answers: Sequence[int]) -> int | None:
    """The first of these columns with something in it that is no header."""
    return next((column for column in answers if not is_blank(row[column]) and not is_answer_header(row[column])), None)

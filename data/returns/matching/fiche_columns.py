"""Which columns of a fiche hold answers: one, or one an establishment when a table was turned on its side."""

from collections.abc import Iterable, Sequence

from data.files.tables import Cell
from data.register.uai import looks_like_uai
from data.returns.matching.blanks import is_blank, is_uai_cell, is_valid_uai
from data.returns.matching.wording import Wording
from data.returns.values import clean, fold

Row = Sequence[Cell]
_ANSWER = frozenset({"votre reponse", "vos reponses", "reponse", "reponses"})
# Beside the answers, for who fills them: never read.
_HELPING = frozenset(
    {
        *("derniere reponse connue", "derniere reponse", "reponse connue", "aide", "attendu", "reponse attendue"),
        *("reponses possibles", "choix", "choix possibles", "format", "type", "type de reponse", "exemple", "exemples"),
        *("consigne", "consignes", "a corriger"),
    }
)


def is_answer_header(cell: Cell) -> bool:
    """Whether a cell heads the column of answers."""
    return isinstance(cell, str) and fold(clean(cell)) in _ANSWER


def question_of(row: Row, labels: Sequence[int], wording: Wording) -> str:
    """The question that a line asks, '' for none."""
    cells = (row[column] for column in labels)
    return next((code for cell in cells if isinstance(cell, str) and (code := wording.code_of(cell))), "")


def answer_column(rows: Sequence[Row], labels: Sequence[int]) -> int:
    """The first column of answers: the one that is headed so, or else the one after the questions."""
    headed = (
        column for row in rows for column, cell in enumerate(row) if column > labels[-1] and is_answer_header(cell)
    )
    return next(headed, labels[-1] + 1)


def helping_columns(rows: Sequence[Row], labels: Sequence[int], wording: Wording) -> frozenset[int]:
    """The columns whose header says that they only help to answer."""
    return frozenset(
        column
        for row in rows
        if not question_of(row, labels, wording)
        for column, cell in enumerate(row)
        if column > labels[-1] and isinstance(cell, str) and fold(clean(cell)) in _HELPING
    )


def columns_with_uai(row: Row, answer: int, helping: frozenset[int]) -> list[int]:
    """The columns right of the first one of answers that have, on the UAI line, a UAI of their own."""
    return [
        column
        for column in range(answer + 1, len(row))
        if column not in helping and not is_blank(row[column]) and _looks_like_uai(row[column])
    ]


def filled_on(rows: Sequence[Row], lines: Iterable[int], column: int) -> bool:
    """Whether one of these lines is filled in that column."""
    return any(not is_blank(rows[line][column]) for line in lines)


def uai_column(row: Row, answer: int, others: Sequence[int]) -> int:
    """Where the UAI of the first answers stands: above them, or else in the first filled cell right of its label.

    others: the columns that have answers, and a UAI, of their own.
    """
    if not is_blank(row[answer]):
        return answer
    label = max(column for column, cell in enumerate(row[:answer]) if is_uai_cell(cell))
    right = (column for column in range(label + 1, len(row)) if column not in others and not is_blank(row[column]))
    return next(right, answer)


def _looks_like_uai(cell: Cell) -> bool:
    return is_valid_uai(cell) or looks_like_uai(clean(cell))

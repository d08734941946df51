"""What counts as a blank cell, and whom a row speaks of: cheap tests, run on every row of a consolidation."""

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter

from data.files.tables import Cell
from data.register.headers import is_uai_header
from data.register.uai import read_uai
from data.returns.values import clean, fold

_NAMES = frozenset(
    {
        *("nom", "name", "denomination", "etablissement", "nom etablissement", "nom de l etablissement"),
        *("nom d etablissement", "ecole", "nom de l ecole", "college", "lycee"),
    }
)
# What files say of an establishment beside its UAI: for the reader's eyes, never an answer.
_IDENTITY = _NAMES | frozenset(
    {
        *("type", "type etablissement"),
        *("type d etablissement", "nature", "commune", "nom commune", "nom de la commune", "ville", "secteur"),
        *("statut", "public prive", "code postal", "cp", "adresse", "mail", "email", "e mail", "courriel", "mel"),
        *("adresse mail", "adresse electronique", "circonscription", "bassin", "epci", "departement", "academie"),
    }
)
# The column of the correction workbook that says what is wrong: ours, and never an answer.
_CORRECTION = frozenset({"a corriger"})
_PLAIN_UAI = re.compile(r"[0-9]{7}[A-Z]").fullmatch


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be seen in the cell: empty, or spaces of any kind."""
    return cell is None or (isinstance(cell, str) and not cell[:1].isalnum() and not clean(cell))


def is_identity(header: str) -> bool:
    """Whether a column of this name describes the establishment."""
    return fold(header) in _IDENTITY


def is_name(header: str) -> bool:
    """Whether a column of this name says how the establishment is called."""
    return fold(header) in _NAMES


def is_ours(header: str) -> bool:
    """Whether a column of this name is one that we wrote and never read."""
    return fold(header) in _CORRECTION


def is_uai_cell(cell: Cell) -> bool:
    """Whether a cell is the header of a UAI column."""
    return isinstance(cell, str) and is_uai_header(cell)


def is_valid_uai(cell: Cell) -> bool:
    """Whether a cell is a UAI, blanks and case put right."""
    return read_uai(clean(cell))[0] is not None


def first_filled(cells: Iterable[Cell]) -> str:
    """Text of the first cell that is not blank, '' when all are."""
    return next((clean(cell) for cell in cells if not is_blank(cell)), "")


def filled_rows(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> list[int]:
    """Indexes of the rows where one of these columns is filled."""
    empty: Sequence[int] = _empty_in(rows, columns[0], range(len(rows)))
    if empty and len(columns) > 1:
        # Of the rows sent out, most come back with nothing at all: told apart at once.
        answers = itemgetter(*columns)
        untouched = {index for index in empty if answers(rows[index]).count(None) == len(columns)}
        empty = [index for index in empty if index not in untouched]
        for column in columns[1:]:
            empty = _empty_in(rows, column, empty)
        empty = [*untouched, *empty]
    if not empty:
        return list(range(len(rows)))
    without = set(empty)
    return [index for index in range(len(rows)) if index not in without]


def _empty_in(rows: Sequence[Sequence[Cell]], column: int, among: Sequence[int]) -> list[int]:
    # Most cells begin with a letter or a digit: said in line, since there may be hundreds of thousands of them.
    return [
        index
        for index in among
        if (cell := rows[index][column]) is None
        or (isinstance(cell, str) and not cell[:1].isalnum() and is_blank(cell))
    ]


def doubtful_rows(rows: Sequence[Sequence[Cell]], filled: Sequence[int], uai: int) -> list[int]:
    """Indexes of the filled rows whose UAI is not plainly one: its letter is not checked, nor is it put right."""
    return [index for index in filled if not (isinstance(cell := rows[index][uai], str) and _PLAIN_UAI(cell))]

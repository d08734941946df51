"""Which rows below a header are returns: those where a question is filled, but for examples, totals and repeated headers.

Rows that somebody hid are read like the others: a filter hides rows, it does not withdraw them.
"""

import re
from collections.abc import Mapping, Sequence

from data.errors import Refusal
from data.files.tables import Cell, Table, column_letter
from data.returns.issues import Issue
from data.returns.matching.blanks import (
    doubtful_rows,
    filled_rows,
    first_filled,
    is_blank,
    is_name,
    is_uai_cell,
    is_valid_uai,
)
from data.returns.matching.found import AnswerSheet, Layout
from data.returns.matching.header import Header, Words
from data.returns.matching.remarks import example_row, totals_row
from data.returns.values import clean, fold

Rows = Sequence[Sequence[Cell]]
_MAYBE_EXAMPLE = re.compile(r"\W*ex", re.IGNORECASE).match
_EXAMPLE = re.compile(r"exemples?( |$)|ex$")
_EXAMPLE_SIGNED = re.compile(r"\W*ex\s*[.:)]", re.IGNORECASE)
_TOTALS = re.compile(r"((sous|grand) )?tota(l|ux)( |$)|ensemble$|ensemble d(e|u|es) |moyennes?( |$)|nombre d(e|es)? ")
_HINTS = frozenset({"oui non", "o n", "jj mm aaaa", "date", "nombre", "texte", "choix"})


def repeated_headers(table: Table, header: Header) -> list[int]:
    """Indexes of the rows below where the header is said again, as between pages, or above a second table."""
    # A UAI begins with a digit, a header does not: said in line, since it is asked of every row.
    below = enumerate([row[header.uai] for row in table.rows[header.last + 1 :]], header.last + 1)
    return [index for index, cell in below if isinstance(cell, str) and not cell[:1].isdigit() and is_uai_cell(cell)]


def data_rows(table: Table, header: Header, again: Sequence[int]) -> list[int]:
    """Indexes of the rows below the header, but for the lines that repeat it (and a line of sections between two)."""
    below = range(header.last + 1, len(table.rows))
    if not again:
        return list(below)
    said = {header.uai_line, *again}
    steps = range(header.first - header.uai_line, header.last - header.uai_line + 1)
    around = {line + step for line in again for step in steps}
    return [
        index
        for index in below
        if not (
            index in said
            or (index - 1 in said and index + 1 in said)
            or (index in around and is_blank(table.rows[index][header.uai]))
        )
    ]


def refuse_another_order(table: Table, again: Sequence[int], wording: Words, read: Mapping[str, int]) -> None:
    """Raise Refusal when a second table further down the sheet has its questions in other columns."""
    for index in again:
        for code, column in read.items():
            cell = table.rows[index][column]
            asked = wording.code_of(cell) if isinstance(cell, str) else ""
            if asked and asked != code:
                raise Refusal(
                    f"La feuille « {table.sheet} » a un second tableau, ligne {table.first_row + index}, dont les "
                    "colonnes sont dans un autre ordre : mettez-le sur une autre feuille, puis déposez le fichier "
                    "à nouveau."
                )


def pick_rows(
    table: Table, header: Header, below: Sequence[int], read: dict[str, int], layout: Layout
) -> tuple[AnswerSheet, list[Issue]]:
    """The returns among the rows below the header, with a warning for each example or total left out."""
    rows = list(map(table.rows.__getitem__, below))
    asked = set(read.values())
    filled = filled_rows(rows, list(read.values()))
    doubtful = doubtful_rows(rows, filled, header.uai)
    examples = _examples(rows, filled, doubtful, header, asked)
    totals = {place for place in doubtful if _is_total(rows[place], header.uai)} - examples
    kept = (
        [place for place in filled if place not in examples and place not in totals] if examples or totals else filled
    )
    picked = rows if len(kept) == len(rows) else [rows[place] for place in kept]
    numbers = [table.first_row + below[place] for place in kept]
    letter = column_letter(table.first_column + header.uai)
    sheet = AnswerSheet(
        sheet=table.sheet,
        layout=layout,
        uais=[row[header.uai] for row in picked],
        columns={code: [row[column] for row in picked] for code, column in read.items()},
        row_numbers=numbers,
        uai_part=letter,
        column_parts={code: column_letter(table.first_column + column) for code, column in read.items()},
        row_parts=list(map(str, numbers)),
        names=_names(picked, header),
    )
    out = sorted((place, example_row if place in examples else totals_row) for place in examples | totals)
    remarks = [(table.first_row + below[place], remark) for place, remark in out]
    return sheet, [remark(table.sheet, f"{letter}{number}", number) for number, remark in remarks]


def _names(rows: Rows, header: Header) -> list[str]:
    """The name of the establishment on each row, [] when no column gives it."""
    column = next((one for one in sorted(header.identity) if is_name(header.wordings[one][0])), None)
    if column is None:
        return []
    return [cell if isinstance(cell, str) else clean(cell) for cell in [row[column] for row in rows]]


def _examples(rows: Rows, filled: Sequence[int], doubtful: Sequence[int], header: Header, asked: set[int]) -> set[int]:
    """Places of the filled rows that call themselves an example, or follow a line that does."""
    described = {
        header.uai,
        *header.identity,
        *(column for column, text in enumerate(header.texts) if not text),
    } - asked
    found = {place for column in described for place in _said_to_be_examples(rows, column)}
    found |= {place for place in doubtful if _is_example(first_filled(rows[place])) or _is_hint(rows[place], asked)}
    answers = set(filled) if found else set()
    return {place if place in answers else place + 1 for place in found} & answers


def _said_to_be_examples(rows: Rows, column: int) -> list[int]:
    # Each distinct text is looked at once, and few begin with these letters: said in line, a column of names is long.
    texts = {
        cell
        for cell in {row[column] for row in rows}
        if isinstance(cell, str) and (cell[:1] in "eE" or not cell[:1].isalnum()) and _MAYBE_EXAMPLE(cell)
    }
    texts = {text for text in texts if _is_example(text)}
    return [place for place, row in enumerate(rows) if row[column] in texts] if texts else []


def _is_total(row: Sequence[Cell], uai: int) -> bool:
    return _TOTALS.match(fold(first_filled(row))) is not None and not is_valid_uai(row[uai])


def _is_example(text: str) -> bool:
    return _EXAMPLE.match(fold(text)) is not None or _EXAMPLE_SIGNED.match(text) is not None


def _is_hint(row: Sequence[Cell], asked: set[int]) -> bool:
    """Whether a line only says how to answer: « Oui / Non », « jj/mm/aaaa »."""
    told = [fold(clean(row[column])) for column in asked if not is_blank(row[column])]
    return all(text in _HINTS for text in told)

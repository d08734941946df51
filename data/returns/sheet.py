"""Where the answers stand in a returned file: which sheet, which columns, from which row."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import Refusal
from data.files.tables import Cell, Table, column_letter
from data.register.headers import is_uai_header
from data.returns.questions import Question
from data.returns.values import clean, fold

MARK_SHEET = "_gouvernail"
_HEADER_DEPTH = 40
# What the questionnaire says of an establishment beside its UAI: for the reader's eyes, never read back.
_IDENTITY = {"nom", "name", "etablissement", "type", "commune", "secteur"}


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """The part of a file that holds answers. Columns and rows are indexes into `table.rows`."""

    table: Table
    uai_column: int
    question_columns: dict[str, int]
    first_row: int
    unknown: tuple[tuple[str, str], ...]
    """Headers that match no question, with their cell: their columns are not read."""

    def address(self, row: int, column: int) -> str:
        """Excel address of a cell, such as C12."""
        return self.table.address(row, column)

    def letter(self, column: int) -> str:
        """Excel letters of a column, such as C."""
        return column_letter(self.table.first_column + column)


def find_answers(tables: Sequence[Table], questions: Sequence[Question]) -> AnswerSheet:
    """The visible sheet with a UAI column and at least one question, by code or by label.

    Raises Refusal when there is none (it says which column was looked for), when several sheets hold answers, or when
    a column stands twice: nothing is left out without a word.
    """
    if all(not any(clean(cell) for cell in row) for table in tables for row in table.rows):
        raise Refusal("Ce fichier est vide : aucune cellule n'y est remplie. Vérifiez que c'est le bon fichier.")
    wanted = {fold(text): question.code for question in questions for text in (question.label, question.code)}
    shown = [table for table in tables if not table.hidden and table.sheet != MARK_SHEET]
    found = [sheet for table in shown if (sheet := _header(table, wanted))]
    if len(found) > 1:
        names = ", ".join(f"« {sheet.table.sheet} »" for sheet in found)
        raise Refusal(
            f"Ce fichier a des réponses sur plusieurs feuilles ({names}) : enregistrez chaque feuille dans son propre "
            "fichier, puis déposez-les ensemble."
        )
    if found:
        return found[0]
    if any(_uai_column(row) is not None for table in shown for row in table.rows[:_HEADER_DEPTH]):
        raise Refusal(
            "Ce fichier a bien une colonne UAI, mais aucune colonne ne porte une question de la campagne : "
            "partez du questionnaire téléchargé sur la page Retours."
        )
    raise Refusal(
        "Ce fichier n'a pas de colonne UAI : on ne peut pas dire de quel établissement parle chaque ligne. "
        "Un tableau de totaux (par commune ou par circonscription) ne peut pas être repris ; "
        "partez du questionnaire téléchargé sur la page Retours."
    )


def marks(tables: Sequence[Table]) -> dict[str, str]:
    """What the questionnaire says of itself on its very hidden sheet: campaign, edition, layout. Empty for other files."""
    for table in tables:
        if table.sheet == MARK_SHEET:
            return {clean(row[0]): clean(row[1]) for row in table.rows if len(row) > 1}
    return {}


def _header(table: Table, wanted: dict[str, str]) -> AnswerSheet | None:
    for index, row in enumerate(table.rows[:_HEADER_DEPTH]):
        uai_column = _uai_column(row)
        columns = _question_columns(row, wanted)
        if uai_column is not None and columns:
            return AnswerSheet(
                table=table,
                uai_column=uai_column,
                question_columns=columns,
                first_row=_after_headers(table, index, uai_column),
                unknown=_unknown(table, index, {uai_column, *columns.values()}),
            )
    return None


def _uai_column(row: Sequence[Cell]) -> int | None:
    found = [index for index, cell in enumerate(row) if isinstance(cell, str) and is_uai_header(cell)]
    if len(found) > 1:
        raise Refusal("Ce fichier a deux colonnes UAI : gardez celle de l'établissement, puis déposez-le à nouveau.")
    return found[0] if found else None


def _unknown(table: Table, header: int, read: set[int]) -> tuple[tuple[str, str], ...]:
    cells = ((index, clean(cell)) for index, cell in enumerate(table.rows[header]) if index not in read)
    return tuple((table.address(header, index), text) for index, text in cells if text and fold(text) not in _IDENTITY)


def _question_columns(row: Sequence[Cell], wanted: dict[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        code = wanted.get(fold(cell)) if isinstance(cell, str) else None
        if code in columns:
            raise Refusal(
                f"La question « {clean(cell)} » a deux colonnes : gardez-en une, puis déposez le fichier à nouveau."
            )
        if code:
            columns[code] = index
    return columns


def _after_headers(table: Table, header: int, uai_column: int) -> int:
    """The questionnaire has a row of codes, one of sections and one of labels: answers start after the last of them."""
    below = range(header + 1, min(header + 5, len(table.rows)))
    repeated = [
        index
        for index in below
        if uai_column < len(table.rows[index]) and is_uai_header(clean(table.rows[index][uai_column]))
    ]
    return (repeated[-1] if repeated else header) + 1

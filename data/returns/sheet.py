"""Where the answers stand in a returned file: which sheets, which columns, which rows."""

from collections.abc import Sequence
from dataclasses import replace

from data.errors import Refusal
from data.files.tables import Table
from data.returns.issues import Issue
from data.returns.matching.blanks import is_blank
from data.returns.matching.doubts import identity_doubts
from data.returns.matching.fiche import read_fiches
from data.returns.matching.found import AnswerSheet, Approved, Found, HeaderMatch, Layout
from data.returns.matching.free import TableFound, read_table
from data.returns.matching.header import uai_lines
from data.returns.matching.remarks import hidden_sheet, shown
from data.returns.matching.wording import Wording
from data.returns.questions import Question
from data.returns.values import clean

__all__ = ["AnswerSheet", "Found", "HeaderMatch", "Layout", "find_answers", "identity_doubts"]

MARK_SHEET = "_gouvernail"
# What the questionnaire brings along. They name questions, and hold no answer.
_OURS = frozenset({MARK_SHEET, "_listes", "Mode d'emploi"})


def find_answers(
    tables: Sequence[Table], questions: Sequence[Question], approved: Approved, wording: Wording | None = None
) -> Found:
    """The answers of all the visible sheets of a file, whatever their layout.

    A header that only looks like a question is proposed among `matches`, and read once it is in `approved`. Hidden
    rows are read: a filter hides rows, it does not withdraw them. Hidden sheets are not, with a warning.
    wording: that of the questions, where many files of a drop share it.
    Raises Refusal when the file is empty, when nothing in it can ever be read (it says which column was looked for),
    or when a column stands twice.
    """
    if all(is_blank(cell) for table in tables for row in table.rows for cell in row):
        raise Refusal("Ce fichier est vide : aucune cellule n'y est remplie. Vérifiez que c'est le bon fichier.")
    wording, marks = wording or Wording(questions), _marks(tables)
    candidates = [table for table in tables if table.rows and table.sheet not in _OURS]
    shown_ones = [table for table in candidates if not table.hidden]
    found = [_read(table, wording, approved, ours=bool(marks)) for table in shown_ones]
    masked = [table.sheet for table in candidates if table.hidden and _holds_answers(table, wording, approved)]
    sheets = [sheet for one in found for sheet in one[0]]
    matches = [match for one in found for match in one[1]]
    if not sheets and not any(match.question or match.approved for match in matches):
        raise _nothing_to_read(shown_ones, masked)
    return Found(
        sheets=_named_by_marks(sheets, marks),
        matches=matches,
        issues=[*(issue for one in found for issue in one[2]), *map(hidden_sheet, masked)],
        marks=marks,
    )


_Read = tuple[list[AnswerSheet], list[HeaderMatch], list[Issue]]


def _read(table: Table, wording: Wording, approved: Approved, *, ours: bool) -> _Read:
    """A table if there is one whose headers are known, else fiches, else a table whose headers are only likely."""
    found = read_table(table, wording, approved, ours=ours)
    if found is None or found.answers is None:
        fiches, issues = read_fiches(table, wording)
        if fiches:
            return fiches, [], issues
    found = found or TableFound(answers=None, matches=[], issues=[])
    return [found.answers] if found.answers else [], found.matches, found.issues


def _holds_answers(table: Table, wording: Wording, approved: Approved) -> bool:
    try:
        sheets, matches, _ = _read(table, wording, approved, ours=False)
    except Refusal:
        return True
    return any(sheet.uais for sheet in sheets) or any(match.question for match in matches)


def _marks(tables: Sequence[Table]) -> dict[str, str]:
    rows = next((table.rows for table in tables if table.sheet == MARK_SHEET), [])
    return {clean(row[0]): clean(row[1]) for row in rows if len(row) > 1}


def _named_by_marks(sheets: list[AnswerSheet], marks: dict[str, str]) -> list[AnswerSheet]:
    """The one fiche of a file, with the UAI it was sent out for, read as its own where somebody deleted it."""
    marked = marks.get("uai", "")
    if len(sheets) != 1 or sheets[0].layout != "fiche" or not marked:
        return sheets
    return [replace(sheets[0], marked_uai=marked, uais=[marked] if sheets[0].uais == [None] else sheets[0].uais)]


def _nothing_to_read(tables: Sequence[Table], masked: Sequence[str]) -> Refusal:
    if masked:
        return Refusal(
            f"Les réponses de ce fichier sont sur une feuille masquée (« {shown(masked[0])} »), qui n'est pas lue : "
            "affichez-la, enregistrez le fichier, puis déposez-le à nouveau."
        )
    if any(uai_lines(table) for table in tables):
        return Refusal(
            "Ce fichier a bien une colonne UAI, mais aucune colonne ne porte une question de la campagne : "
            "partez du questionnaire téléchargé sur la page Retours."
        )
    return Refusal(
        "Ce fichier n'a pas de colonne UAI : on ne peut pas dire de quel établissement parle chaque ligne. "
        "Un tableau de totaux (par commune ou par circonscription) ne peut pas être repris ; "
        "partez du questionnaire téléchargé sur la page Retours."
    )

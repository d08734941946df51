"""Tables with one row an establishment: the questionnaire's own, and those that people make themselves."""

from dataclasses import dataclass

from data.files.tables import Table
from data.returns.issues import Issue
from data.returns.matching.columns import choose_columns
from data.returns.matching.found import AnswerSheet, Approved, HeaderMatch, Layout
from data.returns.matching.header import find_header
from data.returns.matching.rows import data_rows, pick_rows, refuse_another_order, repeated_headers
from data.returns.matching.wording import Wording


@dataclass(frozen=True, kw_only=True)
class TableFound:
    """What one sheet holds. answers: None when no column can be read before somebody says what it asks."""

    answers: AnswerSheet | None
    matches: list[HeaderMatch]
    issues: list[Issue]


def read_table(table: Table, wording: Wording, approved: Approved, *, ours: bool) -> TableFound | None:
    """The answers of a table, None when the sheet has no header with a UAI column and a question.

    ours: the file bears the marks of the questionnaire. Raises Refusal for a column that stands twice.
    """
    header = find_header(table, wording)
    if header is None:
        return None
    again = repeated_headers(table, header)
    below = data_rows(table, header, again)
    columns = choose_columns(table, header, [table.rows[index] for index in below], wording, approved)
    if not columns.read:
        return TableFound(answers=None, matches=columns.matches, issues=columns.issues)
    refuse_another_order(table, again, wording, columns.read)
    layout: Layout = "tableau" if ours else "libre"
    answers, issues = pick_rows(table, header, below, columns.read, layout)
    return TableFound(answers=answers, matches=columns.matches, issues=[*columns.issues, *issues])

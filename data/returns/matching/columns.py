"""Which column answers which question: exact headers, then what somebody decided, then proposals to be approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.files.tables import Cell, Table
from data.returns.issues import Issue
from data.returns.matching.blanks import is_blank, is_ours
from data.returns.matching.found import Approved, HeaderMatch
from data.returns.matching.header import Header
from data.returns.matching.remarks import shown, unknown_column
from data.returns.matching.wording import Wording
from data.returns.values import fold


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What is read of a table: question code -> column, with the headers that need a word or had one."""

    read: dict[str, int]
    matches: list[HeaderMatch]
    issues: list[Issue]


def choose_columns(
    table: Table, header: Header, rows: Sequence[Sequence[Cell]], wording: Wording, approved: Approved
) -> Columns:
    """The columns to read. rows: those below the header, to tell which columns hold anything.

    A question has one column: an exact header goes first, then one that was approved, and a likeness is only
    proposed for what is left. Raises Refusal for a question with two exact columns.
    """
    read = header.exact(wording)
    others = _others(header, read)
    decided = _decided(header, others, approved, wording, read)
    read |= {code: column for column, code in decided.items() if code}
    open_ones = [
        column for column in others if column not in decided and not all(is_blank(row[column]) for row in rows)
    ]
    proposed = _proposed(header, open_ones, wording, taken=set(read))
    return Columns(
        read=read,
        matches=[
            _match(table, header, column, wording, decided.get(column), proposed.get(column))
            for column in sorted([*decided, *open_ones])
        ],
        issues=[
            unknown_column(table.sheet, _cell(table, header, column), header.texts[column])
            for column in open_ones
            if column not in proposed
        ],
    )


def _others(header: Header, read: dict[str, int]) -> list[int]:
    """Columns with a header that asks nothing exactly and is not there for the reader's eyes."""
    known = {header.uai, *read.values(), *header.identity}
    return [column for column, text in enumerate(header.texts) if text and column not in known and not is_ours(text)]


def _decided(
    header: Header, others: Iterable[int], approved: Approved, wording: Wording, read: dict[str, int]
) -> dict[int, str]:
    """Column -> what somebody decided for it. What was decided for a question that has its column already is void."""
    decided: dict[int, str] = {}
    for column in others:
        code = approved.get((header.shape, fold(shown(header.texts[column]))))
        if code == "" or (code and wording.asks(code) and code not in read and code not in decided.values()):
            decided[column] = code
    return decided


def _proposed(
    header: Header, columns: Iterable[int], wording: Wording, *, taken: set[str]
) -> dict[int, tuple[float, str]]:
    """Column -> (likeness, code) : the best pair first; a question goes to one column, a column gets one question."""
    pairs = [
        (-likeness, column, code)
        for column in columns
        for likeness, code in header.alike(column, wording)
        if code not in taken
    ]
    proposed: dict[int, tuple[float, str]] = {}
    given: set[str] = set()
    best = {column: min((pair for pair in pairs if pair[1] == column), default=None) for column in columns}
    for pair in sorted(pair for pair in best.values() if pair):
        if pair[2] not in given:
            given.add(pair[2])
            proposed[pair[1]] = (-pair[0], pair[2])
    return proposed


def _match(
    table: Table,
    header: Header,
    column: int,
    wording: Wording,
    decided: str | None,
    proposed: tuple[float, str] | None,
) -> HeaderMatch:
    likeness, code = proposed or (0.0, "")
    if decided is not None:
        likeness, code = (
            max((n for n, asked in header.alike(column, wording) if asked == decided), default=0.0),
            decided,
        )
    return HeaderMatch(
        sheet=table.sheet,
        cell=_cell(table, header, column),
        shape=header.shape,
        header=shown(header.texts[column]),
        question=code,
        likeness=round(likeness),
        approved=decided is not None,
    )


def _cell(table: Table, header: Header, column: int) -> str:
    return table.address(header.cells[column], column)

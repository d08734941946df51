"""From the sheets of a file to monthly facts as columns, with a remark for each cell that cannot be taken."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pyarrow as pa

from data.errors import Refusal
from data.files.tables import Cell, Table, column_letter
from data.register.uai import looks_like_uai
from data.returns.matching.blanks import is_blank
from data.returns.matching.remarks import hidden_sheet
from data.returns.matching.rows import data_rows, pick_rows, refuse_another_order, repeated_headers
from data.returns.values import Problem, clean
from data.usage.cells import (
    MOST,
    T,
    are_shares,
    counts_by_day,
    read_column,
    read_count,
    read_establishment,
    read_month,
    read_name,
    read_no_share,
    read_profile,
)
from data.usage.columns import WORDS, Columns, find_columns, nothing_found
from data.usage.remarks import Remarks, no_count_column, unread_column, unread_sheet
from data.usage.words import ALL_PROFILES, MEASURES, Services

SCHEMA = pa.schema(
    [
        ("line", pa.int32()),
        ("sheet", pa.string()),
        ("row_number", pa.int32()),
        ("uai", pa.string()),
        ("month", pa.date32()),
        ("service", pa.string()),
        ("profile", pa.string()),
        *((name, pa.int32()) for name in MEASURES),
    ]
)
_EXPECTED = {
    "uai": "un UAI de l'annuaire",
    "month": "un mois, 01/2022",
    "service": "le nom d'un service",
    "profile": "élèves, enseignants, parents, personnels…",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a file is read with. service: that of the rows which name none, '' when nothing says it."""

    service: str
    services: Services
    known: Collection[str]
    today: date


@dataclass(frozen=True, kw_only=True)
class SheetRows:
    """The rows of one sheet that tell something: start is the line of the first one, letters the column of each field."""

    sheet: str
    start: int
    numbers: list[int]
    letters: dict[str, str]
    rows: list[list[Cell]]

    def cell(self, line: int, name: str) -> str:
        """Address of a field of a line; that of its UAI when it has no such column."""
        return f"{self.letters.get(name) or self.letters['uai']}{self.numbers[line - self.start]}"


@dataclass(kw_only=True)
class Told:
    """What one file tells. facts: SCHEMA, rows without an error at least as far as their own cells go."""

    facts: pa.Table = field(default_factory=SCHEMA.empty_table)
    sheets: list[SheetRows] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    def sheet_of(self, line: int) -> SheetRows:
        """The sheet on which a line stands."""
        return next(one for one in reversed(self.sheets) if one.start <= line)


def read_usage(tables: Sequence[Table], asked: Asked) -> Told:
    """The facts of all the visible sheets that have any. Raises Refusal when none does, or when one can be read in no
    way."""
    told = Told()
    pieces: list[pa.Table] = []
    unread: list[tuple[Table, Refusal]] = []
    for table in tables:
        try:
            columns = find_columns(table) if table.rows else None
        except Refusal as refusal:
            unread.append((table, refusal))
            continue
        if columns and table.hidden:
            told.remarks.issues.append(hidden_sheet(table.sheet))
        elif columns:
            pieces += _read_sheet(table, columns, asked, told)
    if not told.sheets:
        raise unread[0][1] if unread else nothing_found([table for table in tables if not table.hidden])
    for table, why in unread:
        unread_sheet(told.remarks, table.sheet, str(why))
    told.facts = pa.concat_tables(pieces) if pieces else told.facts
    return told


def _read_sheet(table: Table, columns: Columns, asked: Asked, told: Told) -> list[pa.Table]:
    rows = _pick(table, columns, told)
    _list_unread(table, columns, rows, told.remarks)
    if not rows.rows:
        return []
    shared = {
        "line": pa.array(range(rows.start, rows.start + len(rows.rows)), pa.int32()),
        "sheet": pa.repeat(pa.scalar(rows.sheet), len(rows.rows)),
        "row_number": pa.array(rows.numbers, pa.int32()),
        "uai": pa.array(_establishments(rows, columns, asked, told.remarks), pa.string()),
        "month": pa.array(_months(rows, columns, asked, told.remarks), pa.date32()),
        "service": pa.array(_services(rows, columns, asked, told.remarks), pa.string()),
    }
    return [
        _facts_of(rows, shared, _profiles(rows, columns, who, told.remarks), who, measures, told.remarks)
        for who, measures in columns.measures.items()
    ]


def _pick(table: Table, columns: Columns, told: Told) -> SheetRows:
    """The rows that tell a number, but for examples and totals, which are remarked."""
    header = columns.header
    again = repeated_headers(table, header)
    if list(columns.measures) == [""]:
        refuse_another_order(table, again, WORDS, columns.fields | columns.measures[""])
    picked, left_out = pick_rows(table, header, data_rows(table, header, again), columns.asked, "libre")
    told.remarks.issues += left_out
    letters = {"uai": header.uai, **columns.fields, **columns.asked}
    rows = SheetRows(
        sheet=table.sheet,
        start=sum(len(one.rows) for one in told.sheets),
        numbers=picked.row_numbers,
        letters={name: column_letter(table.first_column + column) for name, column in letters.items()},
        rows=[table.rows[number - table.first_row] for number in picked.row_numbers],
    )
    told.sheets.append(rows)
    return rows


def _list_unread(table: Table, columns: Columns, rows: SheetRows, remarks: Remarks) -> None:
    for column in [*columns.unread, *columns.no_counts]:
        if not all(is_blank(row[column]) for row in rows.rows):
            cell = table.address(columns.header.cells[column], column)
            tell = no_count_column if column in columns.no_counts else unread_column
            tell(remarks, table.sheet, cell, columns.header.texts[column])


def _establishments(rows: SheetRows, columns: Columns, asked: Asked, remarks: Remarks) -> list[str | None]:
    def read(cell: Cell) -> str | Problem:
        uai = read_establishment(cell)
        if isinstance(uai, str) and uai not in asked.known:
            return Problem(
                code="unknown_uai",
                message=f"{uai} n'est pas un établissement de l'annuaire : corrigez l'UAI, ou chargez un annuaire plus récent.",
            )
        return uai

    return _read(rows, [row[columns.header.uai] for row in rows.rows], "uai", read, remarks)


def _months(rows: SheetRows, columns: Columns, asked: Asked, remarks: Remarks) -> list[date | None]:
    place, year = columns.fields["month"], columns.fields.get("year")
    cells = [row[place] for row in rows.rows]
    if year is not None:
        # « 1 » or « janvier » beside « 2022 »; a month that says its year already keeps it.
        cells = [
            f"{clean(cell)} {clean(row[year])}" if len(clean(cell)) <= 2 or clean(cell).isalpha() else cell
            for cell, row in zip(cells, rows.rows, strict=True)
        ]
    read = partial(read_month, today=asked.today, by_day=counts_by_day(cells))
    months = _read(rows, cells, "month", read, remarks)
    current = asked.today.replace(day=1)
    if current in months:
        remarks.add(
            "partial_month",
            sheet=rows.sheet,
            cell=rows.cell(rows.start + months.index(current), "month"),
            found=f"{current:%m/%Y}",
            expected="un mois terminé",
            message=f"Le mois {current:%m/%Y} n'est pas fini : ses relevés sont gardés comme ceux d'un mois incomplet. "
            "Reprenez le fichier du mois entier quand vous l'aurez : il les remplacera.",
        )
    return months


def _services(rows: SheetRows, columns: Columns, asked: Asked, remarks: Remarks) -> list[str | None]:
    place = columns.fields.get("service")
    if place is None:
        if not asked.service:
            raise Refusal(
                "Ce fichier ne dit pas de quel service il parle : ajoutez une colonne « service », ou indiquez le service "
                "avant de déposer le fichier (--service en ligne de commande)."
            )
        return [asked.service] * len(rows.rows)

    def read(cell: Cell) -> str | Problem:
        if is_blank(cell) and asked.service:
            return asked.service
        name = read_name(cell, code="missing_service", what="du service")
        return asked.services.spelled(name) if isinstance(name, str) else name

    return _read(rows, [row[place] for row in rows.rows], "service", read, remarks)


def _profiles(rows: SheetRows, columns: Columns, who: str, remarks: Remarks) -> list[str | None]:
    place = columns.fields.get("profile")
    if place is None:
        return [who or ALL_PROFILES] * len(rows.rows)
    return _read(rows, [row[place] for row in rows.rows], "profile", read_profile, remarks)


def _facts_of(
    rows: SheetRows,
    shared: dict[str, pa.Array],
    profiles: list[str | None],
    who: str,
    measures: dict[str, int],
    remarks: Remarks,
) -> pa.Table:
    """The facts of one profile of a wide table, or of all the rows of a long one."""
    told: dict[str, pa.Array] = {"profile": pa.array(profiles, pa.string())}
    for name in MEASURES:
        if name in measures:
            cells = [row[measures[name]] for row in rows.rows]
            read = read_no_share if are_shares(cells) else read_count
            told[name] = pa.array(_read(rows, cells, f"{name} {who}", read, remarks), pa.int32())
        else:
            told[name] = pa.nulls(len(rows.rows), pa.int32())
    return pa.table({**shared, **told}, schema=SCHEMA)


def _read(
    rows: SheetRows, cells: Sequence[Cell], name: str, read: Callable[[Cell], T | Problem], remarks: Remarks
) -> list[T | None]:
    """What each cell of a column says, with an error for each one that is refused."""
    values, refused = read_column(cells, read)
    for place, problem in refused:
        found = clean(cells[place])
        remarks.add(
            problem.code,
            severity="error",
            line=rows.start + place,
            sheet=rows.sheet,
            cell=rows.cell(rows.start + place, name),
            # A slip in a UAI may be repeated; a name or an address that stands in its place may not.
            found=found if name != "uai" or looks_like_uai(found) else "",
            expected=_EXPECTED.get(name, f"un nombre entier de 0 à {MOST}"),
            message=problem.message,
        )
    return values

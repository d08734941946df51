"""A table with typed columns, written the same as a CSV for French Excel and as a Parquet file."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Literal

import pyarrow as pa

from indicators.exports.inert import looks_like_formula, one_line

Type = Literal["string", "integer", "number", "boolean", "date"]
Typed = str | int | float | bool | date | None
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
_ROWS = 50_000  # of a Parquet group, and of what is held of a table while it is written


@dataclass(frozen=True)
class Field:
    """A column: its name and the type of its values; None is nothing known."""

    name: str
    type: Type = "string"


def csv_of(fields: Sequence[Field], rows: Iterable[Sequence[Typed]], *, day_format: str) -> bytes:
    """Semicolons, a byte order mark so that Excel reads accents, decimal commas, « oui » and « non », inert texts."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(field.name) for field in fields])
    writer.writerows([_shown(value, day_format) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def parquet_of(fields: Sequence[Field], rows: Iterable[Sequence[Typed]], about: Mapping[str, str]) -> bytes:
    """The same, typed. about: what the file says of itself. Texts are whole: no program runs them."""
    import pyarrow.parquet as pq  # a tenth of a second that the screens need not pay

    told = {key: one_line(text) for key, text in about.items()}
    schema = pa.schema([(field.name, ARROW[field.type]) for field in fields], metadata=told)
    written = BytesIO()
    with pq.ParquetWriter(written, schema, compression="zstd") as writer:
        held: list[Sequence[Typed]] = []
        for row in rows:
            held.append(row)
            if len(held) == _ROWS:
                writer.write_table(_table(fields, held, schema))
                held.clear()
        writer.write_table(_table(fields, held, schema))
    return written.getvalue()


def inert(text: str | None) -> str:
    """Text that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    shown = one_line(text or "")
    return f"'{shown}" if looks_like_formula(shown) else shown


def decimal(value: float | None) -> str:
    """1234 or 12,5: no space between thousands, which would make it a text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.10g}".replace(".", ",")


def whole(value: float | None) -> int | None:
    """240 of 240.0: what a payload says of whole numbers where others are missing."""
    return None if value is None else int(value)


def _shown(value: Typed, day_format: str) -> str:
    # By type rather than by pattern: a national table has five million values.
    kind = type(value)
    if kind is str:
        return inert(value)  # type: ignore[arg-type]
    if value is None:
        return ""
    if kind is bool:
        return "oui" if value else "non"
    return format(value, day_format) if kind is date else decimal(value)  # type: ignore[arg-type]


def _table(fields: Sequence[Field], rows: Sequence[Sequence[Typed]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in fields]
    arrays = [
        pa.array([_plain(value) for value in column] if field.type == "string" else column, schema.field(at).type)
        for at, (field, column) in enumerate(zip(fields, columns, strict=True))
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _plain(value: Typed) -> str | None:
    """On one line, without control characters; None when blank."""
    return one_line(str(value)) or None if value else None

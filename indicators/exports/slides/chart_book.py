"""The numbers behind a native chart: a small workbook in which no text is run, the same to the byte each time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from indicators.exports.inert import one_line

_SHEET = "Chiffres"
_STAMP = datetime(2000, 1, 1)
_LONGEST = 40  # characters of a category


class _Writer(CategoryWorkbookWriter):
    """The library's own lets xlsxwriter turn « =1+1 » into a formula and read the clock."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO) -> Iterator[tuple[Workbook, Worksheet]]:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = Workbook(xlsx_file, options)
        book.set_properties({"created": _STAMP, "author": "Gouvernail"})
        yield book, book.add_worksheet(_SHEET)
        book.close()

    @property
    def categories_ref(self) -> str:
        return _here(super().categories_ref)

    def series_name_ref(self, series: object) -> str:
        return _here(super().series_name_ref(series))

    def values_ref(self, series: object) -> str:
        return _here(super().values_ref(series))


def _here(reference: str) -> str:
    return str(reference).replace("Sheet1!", f"{_SHEET}!", 1)


class Numbers(CategoryChartData):
    """What a chart draws: categories (texts or days), then series."""

    def __init__(self, categories: Sequence[str] | Sequence[date], number_format: str) -> None:
        super().__init__(number_format=number_format)
        self.categories = [short(one) if isinstance(one, str) else one for one in categories]

    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def short(text: str) -> str:
    """A name beside a bar."""
    said = one_line(text)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"

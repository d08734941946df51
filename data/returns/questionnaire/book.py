"""The workbook around the sheets: its properties, and what it says of itself to the program that reads it back."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZipInfo

from openpyxl import Workbook

from data.campaigns import Campaign
from data.returns.questionnaire.cells import write
from data.returns.questionnaire.names import MARK_SHEET, PRODUCT
from data.returns.questionnaire.styles import add_styles
from data.returns.questions import Question
from data.text import writable


def new_book(campaign: Campaign, title: str) -> Workbook:
    """A workbook with the styles of the questionnaire and no sheet."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    book.properties.creator = PRODUCT
    book.properties.title = writable(f"{campaign.label} - {title}", " ")
    book.properties.language = "fr-FR"
    add_styles(book)
    return book


def add_marks(book: Workbook, campaign: Campaign, questions: Sequence[Question], layout: str, **more: str) -> None:
    """Add the very hidden sheet: product, campaign, edition, layout, and what a layout adds (key, value)."""
    sheet = book.create_sheet(MARK_SHEET)
    sheet.sheet_state = "veryHidden"
    marks = {
        "product": PRODUCT,
        "campaign": campaign.code,
        "edition": questionnaire_edition(questions),
        "layout": layout,
    }
    for row, (key, value) in enumerate((marks | more).items(), start=1):
        write(sheet, row, 1, key)
        write(sheet, row, 2, value, "gv code")


def questionnaire_edition(questions: Sequence[Question]) -> str:
    """Version of the questionnaire: twelve hexadecimal digits that change with any declaration or their order."""
    declared = json.dumps([question.model_dump() for question in questions], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(declared.encode()).hexdigest()[:12]


def saved(book: Workbook) -> bytes:
    """The bytes of the workbook."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def zip_entry(name: str, at: datetime, compression: int) -> ZipInfo:
    """A file of a zip, with the instant it bears, readable by all once it is taken out."""
    entry = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2))
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry

"""The workbook of targets: those that hold, to be changed and given back; all decisions; how to fill it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from data.database import Database
from data.files.tables import Cell
from data.reference.calendar import school_year as read_school_year
from data.returns.questionnaire.book import saved
from data.returns.questionnaire.cells import write, write_typed
from data.returns.questionnaire.listing import INSTANT_FORMAT, empty_book, fill_header, fill_help, offer
from data.returns.questionnaire.names import LIST_SHEET
from data.returns.questionnaire.rules import Lists
from data.targets.amounts import MEASURE_LABELS, Measure, written
from data.targets.columns import COLUMNS, HELP_SHEET, HISTORY_SHEET, SHEET
from data.targets.reading import decisions, targets
from data.targets.scopes import GROUP_LABELS, WHOLE_LABEL, known_members
from data.targets.target import Target

_BLANK_ROWS = 60  # ready for targets to add
_FORMATS: dict[Measure, str] = {"count": "0", "rate": "0.0###%", "growth": "+0.0###;-0.0###;0"}
_STYLES = {"baseline": "gv nombre", "value": "gv nombre", "baseline_on": "gv date", "due_on": "gv date"}
_STATE, _FILE = "État", "Fichier"


def targets_workbook(db: Database, *, school_year: str, as_of: datetime, labels: Mapping[str, str]) -> bytes:
    """The targets of a school year as an .xlsx file. labels: code -> label of the indicators. Raises Refusal."""
    year = read_school_year(school_year).code
    book = empty_book(f"Cibles {year}")
    standing = targets(db, school_year=year, as_of=as_of)
    _fill_standing(db, book.create_sheet(SHEET), standing, labels, Lists(book.create_sheet(LIST_SHEET)))
    _fill_history(
        db, book.create_sheet(HISTORY_SHEET, 1), decisions(db, school_year=year, as_of=as_of), standing, labels
    )
    fill_help(book.create_sheet(HELP_SHEET, 2), _help(year, labels, known_members(db)))
    return saved(book)


def said_milestones(target: Target) -> str:
    """« 31/01/2022 : 250 ; 31/03/2022 : 320 », as they are read back."""
    return " ; ".join(f"{day:%d/%m/%Y} : {written(value, target.measure)}" for day, value in target.milestones)


def _values(db: Database, target: Target, labels: Mapping[str, str]) -> dict[str, Cell]:
    scale = 100 if target.measure == "growth" else 1
    return {
        "indicator": target.indicator,
        "label": labels.get(target.indicator, ""),
        "school_year": target.school_year,
        "group": GROUP_LABELS.get(target.scope_group, WHOLE_LABEL),
        "member": target.scope_value,
        "measure": MEASURE_LABELS[target.measure],
        "baseline": round(target.baseline * scale, 10),
        "baseline_on": target.baseline_on,
        "milestones": said_milestones(target),
        "value": round(target.value * scale, 10),
        "due_on": target.due_on,
        "reason": target.reason,
        "decided_on": db.local(target.recorded_at).replace(tzinfo=None, microsecond=0),
        "actor": target.actor,
    }


def _fill_standing(
    db: Database, sheet: Worksheet, standing: Sequence[Target], labels: Mapping[str, str], lists: Lists
) -> None:
    fill_header(sheet, [(column.header, column.width) for column in COLUMNS])
    for row, target in enumerate(standing, start=2):
        _fill_row(sheet, row, target, _values(db, target, labels))
    last = len(standing) + 1 + _BLANK_ROWS
    for row in range(len(standing) + 2, last + 1):
        for place, column in enumerate(COLUMNS, start=1):
            sheet.cell(row, place).style = _STYLES.get(column.code, "gv texte") if column.read else "gv connu"
    for code, choices in _choices(labels).items():
        offer(sheet, [column.code for column in COLUMNS].index(code) + 1, lists.range_of(choices), last)


def _choices(labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        "indicator": tuple(labels),
        "group": (WHOLE_LABEL, *GROUP_LABELS.values()),
        "measure": tuple(MEASURE_LABELS.values()),
    }


def _fill_row(sheet: Worksheet, row: int, target: Target, values: Mapping[str, Cell]) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row, place)
        cell.style = _STYLES.get(column.code, "gv texte") if column.read else "gv connu"
        if column.code in ("baseline", "value"):
            cell.number_format = _FORMATS[target.measure]
        elif column.code == "decided_on":
            cell.number_format = INSTANT_FORMAT
        write_typed(sheet, row, place, values[column.code])


def _fill_history(
    db: Database, sheet: Worksheet, told: Sequence[Target], standing: Sequence[Target], labels: Mapping[str, str]
) -> None:
    fill_header(sheet, [*((column.header, column.width) for column in COLUMNS), (_STATE, 44), (_FILE, 36)])
    holding = {target.id for target in standing}
    for row, target in enumerate(told, start=2):
        _fill_row(sheet, row, target, _values(db, target, labels))
        write(sheet, row, len(COLUMNS) + 1, _state(target, target.id in holding), "gv connu")
        write(sheet, row, len(COLUMNS) + 2, target.file_name or "", "gv connu")


def _state(target: Target, holds: bool) -> str:
    if target.withdrawn:
        return f"{'Fichier annulé' if target.withdrawn.with_file else 'Retirée'} : {target.withdrawn.reason}"
    return "En vigueur" if holds else "Remplacée par une décision plus récente"


def _help(year: str, labels: Mapping[str, str], members: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    yield f"Cibles {year}", "", "gv titre"
    yield (
        "Ce qui change",
        "Une ligne modifiée ou ajoutée devient une décision ; une ligne inchangée ne fait rien, même si la cible a "
        "changé depuis ce classeur.",
        "gv connu",
    )
    yield (
        "Ce qui ne change pas",
        "Une ligne supprimée ne retire pas sa cible. Les séances figées ne changent jamais.",
        "gv connu",
    )
    for column in COLUMNS:
        yield column.header, column.help, "gv connu"
    for code, label in labels.items():
        yield f"Indicateur {code}", label, "gv connu"
    for group, known in members.items():
        if known and group != "commune":
            yield f"Valeurs de {GROUP_LABELS[group]}", " ; ".join(known), "gv connu"

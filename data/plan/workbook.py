"""The workbook of the plan: a sheet a kind, to be changed and given back; all that was ever said; how to fill it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from data.asked_indicators import indicator_labels
from data.database import Database
from data.files.tables import Cell
from data.plan.cells import YES, shown
from data.plan.columns import ACTOR, HELP_SHEET, HISTORY_SHEET, REF, VERSION, columns_of, help_of
from data.plan.declaration import DECLARED, KINDS, LISTS, Declared, Field
from data.plan.items import Item, Plan
from data.plan.record import Record, read_record
from data.plan.terms import came_with_the_program
from data.returns.questionnaire.book import saved
from data.returns.questionnaire.cells import LINE_HEIGHT, lines, write, write_typed
from data.returns.questionnaire.listing import INSTANT_FORMAT, empty_book, fill_header, fill_help, offer
from data.returns.questionnaire.names import LIST_SHEET
from data.returns.questionnaire.rules import Lists
from data.targets.scopes import GROUP_LABELS

_BLANK_ROWS = 40  # ready for items to add
_FIELDS_OF_A_PAGE = 10
_MOST_LINES = 12  # of a row, however long its texts are
_HISTORY: tuple[tuple[str, float], ...] = (
    *(("Repère", 10), ("Nature", 22), ("Version", 19), ("Par", 20), ("État", 40), ("Fichier", 30)),
    ("Ce qui est dit", 100),
)


def plan_workbook(db: Database, *, as_of: datetime) -> bytes:
    """The plan as known at that instant (UTC), as an .xlsx file."""
    record, labels = read_record(db, as_of=as_of), indicator_labels(db.settings.catalogue)
    book = empty_book("Plan d'action")
    lists = Lists(book.create_sheet(LIST_SHEET))
    for place, declared in enumerate(DECLARED):
        _fill_kind(db, book.create_sheet(declared.labels, place), declared, record, lists, labels)
    _fill_history(db, book.create_sheet(HISTORY_SHEET, len(DECLARED)), record)
    fill_help(book.create_sheet(HELP_SHEET, len(DECLARED) + 1), _help(labels))
    book.active = 0
    return saved(book)


def _fill_kind(
    db: Database, sheet: Worksheet, declared: Declared, record: Record, lists: Lists, labels: Mapping[str, str]
) -> None:
    fill_header(sheet, [(column.header, column.width) for column in columns_of(declared)])
    if len(declared.fields) > _FIELDS_OF_A_PAGE:  # on one page nobody could read them
        sheet.page_setup.fitToWidth, sheet.print_title_cols = 2, "A:B"
    plan = record.plan
    items = plan.of(declared.kind)
    for row, item in enumerate(items, start=2):
        _fill_row(db, sheet, row, declared, item, record)
    for row in range(len(items) + 2, _last_row(items) + 1):
        for place, column in enumerate(columns_of(declared), start=1):
            sheet.cell(row, place).style = _style(declared, column.code)
    for place, one in enumerate(declared.fields, start=2):
        source = _choices(one, plan, lists, labels)
        if source:
            several = one.type in ("terms", "items", "indicators")
            offer(sheet, place, source, _last_row(items), one_only=not several)


def _last_row(items: Sequence[Item]) -> int:
    return len(items) + 1 + _BLANK_ROWS


def _fill_row(db: Database, sheet: Worksheet, row: int, declared: Declared, item: Item, record: Record) -> None:
    values: dict[str, Cell] = {REF: item.ref, VERSION: _instant(db, item), ACTOR: item.actor}
    values |= {one.code: shown(item, one, record.plan.items) for one in declared.fields}
    height = 1
    for place, column in enumerate(columns_of(declared), start=1):
        value, cell = values[column.code], sheet.cell(row, place)
        cell.style = _style(declared, column.code)
        if column.code == VERSION:
            cell.number_format = f"{INSTANT_FORMAT}:ss"
        write_typed(sheet, row, place, value)
        height = max(height, lines(value, column.width) if isinstance(value, str) else 1)
    sheet.row_dimensions[row].height = min(height, _MOST_LINES) * LINE_HEIGHT


def _instant(db: Database, item: Item) -> datetime:
    return db.local(item.recorded_at).replace(microsecond=0)


def _style(declared: Declared, code: str) -> str:
    if code in (REF, VERSION, ACTOR):
        return "gv connu"
    return "gv date" if declared.field(code).type == "day" else "gv texte"


def _choices(one: Field, plan: Plan, lists: Lists, labels: Mapping[str, str]) -> str:
    """Where the choices of a drop-down stand; '' for a column without one."""
    match one.type:
        case "word":
            return lists.range_of(one.words)
        case "flag":
            return lists.range_of((YES,))
        case "indicators":
            return lists.range_of(tuple(labels)) if labels else ""
        case "term" | "terms":
            terms = tuple(term.title for term in plan.terms(one.of))  # type: ignore[arg-type]
            return lists.range_of(terms) if terms else ""
        case "item" | "items":
            # The column of the other sheet itself: the rows that somebody adds there are offered too.
            name = quote_sheetname(KINDS[one.of].labels)
            return f"{name}!$A$2:$A${_last_row(plan.of(one.of))}"
    return ""


def _fill_history(db: Database, sheet: Worksheet, record: Record) -> None:
    fill_header(sheet, _HISTORY)
    for row, item in enumerate((one for one in record.told if _is_told_here(one, record)), start=2):
        state, said = _state(item, record), _said(item, record)
        for place, text in enumerate((item.ref, KINDS[item.kind].label, "", item.actor, state), start=1):
            write(sheet, row, place, text, "gv connu")
        sheet.cell(row, 3).number_format = f"{INSTANT_FORMAT}:ss"
        write_typed(sheet, row, 3, _instant(db, item))
        write(sheet, row, 6, item.file_name or "", "gv connu")
        write(sheet, row, 7, said, "gv aide")
        sheet.row_dimensions[row].height = min(lines(said, 100), _MOST_LINES) * LINE_HEIGHT


def _is_told_here(item: Item, record: Record) -> bool:
    """Not a term as it came with the program, unless somebody changed it since."""
    return record.latest[item.id] is not item or not came_with_the_program(item)


def _state(item: Item, record: Record) -> str:
    if item.withdrawn:
        return f"Retrait : {item.withdrawn}"
    if record.latest[item.id] is not item:
        return "Remplacée par une version plus récente"
    return "En vigueur" if item.id in record.plan.items else "Retirée avec son action"


def _said(item: Item, record: Record) -> str:
    """A line a field."""
    told = ((one.label, shown(item, one, record.latest)) for one in KINDS[item.kind].fields)
    return "\n".join(
        f"{label} : {value if isinstance(value, str) else f'{value:%d/%m/%Y}'}" for label, value in told if value
    )


def _help(labels: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "Plan d'action", "", "gv titre"
    for name, text in _RULES:
        yield name, text, "gv connu"
    for declared in DECLARED:
        yield declared.labels, declared.question, "gv section"
        for one in declared.fields:
            yield one.label, help_of(one), "gv connu"
    yield "Valeurs admises", "", "gv section"
    for code, label in labels.items():
        yield f"Indicateur {code}", label, "gv connu"
    yield "Groupes d'établissements", ", ".join(GROUP_LABELS.values()), "gv connu"
    yield "Listes", ", ".join(LISTS.values()), "gv connu"


_RULES = (
    (
        "Ce qui change",
        "Une ligne modifiée devient une nouvelle version de sa fiche, une ligne ajoutée une nouvelle fiche. Une ligne "
        "inchangée ne fait rien, même si sa fiche a changé depuis ce classeur. Le même fichier importé deux fois n'ajoute rien.",
    ),
    (
        "Ce qui ne change pas",
        "Une ligne supprimée ne retire pas sa fiche : elle se retire à l'écran, avec un motif. Une colonne supprimée laisse "
        "ce qu'elle disait. Les séances figées ne changent jamais.",
    ),
    ("Vider une cellule", "Sur une ligne exportée, une cellule vidée vide le champ de la fiche."),
    (
        "Deux personnes à la fois",
        "Une ligne modifiée ici, et sa fiche modifiée ailleurs depuis : la ligne est refusée, et c'est dit. Exportez le plan "
        "de nouveau et refaites ce changement.",
    ),
    (
        "Repère",
        "Il désigne une fiche : laissez-le sur les lignes exportées. Pour une nouvelle fiche, laissez-le vide, ou inventez-en "
        "un (par exemple nouveau1) que les autres feuilles citent : le programme donne ensuite le sien.",
    ),
    (
        "Version, Par",
        "Quand la fiche a été dite ainsi, et par qui : à laisser sur les lignes exportées, vides pour une autre.",
    ),
)

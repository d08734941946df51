"""Rows of a workbook beside what is known of the plan: what each one adds, changes or repeats."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from data.database import Database, Write
from data.plan.cells import LINKS, as_told, called, names_in, shown, still_says, typed
from data.plan.checking import Faulty, Values, checked
from data.plan.columns import READING_ORDER, REF, VERSION
from data.plan.desk import Desk, open_desk
from data.plan.items import Item, Plan
from data.plan.reading import PlanRow, read_cell
from data.plan.record import Key
from data.plan.sheet import PlanSheets
from data.returns.filled import QUOTED, shows
from data.returns.values import fold
from data.text import cut

_NEW = "pour une nouvelle fiche, laissez le repère vide"


def decide_rows(db: Database, write: Write, sheets: PlanSheets, sha256: str) -> list[PlanRow]:
    """Every filled row of the file of that sha256, decided, those of a kind after those that it links to. To be asked inside
    a write."""
    rows: dict[str, list[PlanRow]] = defaultdict(list)
    for declared, sheet in sheets.found:
        rows[declared.kind] += [PlanRow(sheet=sheet, place=place, declared=declared) for place in sheet.rows()]
    desk = open_desk(db, write, {kind: len(some) for kind, some in rows.items()}, sha256)
    for kind in READING_ORDER:
        _refuse_twins(rows[kind])
        for row in rows[kind]:
            if not row.errors:
                _decide(row, desk)
            _remember(row, desk)
    return [row for kind in READING_ORDER for row in rows[kind]]


def _refuse_twins(rows: Iterable[PlanRow]) -> None:
    """Two rows of one repère are shown to the person: which one is meant is not for the program to choose."""
    twins: dict[str, list[PlanRow]] = defaultdict(list)
    for row in rows:
        twins[fold(row.text(REF))].append(row)
    twins.pop("", None)
    for together in (some for some in twins.values() if len(some) > 1):
        numbers = " et ".join(str(row.number) for row in together)
        for row in together:
            said = f"Les lignes {numbers} ont toutes le repère {row.text(REF)} : gardez-en une seule ; {_NEW}."
            row.remark(REF, "duplicate_row", said, expected="une ligne par repère")


def _remember(row: PlanRow, desk: Desk) -> None:
    """What the row's repère means to the rows that cite it."""
    ref, kind = fold(row.text(REF)), row.declared.kind
    versions = desk.record.versions.get((kind, ref), [])
    item = row.item or (versions[0] if versions and row.text(VERSION) else None)
    if item is None:
        desk.names.refused.add((kind, fold(row.text(row.declared.fields[0].code))))
    if ref and (item is None or item.id in desk.names.standing):
        desk.names.rows[kind, ref] = item.id if item else None


def _decide(row: PlanRow, desk: Desk) -> None:
    key: Key = row.declared.kind, fold(row.text(REF))
    versions = desk.record.versions.get(key, [])
    origins = _written_from(row, versions, desk)
    if before := desk.told_here(row):
        _decide_again(row, before, desk)
    elif origins:
        _decide_known(row, versions[0], origins, desk)
    elif versions:
        _decide_without_version(row, versions[0], desk)
    elif gone := _written_from(row, desk.record.aside.get(key, []), desk):
        _decide_set_aside(row, gone, desk)
    else:
        _decide_new(row, desk)


def _decide_again(row: PlanRow, before: Item, desk: Desk) -> None:
    """before: what a file told with this row already. Whatever became of it since, the row says nothing new."""
    held = desk.record.latest[before.id]
    row.same, row.item = True, held
    stands = held.id in desk.record.plan.items
    if not stands or held.values != before.values:
        became = "modifiée" if stands else "retirée"
        said = f"Cette ligne est déjà importée ({held.ref}), et sa fiche {became} depuis : la ligne ne change rien."
        row.remark(REF, "already_imported", said, expected="", severity="warning")


def _written_from(row: PlanRow, versions: Iterable[Item], desk: Desk) -> list[Item]:
    return [one for one in versions if shows(row.cell(VERSION), desk.local(one.recorded_at))]


def _decide_known(row: PlanRow, held: Item, origins: Sequence[Item], desk: Desk) -> None:
    """held: the last version. origins: those that the row may have been written from."""
    if any(_unedited(row, origin, desk) for origin in origins):
        row.same, row.item = True, held
        return
    if held.withdrawn:
        said = f"La fiche {held.ref} a été retirée depuis ce classeur (« {held.withdrawn} ») : reprenez-la à l'écran ; {_NEW}."
        row.remark(REF, "withdrawn_item", said, expected="une fiche qui n'est pas retirée")
        return
    origin = held if held in origins else origins[0]
    values = _read(row, desk, origin)
    if values is not None and values in (origin.values, held.values):
        row.same, row.item = True, held
    elif held not in origins:
        at = desk.local(held.recorded_at)
        said = (
            f"La fiche {held.ref} a été modifiée depuis ce classeur par {held.actor}, le {at:%d/%m/%Y à %H h %M} : exportez le plan "
            "de nouveau et refaites ce changement."
        )
        row.remark(REF, "changed_since", said, expected="une fiche qui n'a pas changé depuis le classeur")
    elif values is not None:
        row.before, row.item = held, replace(held, values=values)
        desk.keep(row.item)


def _decide_without_version(row: PlanRow, held: Item, desk: Desk) -> None:
    """The repère is known, and nothing says which of its versions the row was written from."""
    unedited = held.id in desk.record.plan.items and _unedited(row, held, desk)
    same = held if unedited else desk.repeated(row.declared.kind, _read(row, desk, None))
    if same:
        row.same, row.item = True, same
        return
    why = "sa colonne Version n'est celle d'aucune de ses versions" if row.text(VERSION) else "sa Version est vide"
    said = f"{held.ref} est déjà le repère de « {cut(held.title, QUOTED)} » et {why} : repartez d'un classeur exporté ; {_NEW}."
    code = "unknown_version" if row.text(VERSION) else "missing_version"
    row.remark(REF, code, said, expected="la Version que le classeur exporté donne, ou un repère vide")


def _decide_set_aside(row: PlanRow, gone: Sequence[Item], desk: Desk) -> None:
    """The repère was given by a workbook that was set aside since."""
    said = f"La fiche {gone[0].ref} venait d'un import annulé depuis : cette ligne ne la reprend pas ; {_NEW}."
    edited = not any(_unedited(row, origin, desk) for origin in gone)
    row.remark(REF, "set_aside", said, expected="", severity="error" if edited else "warning")
    row.same = not edited


def _decide_new(row: PlanRow, desk: Desk) -> None:
    values = _read(row, desk, None)
    same = desk.repeated(row.declared.kind, values)
    if same:
        row.same, row.item = True, same
        if same.id not in desk.record.latest:
            said = "Une autre ligne de ce fichier dit exactement la même chose : une seule est ajoutée."
            row.remark(REF, "same_row", said, expected="", severity="warning")
    elif before := desk.repeated_before(row.declared.kind, values):
        _decide_again(row, before, desk)
    elif values is not None:
        row.item = desk.new_item(row, values)
        desk.keep(row.item)


def _unedited(row: PlanRow, origin: Item, desk: Desk) -> bool:
    return all(_still_says(row, code, origin, desk) for code in row.sheet.columns if code != REF)


def _still_says(row: PlanRow, code: str, origin: Item, desk: Desk) -> bool:
    field, cell, latest = row.declared.field(code), row.cell(code), desk.record.latest
    if still_says(cell, shown(origin, field, latest)):
        return True
    if field.type not in LINKS:
        return False
    # A workbook leaves out what did not stand when it was written: nobody took that link away.
    linked = {one: called(latest[one], field) for one in origin.ids(code) if one in latest}
    named = names_in(typed(cell), linked.values())
    since = origin.recorded_at
    left = {one: latest[one] for one, name in linked.items() if name in named or not desk.record.gone_since(one, since)}
    return still_says(cell, shown(origin, field, left))


def _read(row: PlanRow, desk: Desk, origin: Item | None) -> Values | None:
    """The values that the row tells; None, with remarks, when something is wrong. origin: what it was written from: a
    field whose cell still says the same, or that has no column, is left as it was."""
    told: dict[str, Any] = {}
    kept: Values = {}
    wrong: set[str] = set()
    standing = desk.names.standing
    for one in row.declared.fields:
        has_column = one.code in row.sheet.columns
        if origin and (not has_column or _still_says(row, one.code, origin, desk)):
            kept |= {one.code: origin.values[one.code]} if one.code in origin.values else {}
            told[one.code] = as_told(one, origin.values.get(one.code), standing.__contains__)
        elif has_column:
            before = len(row.errors)
            told[one.code] = read_cell(row, one, desk.words)
            wrong |= {one.code} if len(row.errors) > before else set()
    return _checked(row, desk, told, wrong, kept, itself=origin.id if origin else None)


def _checked(
    row: PlanRow, desk: Desk, told: Values, wrong: set[str], kept: Values, *, itself: UUID | None
) -> Values | None:
    facts = replace(desk.known, plan=Plan(desk.names.standing))
    try:
        itself = itself or _said_already(row, told, desk)
        values = checked(row.declared.kind, told, facts, itself=itself, unread=wrong)
    except Faulty as faulty:
        for fault in faulty.faults:
            if fault.field not in wrong:
                code = "missing_value" if told.get(fault.field) in (None, "", []) else "refused_value"
                row.fault(row.declared.field(fault.field), code, fault.message)
        return None
    return None if wrong else values | kept


def _said_already(row: PlanRow, told: Values, desk: Desk) -> UUID | None:
    """The term that says just this: the row is no second one of that name. Raises Faulty."""
    if row.declared.kind != "term":
        return None
    found = desk.repeated("term", checked("term", told, replace(desk.known, plan=Plan())))
    return found.id if found else None

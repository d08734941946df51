"""Where the items of the plan stand in a file: a sheet a kind, found by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.errors import Refusal
from data.files.tables import Table
from data.plan.columns import HELP_SHEET, HISTORY_SHEET, columns_of
from data.plan.declaration import DECLARED, Declared
from data.returns.filled import FilledSheet, find_header
from data.returns.issues import Issue
from data.returns.values import fold


@dataclass(kw_only=True)
class PlanSheets:
    """The sheets of a file, by kind, and what is said of the others."""

    found: list[tuple[Declared, FilledSheet]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def find_sheets(tables: Sequence[Table]) -> PlanSheets:
    """The sheets that hold items. Raises Refusal when there is none."""
    by_name = {
        fold(name): declared for declared in DECLARED for name in (declared.kind, declared.label, declared.labels)
    }
    sheets = PlanSheets()
    for table in tables:
        if table.hidden or not table.rows or fold(table.sheet) in (fold(HELP_SHEET), fold(HISTORY_SHEET)):
            continue
        declared = by_name.get(fold(table.sheet))
        found = find_header(table, columns_of(declared)) if declared else None
        if declared and found:
            sheets.found.append((declared, found))
            sheets.issues += found.unknown_columns("classeur du plan")
        else:
            sheets.issues.append(_unread(table, declared))
    if not sheets.found:
        names = ", ".join(f"« {declared.labels} »" for declared in DECLARED)
        raise Refusal(
            f"Aucune feuille de ce fichier n'est du classeur du plan ({names}) : partez de celui que la section Agir donne à "
            "télécharger, puis recommencez. Un fichier .csv est une seule feuille : donnez-lui son nom, par exemple Irritants.csv."
        )
    return sheets


def _unread(table: Table, declared: Declared | None) -> Issue:
    if declared:
        needed = f"« {declared.fields[0].label} »"
        said = f"La feuille « {table.sheet} » n'a pas de colonne {needed}, elle n'est pas lue : remettez cet en-tête."
    else:
        said = f"La feuille « {table.sheet} » ne fait pas partie du classeur du plan : elle n'est pas lue."
    return Issue(
        sheet=table.sheet,
        cell=table.address(0, 0),
        code="unreadable_sheet" if declared else "unknown_sheet",
        severity="error" if declared else "warning",
        found="",
        expected=f"une colonne {needed}" if declared else "",
        message=said,
    )

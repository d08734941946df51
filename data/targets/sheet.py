"""Where the targets stand in a file."""

from collections.abc import Sequence

from data.errors import Refusal
from data.files.tables import Table
from data.returns.filled import FilledSheet, find_header
from data.returns.values import fold
from data.targets.columns import COLUMNS, HELP_SHEET, HISTORY_SHEET, SHEET


def find_sheet(tables: Sequence[Table]) -> FilledSheet:
    """The sheet of targets: the one called « Cibles », else the first that looks like it. Raises Refusal."""
    aside = {fold(HISTORY_SHEET), fold(HELP_SHEET)}
    visible = [table for table in tables if not table.hidden and fold(table.sheet) not in aside]
    visible.sort(key=lambda table: fold(table.sheet) != fold(SHEET))
    for table in visible:
        found = find_header(table, COLUMNS)
        if found:
            return found
    needed = ", ".join(f"« {column.header} »" for column in COLUMNS if column.needed)
    raise Refusal(
        f"Aucune feuille de ce fichier n'a les colonnes {needed} : partez du classeur des cibles que la page Cibles "
        "donne à télécharger, puis recommencez."
    )

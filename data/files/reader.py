"""The tables of a person's file: checked, then parsed in a process of its own."""

import json
from collections.abc import Callable, Sequence
from pathlib import PurePath

from data.errors import Refusal
from data.files import transfer
from data.files.preflight import check
from data.files.sentences import LOCKED
from data.files.tables import Table
from data.files.worker import Worker
from data.files.zipped import NO_VALUE
from data.settings import Limits

# Reading takes about 0.2 s per MB: a file that needs twenty times that is made to hang.
_SECONDS_AT_LEAST, _SECONDS_PER_MB = 3.0, 4.0

_COPY = (
    "recopiez seulement le tableau utile dans un nouveau classeur, enregistrez-le au format .xlsx, puis recommencez."
)
_REFUSALS = {
    "time": f"La lecture de ce fichier a été arrêtée car elle durait trop : {_COPY}",
    "memory": f"Ce fichier demande trop de mémoire pour être lu : {_COPY}",
    "answer": f"Ce fichier contient trop de texte pour être lu en une fois : {_COPY}",
    "size": (
        "Le tableau de ce fichier a trop de lignes ou de colonnes (au plus {rows} lignes et {columns} colonnes) : "
        "supprimez celles qui sont inutiles ou partagez-le en plusieurs fichiers, puis recommencez."
    ),
    "sheets": (
        "Ce classeur a trop de feuilles remplies pour être lu en une fois : gardez seulement celles qui sont utiles, "
        "puis recommencez."
    ),
    "unread": (
        "Ce classeur a trop de cellules en erreur, ou dont la formule n'a pas été calculée : ouvrez-le dans Excel ou "
        "LibreOffice, laissez-le calculer, corrigez les erreurs, enregistrez-le, puis recommencez."
    ),
    "password": LOCKED,
    "unreadable": (
        "Ce fichier n'a pas pu être lu, il est sans doute endommagé : ouvrez-le dans Excel ou LibreOffice, "
        "enregistrez-le sous un autre nom au format .xlsx, puis recommencez."
    ),
}


def read_tables(name: str, content: bytes, limits: Limits) -> list[Table]:
    """All the sheets of a workbook (hidden ones flagged), or the one table of a CSV, in the file's order.

    The sheet of a CSV is named after the file, as Excel does. Raises Refusal, one French sentence; a hostile file
    ends a child process and leaves this one as it was.
    """
    [outcome] = read_files([(name, content)], limits)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def read_files(
    files: Sequence[tuple[str, bytes]], limits: Limits, progress: Callable[[int], object] = lambda _done: None
) -> list[list[Table] | Refusal]:
    """What `read_tables` gives, or the Refusal it raises, for each (name, content), in step with the files.

    One child process serves them all; the limits hold for each file, and one that ends the child costs only itself.
    `progress` is called with the number of files done.
    """
    outcomes: list[list[Table] | Refusal] = []
    with Worker(limits) as worker:
        for done, (name, content) in enumerate(files, start=1):
            try:
                outcomes.append(_read(worker, name, content, limits))
            except Refusal as refusal:
                outcomes.append(refusal)
            progress(done)
    return outcomes


def _read(worker: Worker, name: str, content: bytes, limits: Limits) -> list[Table]:
    # The child starts while the file is being checked, and is given nothing before that.
    worker.get_ready()
    seen: set[str] = set()
    file_format = check(name, content, limits, seen)
    look_again = file_format == "xls" or NO_VALUE in seen
    problem, packed = worker.read(content, file_format, look_again=look_again, seconds=_patience(content, limits))
    if problem != "ok":
        raise _refusal(problem, limits)
    return [_table(sheet, PurePath(name).stem if file_format == "csv" else None) for sheet in json.loads(packed)]


def _patience(content: bytes, limits: Limits) -> float:
    return min(limits.seconds, _SECONDS_AT_LEAST + _SECONDS_PER_MB * len(content) / 2**20)


def _table(sheet: dict, name: str | None) -> Table:
    return Table(
        sheet=sheet["sheet"] if name is None else name,
        hidden=sheet["hidden"],
        first_row=sheet["first_row"],
        first_column=sheet["first_column"],
        rows=transfer.unpack(sheet),
    )


def _refusal(problem: str, limits: Limits) -> Refusal:
    sentence = _REFUSALS.get(problem, _REFUSALS["unreadable"])
    return Refusal(sentence.format(rows=limits.rows, columns=limits.columns))

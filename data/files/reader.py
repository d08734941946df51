"""The tables of a person's file: checked, then parsed in a process of its own."""

import json
import os
import subprocess
import sys
from math import ceil
from pathlib import PurePath

from data.errors import Refusal
from data.files import transfer
from data.files.preflight import LOCKED, NO_VALUE, check
from data.files.tables import Table
from data.settings import ROOT, Limits

# What the interpreter needs to find itself; the rest (addresses, secrets) is not for a process that reads strangers' files.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP")
# Reading takes about 0.2 s per MB: a file that needs twenty times that is made to hang.
_SECONDS_AT_LEAST, _SECONDS_PER_MB = 4.0, 4.0

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
    # The child starts while the file is being checked, and is given nothing before that.
    with subprocess.Popen(
        _command(limits),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
    ) as child:
        try:
            seen: set[str] = set()
            file_format = check(name, content, limits, seen)
            look_again = b"1" if NO_VALUE in seen else b"0"
            output = child.communicate(look_again + content, timeout=_patience(content, limits))[0]
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise _refusal("time", limits) from error
        except BaseException:
            child.kill()
            raise
    problem, _, packed = output.partition(b"\n")
    if child.returncode != 0 or problem != b"ok":
        raise _refusal(problem.decode() or _cause_of_death(child.returncode), limits)
    return [_table(sheet, None if file_format == "xlsx" else PurePath(name).stem) for sheet in json.loads(packed)]


def _command(limits: Limits) -> list[str]:
    numbers = (
        limits.memory_mb,
        ceil(limits.seconds),
        limits.rows,
        limits.columns,
        limits.cells,
        # The answer fits in what a file may weigh, so this process never grows by much more than that.
        limits.file_mb,
    )
    return [sys.executable, "-X", "utf8", "-m", "data.files.child", *map(str, numbers)]


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


def _cause_of_death(code: int) -> str:
    """An allocation refused by the limit aborts the Rust reader (SIGABRT) or faults (SIGSEGV)."""
    return {-6: "memory", -11: "memory", -9: "time", -24: "time"}.get(code, "unreadable")


def _refusal(problem: str, limits: Limits) -> Refusal:
    sentence = _REFUSALS.get(problem, _REFUSALS["unreadable"])
    return Refusal(sentence.format(rows=limits.rows, columns=limits.columns))

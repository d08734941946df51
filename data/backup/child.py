"""Copying the files of a database without opening them in this process."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from data.database import refusals
from data.errors import Refusal

_CHILD = Path(__file__).with_name("copy_child.py")


def copy_files(files: Sequence[Path], folder: Path) -> dict[str, str]:
    """Copy files into a folder, down to the disk; returns the sha256 of each by name. Raises DiskFull or Refusal."""
    command = [sys.executable, "-I", "-S", str(_CHILD), str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told: dict[str, str] = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise _failed(folder) from error
    if "error" in told:
        raise refusals.disk_full() if refusals.is_full(OSError(told["error"], "")) else _failed(folder)
    return told


def settle(folder: Path) -> None:
    """Have the names of a folder written to the disk, where the system has a way to ask."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows has none
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failed(folder: Path) -> Refusal:
    return Refusal(
        f"La sauvegarde n'a pas pu être écrite dans {folder.parent} : vérifiez que le dossier existe et que vous pouvez "
        "y écrire, puis recommencez."
    )

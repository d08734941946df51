"""A thousand fiches in one drop, growth from 1,000 to 100,000 rows, and the memory of both processes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Event, Thread
from zipfile import ZIP_DEFLATED, ZipFile

import psutil
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from data.database import LOCAL, Database
from data.returns.intake import import_returns
from data.returns.questionnaire import questionnaire
from tests.benchmarks.importing import database
from tests.helpers import make_uai

FICHES, ROUNDS = 1_000, 3
SIZES = (1_000, 10_000, 100_000)
_ANSWERS = {
    "cadre_etat": "Intégré au projet",
    "cadre_canaux": "Oui",
    "comite_existe": "Oui",
    "comite_reunions": 2,
    "comite_comptes_rendus": "Oui",
    "comite_direction": "Oui",
    "comite_referent": "Oui",
    "comite_parents": "Non",
    "formation_suivie": "Oui",
    "formation_personnels": 12,
}
_MB = 2**20


def run() -> list[dict[str, object]]:
    """The rows of the table: medians, ratios and megabytes of one run."""
    return [*_fiches(), *_growth()]


# --- a thousand fiches


def _fiches() -> list[dict[str, object]]:
    uais = [make_uai(number) for number in range(1, FICHES + 1)]
    files = fiches(uais)
    packed = zipped(files)
    drop, bare = [], []
    for _ in range(ROUNDS):
        db = database(uais)
        bare.append(_timed(lambda: [_read(content) for _, content in files]))
        drop.append(_timed(lambda db=db: _take(db, "lot.zip", packed, FICHES)))
        db.close()
    parent, child = _memory(uais, packed)
    ratio = median(drop) / median(bare)
    return [
        {
            "what": f"{FICHES} fiches in one zip, to commit / bare calamine reads",
            "ratio": ratio,
            "target": "",
            "seconds": median(drop),
        },
        {"what": "memory: this process grows, MB", "ratio": parent, "target": "<= 50", "seconds": median(drop)},
        {"what": "memory: largest child process, MB", "ratio": child, "target": "<= 1000", "seconds": median(drop)},
    ]


def fiches(uais: list[str]) -> list[tuple[str, bytes]]:
    """The campaign's fiche, filled once, then with the UAI of each establishment in the place of the first's."""
    db = database(uais)
    book = load_workbook(BytesIO(questionnaire(db, campaign="c", layout="fiche", uai=uais[:1], as_of=db.clock())))
    sheet = book["Réponses"]
    for row in sheet.iter_rows():
        if row[0].value in _ANSWERS:
            row[2].value = _ANSWERS[row[0].value]
    out = BytesIO()
    book.save(out)
    db.close()
    with ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [(f"{uai}.xlsx", _rewritten(parts, uais[0], uai)) for uai in uais]


def _rewritten(parts: dict[str, bytes], before: str, after: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(before.encode(), after.encode()))
    return out.getvalue()


def zipped(files: list[tuple[str, bytes]]) -> bytes:
    """The files in one archive."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def _read(content: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _memory(uais: list[str], packed: bytes) -> tuple[float, float]:
    """Megabytes: what this process holds more after a drop than before, and the most that the child which reads held."""
    db = database(uais)
    before = psutil.Process().memory_info().rss
    with _watched() as held:
        _take(db, "lot.zip", packed, FICHES)
    grown = psutil.Process().memory_info().rss - before
    db.close()
    return grown / _MB, max(held)


@contextmanager
def _watched() -> Iterator[list[float]]:
    """The most that each child which reads files has held so far, in megabytes, looked at fifty times a second.

    Not `getrusage`: it counts every child that ever ended, and for each what its parent held when it was made.
    """
    held, is_over = [0.0], Event()

    def watch() -> None:
        while not is_over.wait(0.02):
            with suppress(psutil.Error, OSError):
                children = psutil.Process().children()
                held.extend(_most_held(one.pid) for one in children if "data.files.child" in one.cmdline())

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield held
    finally:
        is_over.set()
        watcher.join()


def _most_held(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


# --- growth


def _growth() -> list[dict[str, object]]:
    seconds = {}
    for size in SIZES:
        uais = [make_uai(number % 10_000, f"{number // 10_000 + 1:03d}") for number in range(size)]
        content = _csv(uais)
        times = []
        for _ in range(ROUNDS if size < SIZES[-1] else 1):
            db = database(uais)
            times.append(_timed(lambda db=db, content=content, size=size: _take(db, "retours.csv", content, size)))
            db.close()
        seconds[size] = median(times)
    return [
        {
            "what": f"import of {large} rows / of {small} rows",
            "ratio": seconds[large] / seconds[small],
            "target": f"<= {large // small}",
            "seconds": seconds[large],
        }
        for small, large in zip(SIZES, SIZES[1:], strict=False)
    ]


def _csv(uais: list[str]) -> bytes:
    answers = ";".join(str(answer) for answer in _ANSWERS.values())
    return "\n".join([";".join(["uai", *_ANSWERS]), *(f"{uai};{answers}" for uai in uais)]).encode()


def _take(db: Database, name: str, content: bytes, accepted: int) -> None:
    results = import_returns(db, LOCAL, [(name, content)], campaign="c")
    assert sum(result.accepted for result in results) == accepted, results[0].reason


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began

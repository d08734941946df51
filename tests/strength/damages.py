"""Damage a base in many ways, open it, and look: python -m tests.strength.damages FOLDER DAMAGES SEED

stdout is one JSON object: how often each kind of damage was refused or did no harm, and what went wrong.
"""

import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from data.database import LOCAL, open_database
from data.database.properties import set_property
from data.errors import DatabaseDamaged
from tests.strength.importing import CAMPAIGN, faults, prepare, returned, settings_of
from tests.strength.nursery import ask_child

_BLOCK, _HEADERS = 262_144, 12_288
Damage = Callable[[Random, bytes], bytes]


def cut(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(1, len(content))]


def zero_the_head(chance: Random, content: bytes) -> bytes:
    length = min(len(content), chance.choice((4, 4_096, 8_192, _HEADERS)))
    return bytes(length) + content[length:]


def flip_bits(chance: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def zero_a_block(chance: Random, content: bytes) -> bytes:
    start = _start(chance, content)
    return (content[:start] + bytes(_BLOCK) + content[start + _BLOCK :])[: len(content)]


def swap_blocks(chance: Random, content: bytes) -> bytes:
    """Each block keeps a right checksum, at the wrong place: this can end the process that reads it."""
    one, other = _start(chance, content), _start(chance, content)
    changed = bytearray(content)
    changed[one : one + _BLOCK], changed[other : other + _BLOCK] = (
        content[other : other + _BLOCK],
        content[one : one + _BLOCK],
    )
    return bytes(changed)


def garbage(chance: Random, _content: bytes) -> bytes:
    return chance.randbytes(chance.choice((1, 100, 5_000, 300_000)))


def nothing(_chance: Random, _content: bytes) -> bytes:
    return b""


def _start(chance: Random, content: bytes) -> int:
    return _HEADERS + _BLOCK * chance.randrange(max(1, (len(content) - _HEADERS) // _BLOCK))


ON_THE_FILE: tuple[Damage, ...] = (cut, zero_the_head, flip_bits, zero_a_block, swap_blocks, garbage, nothing)
ON_THE_LOG: tuple[Damage, ...] = (cut, zero_the_head, flip_bits, garbage)


def build(path: Path, with_log: Path, other_log: Path) -> None:
    """A sound base, the same with a log that a killed program left, and the log of another base."""
    prepare(path)
    db = open_database(path, settings=settings_of(path))
    from data.returns.intake import import_returns

    import_returns(db, LOCAL, [returned(seed) for seed in range(6)], campaign=CAMPAIGN)
    db.close()
    for target in (with_log, other_log):
        target.parent.mkdir()
        shutil.copy(path, target)
    ask_child(lambda: _write_and_die(with_log, 40))
    other_log.unlink()
    ask_child(lambda: _write_and_die(other_log, 3))


def _write_and_die(path: Path, writes: int) -> None:
    import os

    db = open_database(path, settings=settings_of(path))
    for number in range(writes):
        set_property(db, LOCAL, "dit", str(number))
    os.kill(os.getpid(), 9)


def open_and_look(path: Path) -> dict[str, Any]:
    """Refused, sound, or something that must never be."""
    before = _contents(path)
    try:
        db = open_database(path, settings=settings_of(path))
    except DatabaseDamaged:
        return {"state": "refused", "wrong": [] if _contents(path) == before else ["a refused base was changed"]}
    wrong = faults(db)
    db.close()
    return {"state": "opened", "wrong": wrong}


def _contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if "en-service" not in file.name}


def damage_once(sources: dict[str, Path], place: Path, chance: Random, tally: Counter[str]) -> list[str]:
    """One damage on a fresh copy; a base that ends the process must be refused the next time."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    path, log = place / "g.duckdb", place / "g.duckdb.wal"
    on_log, left_log = chance.random() < 0.35, chance.random() < 0.5
    source = sources["log" if on_log or left_log else "clean"]
    damage = chance.choice(ON_THE_LOG if on_log else ON_THE_FILE)
    name = f"{'log' if on_log else 'file'}: {damage.__name__}"
    path.write_bytes(source.read_bytes() if on_log else damage(chance, source.read_bytes()))
    if on_log or left_log:
        content = source.with_name("g.duckdb.wal").read_bytes()
        log.write_bytes(damage(chance, content) if on_log else content)
    if on_log and chance.random() < 0.15:
        name = "log: of another base"
        log.write_bytes(sources["other"].with_name("g.duckdb.wal").read_bytes())
    code, found = ask_child(lambda: open_and_look(path))
    if code < 0:
        tally["ended the process, once"] += 1
        code, found = ask_child(lambda: open_and_look(path))
    if code != 0 or found is None:
        return [f"{name}: status {code}"]
    tally[f"{name}, {found['state']}"] += 1
    return [f"{name}: {fault}" for fault in found["wrong"]]


def main(folder: Path, damages: int, seed: int) -> dict[str, Any]:
    """All the damages."""
    sources = {name: folder / name / "g.duckdb" for name in ("clean", "log", "other")}
    code, _ = ask_child(lambda: build(sources["clean"], sources["log"], sources["other"]))
    assert code == 0 and sources["log"].with_name("g.duckdb.wal").exists()
    chance, tally, wrong = Random(seed), Counter[str](), []
    for _ in range(damages):
        wrong += damage_once(sources, folder / "damaged", chance, tally)
    return {"damages": damages, "wrong": wrong, "tally": dict(sorted(tally.items()))}


if __name__ == "__main__":
    began = time.perf_counter()
    told = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(told | {"seconds": round(time.perf_counter() - began, 1)}, indent=1))

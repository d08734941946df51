"""Kill -9 during imports, then open the base again and look: python -m tests.strength.kills FOLDER KILLS SEED

stdout is one JSON object: how many imports were found whole, absent or acknowledged, and what was half there.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from data.database import LOCAL, open_database
from data.returns.intake import import_returns
from tests.strength.importing import CAMPAIGN, batch_names, faults, prepare, returned, settings_of
from tests.strength.nursery import Child, ask_child

_KILLS_A_BASE = 20
_FILES = 3
_WRITING = 0.9  # the share of its work at which an import begins to write


def take_in(path: Path, first: int, say: Callable[[str], None]) -> None:
    """Drops of files, one after the other, until somebody kills this."""
    db = open_database(path, settings=settings_of(path))
    for drop in range(first, first + 1_000_000, _FILES):
        files = [returned(seed) for seed in range(drop, drop + _FILES)]
        began = [time.perf_counter()]

        def tell(share: float, _phrase: str, began: list[float] = began) -> None:
            if share >= _WRITING:
                began[0] = time.perf_counter()
                say("writing")

        say("reading")
        results = import_returns(db, LOCAL, files, campaign=CAMPAIGN, progress=tell)
        assert {result.state for result in results} == {"imported"}, [result.reason for result in results]
        say(f"done {drop} {time.perf_counter() - began[0]:.4f}")


def look(path: Path) -> dict[str, Any]:
    """Open the base again as the program does, and say what is there."""
    began = time.perf_counter()
    db = open_database(path, settings=settings_of(path))
    seconds = time.perf_counter() - began
    found = {"faults": faults(db), "files": batch_names(db), "seconds": seconds}
    db.close()
    return found


def usual_write(path: Path) -> float:
    """Seconds from the beginning of a process's first write to its return."""
    child = Child(lambda say: take_in(path, 900_000, say))
    line = next(line for line in child.said if line.startswith("done"))
    child.kill()
    child.wait()
    return float(line.split()[2])


def kill_once(path: Path, first: int, longest: float, chance: Random, tally: Counter[str]) -> list[str]:
    """One kill, at a random moment of the reading or of the writing; returns what was wrong."""
    child = Child(lambda say: take_in(path, first, say))
    moment, rounds = ("writing" if chance.random() < 0.8 else "reading"), chance.choice((1, 1, 1, 2))
    done, seen = [], 0
    for line in child.said:
        done += [int(line.split()[1])] if line.startswith("done") else []
        seen += line.startswith(moment)
        if seen == rounds:
            break
    # Anywhere in the write, more often near its commit.
    time.sleep(longest * chance.choice((chance.random(), 0.6 + 0.4 * chance.random())))
    child.kill()
    _, lines = child.wait()
    done += [int(line.split()[1]) for line in lines if line.startswith("done")]
    code, found = ask_child(lambda: look(path))
    if code != 0 or found is None:
        return [f"cannot be opened after a kill (status {code})"]
    wrong = list(found["faults"])
    known = Counter(found["files"])
    for drop in range(first, first + _FILES * (len(done) + 1), _FILES):
        names = [returned(seed)[0] for seed in range(drop, drop + _FILES)]
        there = sum(known[name] for name in names)
        if there not in (0, _FILES):
            wrong.append(f"{there} of the {_FILES} files of a drop")
        if drop in done and there != _FILES:
            wrong.append("an import that was said to be done is lost")
        tally["whole" if there else "absent"] += 1
        tally["committed but not said yet"] += there == _FILES and drop not in done
    tally[f"killed while {moment}"] += 1
    return wrong


def main(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """All the kills, a fresh base every few of them."""
    chance = Random(seed)
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    longest = 0.0
    for number in range(kills):
        path = folder / f"{number // _KILLS_A_BASE}" / "g.duckdb"
        if number % _KILLS_A_BASE == 0:
            ask_child(lambda path=path: prepare(path))
            longest = 1.2 * usual_write(path)
        wrong += kill_once(path, 1_000 * number, longest, chance, tally)
    return {"kills": kills, "wrong": wrong, **tally}


if __name__ == "__main__":
    began = time.perf_counter()
    told = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(told | {"seconds": round(time.perf_counter() - began, 1)}))

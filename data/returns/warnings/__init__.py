"""Answers to be verified until somebody settles them, and what was decided about them.

What the checks find is worked out at each read from the answers that hold; only decisions about it are stored. What the
reading of a file remarked on a whole return is kept with its batch.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pyarrow as pa

from data.database import Actor, Database, Write
from data.errors import Refusal
from data.returns.reading import ANSWER_DAY
from data.returns.values import fold
from data.returns.warnings.found import KeptWarning, checks_of, found_now
from data.sql import SqlFolder

__all__ = ["KeptWarning", "count_open", "open_warnings", "reopen_warning", "settle_warnings", "settled_warnings"]

sql = SqlFolder(__file__)
_STORED = ("id", "batch", "campaign", "uai", "question", "code", "sheet", "cell", "found", "expected", "message")
Asked = tuple[str, str]
"""A campaign and its school year."""


def open_warnings(
    db: Database, *, campaign: str | None = None, uai: str | None = None, as_of: datetime
) -> list[KeptWarning]:
    """What is still to be verified, by establishment, the latest told first: nobody has settled it, and it is true of
    the answers that hold, or is about a return that none has replaced."""
    every = (one for asked in _asked(db, campaign, as_of) for one in _open(db, asked, as_of))
    return _by_establishment(every, uai)


def settled_warnings(
    db: Database, *, campaign: str | None = None, uai: str | None = None, as_of: datetime
) -> list[KeptWarning]:
    """What was settled, the latest decision first, whether it still is so or not."""
    every = (one for asked in _asked(db, campaign, as_of) for one in _settled(db, asked, as_of))
    return sorted(_by_establishment(every, uai), key=lambda one: one.settled_at or as_of, reverse=True)


def count_open(db: Database, campaign: str, as_of: datetime) -> int:
    """How many remarks of a campaign are still to be verified."""
    return len(open_warnings(db, campaign=campaign, as_of=as_of))


def settle_warnings(db: Database, actor: Actor, ids: Collection[UUID], *, reason: str) -> None:
    """Say that these were verified, and why the answers stay. Raises Refusal: no reason, none chosen, not open."""
    _decide(db, actor, ids, settled=True, reason=reason)


def reopen_warning(db: Database, actor: Actor, warning: UUID, *, reason: str) -> None:
    """Take a decision back: it is to be verified again. Raises Refusal: no reason, or not settled."""
    _decide(db, actor, [warning], settled=False, reason=reason)


# --- reading


def _asked(db: Database, campaign: str | None, as_of: datetime) -> list[Asked]:
    return [(row["code"], row["school_year"]) for row in db.query(sql("asked"), campaign=campaign, as_of=as_of)]


def _open(db: Database, asked: Asked, as_of: datetime) -> Iterator[KeptWarning]:
    decided = _decisions(db, asked, as_of)
    for one in found_now(db, *asked, as_of):
        if one.key not in decided:
            yield one
    yield from _kept(db, asked, as_of, settled=False)


def _settled(db: Database, asked: Asked, as_of: datetime) -> Iterator[KeptWarning]:
    """Those found now lead to the cell that says it now, the others to the one that said it."""
    decided = _decisions(db, asked, as_of)
    now = [one for one in found_now(db, *asked, as_of) if one.key in decided] if decided else []
    yield from (replace(one, **decided[one.key]) for one in now)
    said = {one.key for one in now}
    yield from (one for one in _kept(db, asked, as_of, settled=True) if one.key not in said)


def _decisions(db: Database, asked: Asked, as_of: datetime) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Why, by whom and when what a check found was settled."""
    rows = db.query(sql("decisions"), campaign=asked[0], as_of=as_of, checks=_check_codes(db))
    return {(row.pop("uai"), row.pop("code"), row.pop("found")): row for row in rows}


def _kept(db: Database, asked: Asked, as_of: datetime, *, settled: bool) -> Iterator[KeptWarning]:
    campaign, year = asked
    of = {"campaign": campaign, "checks": _check_codes(db)}
    # Most campaigns have none: the look costs a tenth of the reading.
    if settled or db.query(sql("anything_kept"), **of):
        on_day = db.local(as_of).date()
        rows = db.query(
            sql("kept_warnings"), **of, as_of=as_of, on_day=on_day, settled=settled, day_question=ANSWER_DAY
        )
        yield from (KeptWarning(school_year=year, **row) for row in rows)


def _check_codes(db: Database) -> list[str]:
    return [check.code for check in checks_of(db)]


def _by_establishment(warnings: Iterable[KeptWarning], uai: str | None) -> list[KeptWarning]:
    every = sorted((one for one in warnings if uai in (None, one.uai)), key=lambda one: one.code)
    every.sort(key=lambda one: one.recorded_at, reverse=True)
    return sorted(every, key=lambda one: (fold(one.name), one.uai))


# --- deciding


def _decide(db: Database, actor: Actor, ids: Collection[UUID], *, settled: bool, reason: str) -> None:
    if not ids:
        raise Refusal("Aucune réponse n'est choisie : cochez au moins une remarque.")
    if not reason.strip():
        raise Refusal("Dites ce qui a été vérifié : le motif est gardé avec la réponse.")
    with db.writing(actor, "settle" if settled else "reopen", _subject(ids)) as write:
        chosen = _chosen(db, set(ids), write.at, settled=settled)
        _keep(write, chosen)
        decision = {"ids": sorted(ids), "settled": settled, "reason": reason.strip()}
        write.cursor.execute(sql("add_settlements"), {**decision, "actor": actor.name, "at": write.at})
        write.detail.update(warnings=sorted(ids), codes=sorted({one.code for one in chosen}))


def _subject(ids: Collection[UUID]) -> str:
    return f"{len(ids)} remarque{'s' if len(ids) > 1 else ''}"


def _chosen(db: Database, ids: set[UUID], at: datetime, *, settled: bool) -> list[KeptWarning]:
    """The remarks of these ids that can be decided so. Campaigns are read one by one, the latest first: most lists are
    of one."""
    chosen: dict[UUID, KeptWarning] = {}
    for asked in _asked(db, None, at):
        read = _open(db, asked, at) if settled else _settled(db, asked, at)
        chosen |= {one.id: one for one in read if one.id in ids}
        if chosen.keys() == ids:
            return list(chosen.values())
    raise Refusal("La liste a changé depuis qu'elle est affichée : rechargez la page, puis choisissez à nouveau.")


def _keep(write: Write, chosen: Sequence[KeptWarning]) -> None:
    """Store those that are not stored yet, so that a decision says what it was about."""
    columns = {name: [str(getattr(one, name)) for one in chosen] for name in _STORED}
    write.cursor.register("decided_on", pa.table(columns))
    write.cursor.execute(sql("add_settled"), {"at": write.at})

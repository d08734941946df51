"""The remarks kept with accepted answers, shown until somebody settles them, and what was decided about them."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyarrow as pa

from data.database import Actor, Database
from data.errors import Refusal
from data.returns.checks import Cursor, load_checks, still_found
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class KeptWarning:
    """A remark with the answer it is about: establishment, question ('' for a whole row) and canonical value, file and
    cell, who took the file in and when (UTC). `reason`, `settled_by` and `settled_at` are None while it is open."""

    id: UUID
    campaign: str
    school_year: str
    uai: str
    name: str
    question: str
    value: str | None
    code: str
    found: str
    expected: str
    message: str
    batch: UUID
    file_name: str
    sheet: str
    cell: str
    recorded_at: datetime
    actor: str
    reason: str | None
    settled_by: str | None
    settled_at: datetime | None


def open_warnings(
    db: Database, *, campaign: str | None = None, uai: str | None = None, as_of: datetime
) -> list[KeptWarning]:
    """What is still to be verified, by establishment: nobody has settled it, its file counts, its answer holds, and
    the answers it was held against still contradict it."""
    found = _kept(db, campaign, uai, as_of, settled=False)
    true = {one.id for one in _still_true(db, found, as_of)}
    return [one for one in found if one.id in true]


def settled_warnings(
    db: Database, *, campaign: str | None = None, uai: str | None = None, as_of: datetime
) -> list[KeptWarning]:
    """What was settled, the latest decision first."""
    return _kept(db, campaign, uai, as_of, settled=True)


def count_open(db: Database, campaign: str, as_of: datetime) -> int:
    """How many remarks of a campaign are still to be verified."""
    return len(open_warnings(db, campaign=campaign, as_of=as_of))


def settle_warnings(db: Database, actor: Actor, ids: Collection[UUID], *, reason: str) -> None:
    """Say that these were verified, and why the answers stay. Raises Refusal: no reason, none chosen, not open."""
    _decide(db, actor, ids, settled=True, reason=reason)


def reopen_warning(db: Database, actor: Actor, warning: UUID, *, reason: str) -> None:
    """Take a decision back: it is to be verified again. Raises Refusal: no reason, or not settled."""
    _decide(db, actor, [warning], settled=False, reason=reason)


def _decide(db: Database, actor: Actor, ids: Collection[UUID], *, settled: bool, reason: str) -> None:
    if not ids:
        raise Refusal("Aucune réponse n'est choisie : cochez au moins une remarque.")
    if not reason.strip():
        raise Refusal("Dites ce qui a été vérifié : le motif est gardé avec la réponse.")
    with db.writing(actor, "settle" if settled else "reopen", _subject(ids)) as write:
        read = open_warnings if settled else settled_warnings
        known = {one.id: one for one in read(db, as_of=write.at)}
        if not known.keys() >= set(ids):
            raise Refusal(
                "La liste a changé depuis qu'elle est affichée : rechargez la page, puis choisissez à nouveau."
            )
        decision = {"ids": sorted(ids), "settled": settled, "reason": reason.strip()}
        write.cursor.execute(sql("add_settlements"), {**decision, "actor": actor.name, "at": write.at})
        write.detail.update(warnings=sorted(ids), codes=sorted({known[one].code for one in ids}))


def _subject(ids: Collection[UUID]) -> str:
    return f"{len(ids)} remarque{'s' if len(ids) > 1 else ''}"


def _kept(db: Database, campaign: str | None, uai: str | None, as_of: datetime, *, settled: bool) -> list[KeptWarning]:
    rows = db.query(
        sql("kept_warnings"), campaign=campaign, uai=uai, as_of=as_of, on_day=db.local(as_of).date(), settled=settled
    )
    return [KeptWarning(**row) for row in rows]


def _still_true(db: Database, found: Sequence[KeptWarning], as_of: datetime) -> Iterator[KeptWarning]:
    """Those whose answer still holds, without what a later answer to another question has put right, and without what
    a later remark of the same check says again."""
    named = {one.code for one in found}
    checks = {check.code: check for check in load_checks(db.settings.catalogue) if check.code in named}
    holding: dict[tuple[str, str, str], str] = {}
    true: set[tuple[str, str, str]] = set()
    for campaign, year in {(one.campaign, one.school_year) for one in found}:
        with closing(db.reading()) as cursor:
            told = _standing(cursor, campaign, {one.uai for one in found if one.campaign == campaign}, as_of)
            still = still_found(cursor, school_year=year, checks=list(checks.values()), as_of=as_of)
        answers = zip(*(told[name].to_pylist() for name in ("uai", "question", "value")), strict=True)
        holding |= {(campaign, uai, question): value for uai, question, value in answers}
        true |= {(campaign, uai, code) for code, uai in still}
    seen: set[tuple[str, str, str]] = set()
    for one in sorted(found, key=lambda one: one.recorded_at, reverse=True):
        check, key = checks.get(one.code), (one.campaign, one.uai, one.code)
        holds = not one.question or holding.get((one.campaign, one.uai, one.question)) == (one.value or "")
        if not holds or (check and (key in seen or (check.is_timeless and key not in true))):
            continue
        seen.add(key)
        yield one


def _standing(cursor: Cursor, campaign: str, uai_list: Collection[str], as_of: datetime) -> pa.Table:
    """The answers that hold for these establishments, laid out for the checks as if they were told now."""
    answers = {"campaign": campaign, "uai_list": sorted(uai_list), "as_of": as_of}
    told = cursor.execute(sql("standing_of"), answers).to_arrow_table()
    cursor.register("told", told)
    cursor.register("held", told.slice(0, 0))
    return told

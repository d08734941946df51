"""Where a number comes from: each answer told, its file, sheet and cell, who took it in and when, what became of it.

`origins` goes from an establishment or an import to its answers; `data.returns.origins.imports` goes from an import to its establishments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import duckdb

from data.batches import Batch, batches
from data.database import Database
from data.errors import Refusal
from data.returns.origins.said import said
from data.returns.questions import Question, load_questions
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Status = Literal["compte", "antérieure", "remplacée", "annulée"]
"""compte: the answer that stands. antérieure: one of a later day stands, this one says how things stood before it.
remplacée: another one of the same day was taken in later. annulée: its import was set aside."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """One answer as it was told. `value` is in French: « Oui », 15/03/2022, a choice as declared, « (retirée) » when it was
    withdrawn, « (gardée à part) » when it belongs to a person. answered_on: the day it speaks of; is_dated: False when the
    return gave no day. recorded_at is UTC. reason: why its import was set aside. replaced_by: the batch of the answer
    that stands instead, with its file, sheet and cell; None for what counts or was set aside."""

    campaign: str
    school_year: str
    uai: str
    name: str
    question: str
    label: str
    value: str
    answered_on: date
    is_dated: bool
    status: Status
    file_name: str
    sheet: str
    cell: str
    batch: str
    actor: str
    recorded_at: datetime
    reason: str | None
    replaced_by: str | None
    replaced_by_file: str | None
    replaced_by_sheet: str | None
    replaced_by_cell: str | None


def origins(db: Database, *, uai: str | None = None, batch: str | None = None, as_of: datetime) -> list[Origin]:
    """The answers of one establishment, of one import (its id), or of both together, as known at that instant (UTC).

    Latest school year first, then by establishment and question, what counts before what does not. Empty when nothing
    was told. Raises Refusal when neither is given, and for an unknown import.
    """
    if uai is None and batch is None:
        raise Refusal("Dites de quoi l'on cherche l'origine : un établissement (UAI) ou un import (son identifiant).")
    questions = {question.code: question for question in load_questions(db.settings.catalogue)}
    cursor = db.reading()
    trace(db, cursor, uai=uai, batch=batch, as_of=as_of)
    told = cursor.execute(
        sql("origins"), {"uai": uai, "as_of": as_of, "on_day": db.local(as_of).date(), "questions": list(questions)}
    )
    names = [column[0] for column in told.description or []]
    found = [_origin(dict(zip(names, row, strict=True)), questions) for row in told.fetchall()]
    cursor.close()
    return found


def trace(
    db: Database, cursor: duckdb.DuckDBPyConnection, *, uai: str | None, batch: str | None, as_of: datetime
) -> None:
    """Make the table `origin` of this cursor. Raises Refusal for an unknown import."""
    campaign = None if batch is None else known_batch(db, batch, as_of).campaign or ""
    cursor.execute(sql("origin"), {"uai": uai, "batch": batch, "campaign": campaign, "as_of": as_of})


def known_batch(db: Database, batch: str, as_of: datetime) -> Batch:
    """The import of that id, as known at that instant. Raises Refusal."""
    found = next((one for one in batches(db, as_of=as_of) if str(one.id) == batch), None)
    if found is None:
        raise Refusal(
            f"Aucun import ne porte l'identifiant « {batch} » : choisissez-en un dans l'historique des imports."
        )
    return found


def _origin(row: dict[str, Any], questions: Mapping[str, Question]) -> Origin:
    question = questions.get(row["question"])
    value = said(question, row.pop("value"), is_private=row.pop("is_private"))
    return Origin(**row, value=value, label=question.label if question else row["question"])

"""From the files of a drop to what each of them tells. Nothing is compared or written yet."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import pyarrow as pa

from data.database import Database
from data.errors import Refusal
from data.files.drop import Opened, open_drop
from data.sql import SqlFolder
from data.usage.checking import check
from data.usage.reading import SCHEMA, Asked, Told, read_usage
from data.usage.results import UsageResult
from data.usage.words import Services

sql = SqlFolder(__file__)
_ROWS = 500_000  # a row a profile: longer than any return, and as few columns
Progress = Callable[[float, str], None]


@dataclass(kw_only=True)
class Arrived:
    """One file of the drop: what it tells, the facts of it that can be taken, a digest of them, and its result."""

    result: UsageResult
    content: bytes = b""
    told: Told = field(default_factory=Told)
    facts: pa.Table = field(default_factory=SCHEMA.empty_table)
    content_sha256: str = ""


def read_drop(db: Database, files: Sequence[tuple[str, bytes]], service: str, progress: Progress) -> list[Arrived]:
    """What each file tells, or why it cannot be read: refused in its result, never raised. service: of the rows that name
    none, '' when it is not said."""
    limits = db.settings.limits.model_copy(update={"rows": max(_ROWS, db.settings.limits.rows)})
    opened = open_drop(files, limits, lambda share, phrase: progress(0.8 * share, phrase))
    asked = _asked(db, service)
    return [_arrive(db, one, asked) for one in opened]


def _asked(db: Database, service: str) -> Asked:
    services = Services(str(row["service"]) for row in db.query(sql("services")))
    known = db.query(sql("known_establishments"), on_day=db.today(), as_of=db.clock())
    return Asked(
        service=services.spelled(service) if service.strip() else "",
        services=services,
        known=frozenset(str(row["uai"]) for row in known),
        today=db.today(),
    )


def _arrive(db: Database, opened: Opened, asked: Asked) -> Arrived:
    name, content, tables = opened
    file = Arrived(
        result=UsageResult(file=name, sha256=hashlib.sha256(content).hexdigest(), state="imported"), content=content
    )
    try:
        if isinstance(tables, Refusal):
            raise tables
        if not asked.known:
            raise Refusal(
                "L'annuaire n'est pas chargé : chargez-le d'abord, pour savoir de quels établissements parle ce fichier."
            )
        service = asked.service or asked.services.named_by(PurePath(name).stem)
        file.told = read_usage(tables, replace(asked, service=service))
        file.facts, file.content_sha256 = check(db.reading(), file.told)
        sum_up(file)
    except Refusal as refusal:
        file.result.issues = file.told.remarks.listed()
        file.result.refuse(str(refusal))
    return file


def sum_up(file: Arrived) -> None:
    """Bring the counts and the state of a file up to its remarks. Raises Refusal when nothing of it can be taken."""
    result, told = file.result, file.told
    result.issues = told.remarks.listed()
    refused = len(told.remarks.refused)
    result.rows = sum(len(one.rows) for one in told.sheets)
    result.accepted = result.rows - refused
    if not file.facts.num_rows:
        raise Refusal(
            "Toutes les lignes ont été refusées : corrigez les cellules signalées, puis déposez le fichier à nouveau."
            if refused
            else "Ce fichier ne contient aucun nombre : vérifiez que c'est le bon, puis déposez-le à nouveau."
        )
    result.state = "partial" if refused else "imported"

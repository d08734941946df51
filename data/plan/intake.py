"""A workbook of the plan in: each row that adds or changes an item becomes one more version of it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from data.backup import backed_up
from data.batches import add_batch
from data.database import Actor, Database, Write
from data.errors import Refusal
from data.files.originals import keep_original
from data.files.reader import read_tables
from data.plan.deciding import decide_rows
from data.plan.items import Item
from data.plan.reading import PlanRow
from data.plan.recording import tell_all
from data.plan.sheet import PlanSheets, find_sheets
from data.returns.filled import TableResult

_ACTION = "plan_import"
_NOTHING = "Ce classeur ne contient aucune ligne : remplissez-en au moins une, puis recommencez."


@dataclass(kw_only=True)
class PlanResult(TableResult):
    """What became of a workbook of the plan. added, changed: the items as they stand after it. replaced: the version
    before each changed one, in their order."""

    added: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    replaced: list[Item] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return super().as_dict() | {
            "added": len(self.added),
            "changed": len(self.changed),
            "items": [
                *(_as_contract(item, "added") for item in self.added),
                *(_as_contract(item, "changed") for item in self.changed),
            ],
        }


def _as_contract(item: Item, state: str) -> dict[str, Any]:
    return {
        "id": str(item.id),
        "ref": item.ref,
        "kind": item.kind,
        "title": item.title,
        "state": state,
        "sheet": item.sheet,
        "row": item.row_number,
    }


def import_plan(db: Database, actor: Actor, name: str, content: bytes, *, keep: bool = True) -> PlanResult:
    """Take in a workbook of the plan. A row with an error is left out; the others are one transaction.

    keep=False does the same work and keeps nothing: a preview. A file that cannot be read comes back refused, with its
    reason. A row that says what holds already, or that nobody edited since it was written, changes nothing.
    """
    result = PlanResult(file=name, sha256=hashlib.sha256(content).hexdigest(), state="refused")
    try:
        sheets = find_sheets(read_tables(name, content, db.settings.limits))
    except Refusal as refusal:
        result.reason = str(refusal)
        return result
    # Looked at first: a file that changes nothing is neither kept nor a reason for a backup.
    with db.writing(actor, _ACTION, name, keep=False) as write:
        _decide(db, write, sheets, result)
    if keep and (result.added or result.changed):
        _keep(db, actor, sheets, result, content)
    result.conclude(taken=len(result.added) + len(result.changed), nothing=_NOTHING)
    return result


def _keep(db: Database, actor: Actor, sheets: PlanSheets, result: PlanResult, content: bytes) -> None:
    db.check_room(len(content))
    keep_original(db, content)
    with backed_up(db, "import") as kept, db.writing(actor, _ACTION, result.file) as write:
        # Decided anew: somebody may have written since, and nobody can now.
        telling = _decide(db, write, sheets, result)
        write.keep = bool(telling)
        if telling:
            _record(write, result, telling)
    result.notice = kept.warning


def _decide(db: Database, write: Write, sheets: PlanSheets, result: PlanResult) -> list[PlanRow]:
    """The rows that add or change an item; the result says what they would do."""
    rows = decide_rows(db, write, sheets, result.sha256)
    result.rows = len(rows)
    result.issues = [*sheets.issues, *(issue for row in rows for issue in row.issues)]
    result.unchanged = sum(row.same for row in rows)
    telling = [row for row in rows if row.item and not row.same]
    result.added = [_placed(row, result) for row in telling if row.before is None]
    result.changed = [_placed(row, result) for row in telling if row.before]
    result.replaced = [row.before for row in telling if row.before]
    return telling


def _placed(row: PlanRow, result: PlanResult) -> Item:
    """The item of a row, with where it stands in the file."""
    assert row.item
    return replace(row.item, file_name=result.file, sheet=row.sheet.table.sheet, row_number=row.number)


def _record(write: Write, result: PlanResult, telling: Sequence[PlanRow]) -> None:
    batch = _add_batch(write, result, telling)
    result.batch = str(batch)
    told = [replace(_placed(row, result), actor=write.actor.name, recorded_at=write.at, batch=batch) for row in telling]
    tell_all(write, told)
    result.added = [item for row, item in zip(telling, told, strict=True) if row.before is None]
    result.changed = [item for row, item in zip(telling, told, strict=True) if row.before]
    write.detail.update(
        batch=result.batch,
        sha256=result.sha256,
        added=dict(Counter(item.kind for item in result.added)),
        changed=[item.ref for item in result.changed],
    )


def _add_batch(write: Write, result: PlanResult, telling: Sequence[PlanRow]) -> UUID:
    said = repr([(row.declared.kind, row.item and row.item.values) for row in telling])
    return add_batch(
        write,
        kind="plan",
        campaign=None,
        file_name=result.file,
        file_sha256=result.sha256,
        content_sha256=hashlib.sha256(said.encode()).hexdigest(),
        row_count=result.rows,
        accepted_count=len(telling),
        issues=[issue.as_dict() for issue in result.issues],
    )

"""A workbook of targets in: each row that says something else than what holds becomes a decision."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.asked_indicators import indicator_labels, usual_measure
from data.backup import backed_up
from data.batches import add_batch
from data.database import Actor, Database, Write
from data.errors import Refusal
from data.files.originals import keep_original
from data.files.reader import read_tables
from data.returns.filled import FilledSheet, TableResult
from data.targets.comparing import OnRecord, decides, on_record
from data.targets.contract import as_contract
from data.targets.doubts import doubts_about, expected_in, tiny_growths
from data.targets.reading import all_decisions
from data.targets.recording import add_target
from data.targets.rows import Known, Row
from data.targets.scopes import Scope, known_members
from data.targets.sheet import find_sheet
from data.targets.target import Decision, Key, Target
from data.targets.understanding import read_row

_DOUBTS = {"value": "doubtful_target", "due_on": "doubtful_due_day"}


@dataclass(kw_only=True)
class TargetsResult(TableResult):
    """What became of a workbook of targets. decided: the targets that it changes or adds. replaced: the one that held
    before each, in their order; None where none did."""

    decided: list[Target] = field(default_factory=list)
    replaced: list[Target | None] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return super().as_dict() | {
            "decided": len(self.decided),
            "targets": [as_contract(target) for target in self.decided],
            "replaced": [as_contract(before) for before in self.replaced if before],
        }


def import_targets(
    db: Database, actor: Actor, name: str, content: bytes, *, school_year: str = "", keep: bool = True
) -> TargetsResult:
    """Take in a workbook of targets. A row with an error is left out; the others are one transaction.

    school_year: that of the rows that give none. keep=False does the same work and keeps nothing: a preview. A file
    that cannot be read comes back refused, with its reason.
    """
    result = TargetsResult(file=name, sha256=hashlib.sha256(content).hexdigest(), state="refused")
    try:
        sheet = find_sheet(read_tables(name, content, db.settings.limits))
    except Refusal as refusal:
        result.reason = str(refusal)
        return result
    rows = read_rows(db, sheet, school_year)
    record = on_record(all_decisions(db, as_of=db.clock()), db.local)
    changing = [row for row in rows if decides(row, record)]
    _doubt(db, changing, record)
    result.rows = len(rows)
    result.unchanged = sum(row.decision is not None for row in rows) - len(changing)
    result.issues = [*sheet.unknown_columns("classeur des cibles"), *(issue for row in rows for issue in row.issues)]
    decisions = [row.decision for row in changing if row.decision]
    if decisions:
        _record(db, actor, result, content, decisions, keep=keep)
        result.replaced = [record.holding(decision) for decision in decisions]
    result.conclude(
        taken=len(result.decided),
        nothing="Ce fichier ne contient aucune cible : remplissez au moins une ligne, puis recommencez.",
    )
    return result


def read_rows(db: Database, sheet: FilledSheet, year: str) -> list[Row]:
    """Each filled row, understood or with what is wrong. year: the school year of the rows that give none, or ''."""
    labels = indicator_labels(db.settings.catalogue)
    known = Known(
        usual={code: usual_measure(db.settings.catalogue, code) for code in labels},
        labels=labels,
        members=known_members(db),
        year=year,
    )
    rows = [read_row(sheet, place, known) for place in sheet.rows()]
    _refuse_twins(rows)
    return rows


def _refuse_twins(rows: Sequence[Row]) -> None:
    """Two rows for one scope are shown to the person: which one is meant is not for the program to choose."""
    twins: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row.decision:
            twins[row.decision.key].append(row)
    for together in twins.values():
        if len(together) == 1:
            continue
        numbers = " et ".join(str(row.number) for row in together)
        for row in together:
            row.decision = None
            row.remark(
                "indicator",
                "duplicate_row",
                f"Les lignes {numbers} fixent toutes la cible du même périmètre : gardez-en une seule.",
                expected="une ligne par indicateur, année et périmètre",
            )


def _doubt(db: Database, rows: Sequence[Row], record: OnRecord) -> None:
    """Remarks that keep nothing out."""
    expected: dict[str, dict[Scope, int]] = {}
    for row in rows:
        decision = row.decision
        assert decision
        if decision.school_year not in expected:
            expected[decision.school_year] = expected_in(db, decision)
        doubts = doubts_about(decision, expected[decision.school_year])
        for column, doubt in doubts.items():
            row.remark(column, _DOUBTS[column], doubt, expected="", severity="warning")
        for column, doubt in tiny_growths(row, decision):
            row.remark(column, "tiny_growth", doubt, expected="", severity="warning")
        before = record.holding(decision)
        if before and before.reason == decision.reason:
            row.remark(
                "reason",
                "same_reason",
                "La cible change et son motif reste celui d'avant : dites ce qui a fait changer d'avis.",
                expected="le motif de cette nouvelle décision",
                severity="warning",
            )


def _record(
    db: Database, actor: Actor, result: TargetsResult, content: bytes, decisions: Sequence[Decision], *, keep: bool
) -> None:
    if not keep:
        with db.writing(actor, "targets", result.file, keep=False) as write:
            _add(write, result, decisions)
        result.batch = None
        return
    db.check_room(len(content))
    keep_original(db, content)
    with backed_up(db, "import") as kept, db.writing(actor, "targets", result.file) as write:
        _add(write, result, decisions)
    result.notice = kept.warning


def _add(write: Write, result: TargetsResult, decisions: Sequence[Decision]) -> None:
    result.batch = str(
        add_batch(
            write,
            kind="targets",
            campaign=None,
            file_name=result.file,
            file_sha256=result.sha256,
            content_sha256=hashlib.sha256(repr(decisions).encode()).hexdigest(),
            row_count=result.rows,
            accepted_count=len(decisions),
            issues=[issue.as_dict() for issue in result.issues],
        )
    )
    result.decided = [add_target(write, decision) for decision in decisions]
    write.detail.update(batch=result.batch, sha256=result.sha256, targets=[str(target.id) for target in result.decided])

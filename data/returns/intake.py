"""Taking returns in: one file, one transaction. A preview does the same work and rolls back."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import pyarrow as pa

from data.batches import add_batch
from data.campaigns import Campaign, find_campaign
from data.database import Actor, Database, Write
from data.errors import Refusal
from data.files.originals import keep_original
from data.files.reader import read_tables
from data.reference.calendar import school_year
from data.returns.issues import Issue
from data.returns.questions import Question, load_questions
from data.returns.reading import ANSWER_DAY, Return, read_return
from data.returns.sheet import find_answers, marks
from data.sql import SqlFolder

sql = SqlFolder(__file__)
State = Literal["imported", "partial", "refused", "already_imported"]
STATES_IN_FRENCH: dict[State, str] = {
    "imported": "Tout est accepté",
    "partial": "Accepté en partie",
    "refused": "Refusé",
    "already_imported": "Déjà importé",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """An answer that the file replaces. '' stands for « retirée »."""

    uai: str
    question: str
    old_value: str
    new_value: str


@dataclass(kw_only=True)
class FileResult:
    """What became of one file. rows and accepted count establishments' rows; new, changed, unchanged and
    blank_kept count cells. `reason` is one French sentence when nothing was taken in."""

    file: str
    sha256: str
    state: State
    reason: str = ""
    batch: str | None = None
    rows: int = 0
    accepted: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    blank_kept: int = 0
    issues: list[Issue] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract (DESIGN section 7)."""
        plain = {name: value for name, value in vars(self).items() if name not in ("issues", "changes")}
        return plain | {"issues": [issue.as_dict() for issue in self.issues]}

    @property
    def errors(self) -> list[Issue]:
        """The remarks that kept a row out."""
        return [issue for issue in self.issues if issue.severity == "error"]

    @property
    def warnings(self) -> list[Issue]:
        """The remarks kept with the answers."""
        return [issue for issue in self.issues if issue.severity == "warning"]


def import_returns(
    db: Database,
    actor: Actor,
    files: Sequence[tuple[str, bytes]],
    *,
    campaign: str,
    keep: bool = True,
    progress: Callable[[float, str], None] = lambda _share, _phrase: None,
) -> list[FileResult]:
    """Take in each (file name, content), or show what would happen when keep is False.

    Raises Refusal when the campaign is unknown. What is wrong with a file is in its result, never raised.
    """
    known = find_campaign(db, campaign, db.clock())
    questions = load_questions(db.settings.catalogue)
    results = []
    for place, (name, content) in enumerate(files):
        progress(place / len(files), f"Lecture de {name}")
        results.append(_import_file(db, actor, name, content, known, questions, keep))
    return results


def _import_file(
    db: Database,
    actor: Actor,
    name: str,
    content: bytes,
    campaign: Campaign,
    questions: Sequence[Question],
    keep: bool,
) -> FileResult:
    sha256 = hashlib.sha256(content).hexdigest()
    result = FileResult(file=name, sha256=sha256, state="refused")
    try:
        told = _read(db, name, content, campaign, questions)
        result.rows, result.accepted, result.issues = told.rows, len(told.accepted), told.issues
        if not told.answer_count:
            raise Refusal(_nothing(told))
        if keep:
            keep_original(db, content)
        with db.writing(actor, "import", name, keep=keep) as write:
            _record(write, result, told, campaign, questions)
    except Refusal as refusal:
        result.reason = str(refusal)
        result.accepted = result.new = result.changed = result.unchanged = result.blank_kept = 0
    return result


def _read(db: Database, name: str, content: bytes, campaign: Campaign, questions: Sequence[Question]) -> Return:
    tables = read_tables(name, content, db.settings.limits)
    marked = marks(tables).get("campaign")
    if marked and marked != campaign.code:
        raise Refusal(
            f"Ce questionnaire est celui de la campagne « {marked} », pas de « {campaign.code} » : "
            f"choisissez la campagne « {marked} » pour l'importer."
        )
    year = school_year(campaign.school_year)
    rows = db.query(sql("expected"), campaign=campaign.code, as_of=db.clock(), on_day=db.today())
    return read_return(
        find_answers(tables, questions),
        questions,
        expected={row["uai"]: row["name"] for row in rows},
        today=db.today(),
        year=(year.starts_on, year.ends_on),
    )


def _nothing(told: Return) -> str:
    if told.rows and not told.accepted:
        return (
            "Toutes les lignes ont été refusées : corrigez les cellules signalées, puis déposez le fichier à nouveau."
        )
    return "Ce fichier ne contient aucune réponse : remplissez le questionnaire, puis déposez-le à nouveau."


def _record(write: Write, result: FileResult, told: Return, campaign: Campaign, questions: Sequence[Question]) -> None:
    content_sha256 = told.content_sha256()
    already = _same_batch(write, content_sha256, campaign.code)
    if already:
        result.state, result.batch = "already_imported", str(already["id"])
        result.accepted = 0
        result.unchanged = told.answer_count
        result.reason = f"Ces réponses sont déjà là (fichier « {already['file_name']} ») : rien n'a changé."
        write.keep = False
        return
    answers = _as_tables(told, {question.code for question in questions if question.private})
    _compare(write, result, told, answers, campaign.code)
    batch = add_batch(
        write,
        kind="returns",
        campaign=campaign.code,
        file_name=result.file,
        file_sha256=result.sha256,
        content_sha256=content_sha256,
        row_count=told.rows,
        accepted_count=len(told.accepted),
        issues=[issue.as_dict() for issue in result.issues],
    )
    _add_answers(write, batch, campaign.code, told.sheet, answers)
    result.batch = str(batch) if write.keep else None
    result.state = "partial" if result.errors else "imported"
    write.detail.update(batch=str(batch), rows=result.rows, accepted=result.accepted, answers=told.answer_count)


def _same_batch(write: Write, content_sha256: str, campaign: str) -> dict[str, Any] | None:
    cursor = write.cursor.execute(
        sql("same_batch"),
        {"as_of": write.at, "campaign": campaign, "content_sha256": content_sha256},
    )
    row = cursor.fetchone()
    return dict(zip((c[0] for c in cursor.description), row, strict=True)) if row else None


def _as_tables(told: Return, private: set[str]) -> dict[bool, pa.Table]:
    """The answers as columns, those that belong to a person (True) apart from the others (False)."""
    accepted = pa.table(
        {
            "uai": pa.array(told.accepted, pa.string()),
            "answered_on": pa.array(told.days, pa.date32()),
            "is_dated": pa.array(told.dated, pa.bool_()),
            "row_number": pa.array(told.row_numbers, pa.int32()),
        }
    )
    pieces: dict[bool, list[pa.Table]] = {True: [], False: []}
    for column in told.columns:
        # Most columns are filled on every row: then the rows need not be picked one by one.
        whole = len(column.places) == len(told.accepted)
        piece = accepted if whole else accepted.take(pa.array(column.places, pa.int64()))
        same = len(column.places)
        piece = piece.append_column("question", pa.repeat(pa.scalar(column.question), same))
        piece = piece.append_column("letter", pa.repeat(pa.scalar(column.letter), same))
        piece = piece.append_column("value", pa.array(column.values, pa.string()))
        pieces[column.question in private].append(piece)
    return {kind: pa.concat_tables(found) for kind, found in pieces.items() if found}


def _compare(write: Write, result: FileResult, told: Return, answers: dict[bool, pa.Table], campaign: str) -> None:
    """Count the cells that are new, changed, unchanged, or blank where an answer is kept."""
    cursor = write.cursor
    held = cursor.execute(sql("standing_answers"), {"campaign": campaign, "as_of": write.at}).to_arrow_table()
    if not held.num_rows:
        result.new = told.answer_count
        return
    cursor.register("held", held)
    for private, table in answers.items():
        cursor.register("told", table)
        rows = cursor.execute(sql("difference")).fetchall()
        cursor.unregister("told")
        states = Counter(row[4] for row in rows)
        result.new += states["new"]
        result.changed += states["changed"]
        result.unchanged += states["unchanged"] + states["older"]
        result.changes += [
            Change(uai=uai, question=question, old_value=old, new_value=new or "")
            for uai, question, old, new, state, _, _ in rows
            if state == "changed" and not private
        ]
        result.issues += _older(told, rows)
    asked = {"uai": told.accepted, "questions": [column.question for column in told.columns]}
    kept = cursor.execute(sql("count_held"), asked).fetchone()
    cursor.unregister("held")
    result.blank_kept = (kept[0] if kept else 0) - result.changed - result.unchanged


def _older(told: Return, rows: list[tuple[Any, ...]]) -> list[Issue]:
    """A warning for each row that speaks of a day before the answers that hold."""
    found = {
        row_number: held_on
        for _, question, _, _, state, row_number, held_on in rows
        if state == "older" and question != ANSWER_DAY
    }
    return [
        Issue(
            sheet=told.sheet,
            cell=f"{told.day_letter}{row_number}",
            code="older_return",
            severity="warning",
            found="",
            expected=f"une date à partir du {held_on:%d/%m/%Y}",
            message=f"Ce retour est daté d'avant une réponse déjà connue (du {held_on:%d/%m/%Y}) : il compte pour le passé "
            "et ne la remplace pas. Pour la corriger, mettez une date plus récente.",
        )
        for row_number, held_on in sorted(found.items())
    ]


def _add_answers(write: Write, batch: UUID, campaign: str, sheet: str, answers: dict[bool, pa.Table]) -> None:
    values: dict[str, str | UUID | datetime] = {
        "batch": batch,
        "campaign": campaign,
        "sheet": sheet,
        "recorded_at": write.at,
    }
    for private, table in answers.items():
        write.cursor.register("told", table)
        write.cursor.execute(sql("add_private_answers" if private else "add_answers"), values)
        write.cursor.unregister("told")

"""A new base made of the facts of another, whose answers are read again from the files that gave them."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.campaigns import expected_names, find_campaign
from data.check.findings import Finding, error, note
from data.database import Actor, Database, Write, open_database
from data.database.damage import quoted
from data.errors import Refusal
from data.files.reader import read_files
from data.files.tables import Table
from data.reference.calendar import school_year
from data.returns.matching import approved_matches
from data.returns.questions import Question, load_questions
from data.returns.reading import read_return
from data.returns.sheet import find_answers
from data.returns.telling import Return
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_TOGETHER = 100  # files opened together: one process reads them
# Read again from the files, what the new base states of itself, and what it makes from the facts.
_NOT_COPIED = {"answer", "private_answer", "migration", "state_span", "current_usage", "derived"}


@dataclass(kw_only=True)
class Rebuilt:
    """reread, copied: files of returns read again, or whose answers were copied. answers: those read again."""

    path: Path
    reread: int = 0
    copied: int = 0
    answers: int = 0
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return {"path": str(self.path), "reread": self.reread, "copied": self.copied, "answers": self.answers}


def rebuild(db: Database, path: Path, *, actor: Actor) -> Rebuilt:
    """Write a new base at `path`: other facts as they are, answers as today's program reads their files.

    `db` is not changed. Answers whose file cannot be read are copied, and it is said. Raises Refusal when there is
    something at `path` already, or no such folder.
    """
    if path.exists():
        raise Refusal(f"Il y a déjà un fichier à cet endroit ({path}) : donnez un nom qui n'existe pas.")
    if not path.parent.is_dir():
        raise Refusal(
            f"Le dossier {path.parent} n'existe pas : créez-le, ou donnez un chemin dans un dossier qui existe."
        )
    done = Rebuilt(path=path)
    settings = db.settings.model_copy(update={"database": path})
    new = open_database(path, settings=settings)
    try:
        with new.writing(actor, "rebuild", db.path.name if db.path else "") as write:
            _copy_facts(db, write)
            batches = db.query(sql("returns_taken_in"))
            for some in (batches[at : at + _TOGETHER] for at in range(0, len(batches), _TOGETHER)):
                for batch, tables in zip(some, _read_files(db, some), strict=True):
                    _rebuild_batch(db, write, batch, tables, done)
            write.detail.update(reread=done.reread, copied=done.copied, answers=done.answers)
    finally:
        new.close()
    return done


def _copy_facts(db: Database, write: Write) -> None:
    for table in [str(row["table_name"]) for row in db.query(sql("tables"))]:
        if table not in _NOT_COPIED:
            rows = db.reading().execute(sql("every_row").replace("a_table", quoted(table))).to_arrow_table()
            _add(write, table, rows)


def _add(write: Write, table: str, rows: pa.Table) -> None:
    write.cursor.register("copied", rows)
    write.cursor.execute(sql("add_copied").replace("a_table", quoted(table)))
    write.cursor.unregister("copied")


def _read_files(db: Database, batches: Sequence[dict[str, Any]]) -> list[list[Table] | Refusal]:
    """The tables of each file, or why there are none."""
    contents = [_original(db, batch["file_sha256"]) for batch in batches]
    there = [(b["file_name"], c) for b, c in zip(batches, contents, strict=True) if c is not None]
    read = iter(read_files(there, db.settings.limits) if there else [])
    return [_GONE if content is None else next(read) for content in contents]


_GONE = Refusal("il n'est plus dans « originals ».")


def _original(db: Database, sha256: str) -> bytes | None:
    kept = db.path.parent / "originals" / sha256 if db.path else None
    return kept.read_bytes() if kept and kept.is_file() else None


def _rebuild_batch(
    db: Database, write: Write, batch: dict[str, Any], tables: list[Table] | Refusal, done: Rebuilt
) -> None:
    questions = load_questions(db.settings.catalogue)
    private = {question.code for question in questions if question.private}
    stored = {(row["uai"], row["question"]): row["value"] for row in db.query(sql("stored_answers"), batch=batch["id"])}
    try:
        told = _read_again(db, batch, tables, questions)
    except Refusal as problem:
        done.copied += 1
        done.findings.append(_unread(batch, problem))
        for table in ("answer", "private_answer"):
            text = sql("rows_of_batch").replace("a_table", table)
            _add(write, table, db.reading().execute(text, {"batch": batch["id"]}).to_arrow_table())
        return
    rows = _rows(told, batch)
    for is_private in (False, True):
        kept = [row for row in rows if (row["question"] in private) == is_private]
        if kept:
            _add(write, "private_answer" if is_private else "answer", pa.Table.from_pylist(kept))
    done.reread += 1
    done.answers += len(rows)
    done.findings += _differences(batch, stored, {(row["uai"], row["question"]): row["value"] for row in rows})


def _read_again(
    db: Database, batch: dict[str, Any], tables: list[Table] | Refusal, questions: Sequence[Question]
) -> Return:
    """What the file says to today's program, with what was known when it came in."""
    if isinstance(tables, Refusal):
        raise tables
    # The batch's own instant is that of its write: what it was read with was known just before.
    before, day = batch["recorded_at"], db.local(batch["recorded_at"]).date()
    found = find_answers(tables, questions, approved_matches(db, as_of=before))
    campaign = find_campaign(db, batch["campaign"], before)
    names = expected_names(db, campaign.code, on=day, as_of=before)
    year = school_year(campaign.school_year)
    return read_return(
        found.sheets,
        questions,
        expected=names,
        today=day,
        year=(year.starts_on, year.ends_on),
        left_out=_left_out(batch),
    )


def _left_out(batch: dict[str, Any]) -> frozenset[tuple[str, int]]:
    """The rows that a person chose not to take, as the import remarked: (sheet, row number)."""
    remarks = (issue for issue in json.loads(batch["issues"]) if issue["code"] == "left_out")
    return frozenset((issue["sheet"], int(re.sub(r"\D", "", issue["cell"]))) for issue in remarks)


def _rows(told: Return, batch: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of a file as rows of the table of answers."""
    return [
        {
            "batch": str(batch["id"]),
            "campaign": batch["campaign"],
            "uai": told.accepted[place],
            "question": column.question,
            "value": value,
            "answered_on": told.days[place],
            "is_dated": told.dated[place],
            "sheet": told.sheets[place],
            "cell": (column.parts if isinstance(column.parts, str) else column.parts[number]) + told.row_parts[place],
            "recorded_at": batch["recorded_at"],
        }
        for column in told.columns
        for number, (place, value) in enumerate(zip(column.places, column.values, strict=True))
    ]


def _differences(batch: dict[str, Any], stored: Mapping[Any, Any], read: Mapping[Any, Any]) -> list[Finding]:
    counts = Counter(
        "added" if key not in stored else "lost" if key not in read else "changed"
        for key in stored.keys() | read.keys()
        if key not in stored or key not in read or stored[key] != read[key]
    )
    if not counts:
        return []
    return [
        error(
            "reread_differs",
            str(batch["id"]),
            f"« {batch['file_name']} », relu aujourd'hui, dit autre chose que la base : {counts['added']} réponses en plus, "
            f"{counts['lost']} en moins, {counts['changed']} autres. C'est le cas quand une ligne avait été écartée à "
            "l'import, ou que le programme lit mieux.",
        )
    ]


def _unread(batch: dict[str, Any], problem: Refusal) -> Finding:
    return note(
        "not_reread",
        str(batch["id"]),
        f"« {batch['file_name']} » n'a pas pu être relu, ses réponses sont recopiées telles quelles : {problem}",
    )

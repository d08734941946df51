"""A drop of returns against what is known: compared, then recorded, inside one write.

Files that speak of the same establishment are taken in one after the other; all others together, as columns.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from uuid import UUID

import pyarrow as pa

from data.batches import add_batch
from data.campaigns import Campaign
from data.database import Write
from data.returns.checks import Check, Warned, find_warnings, record_warnings
from data.returns.issues import Issue
from data.returns.questions import Question
from data.returns.reading import ANSWER_DAY, Return
from data.returns.results import CellState, Change, FileResult, RowChoice
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_MOST_SHOWN = 2_000  # cells of a file and state that a preview lists; the counts are of all
_RULE = (
    "pour chaque question, la réponse dont la date est la plus récente compte, "
    "et à date égale ou sans date celle du dernier fichier"
)


@dataclass(kw_only=True)
class Arrived:
    """One file of the drop: what it says, and its result, filled in along the way. names: UAI -> establishment."""

    result: FileResult
    content: bytes
    told: Return
    names: Mapping[str, str] = field(default_factory=dict)
    content_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the returns of a drop answer to: the campaign, its questions, and the checks across them."""

    campaign: Campaign
    questions: Sequence[Question]
    checks: Sequence[Check]

    @property
    def private(self) -> set[str]:
        """Codes of the questions whose answers belong to a person."""
        return {question.code for question in self.questions if question.private}


def record(write: Write, files: Sequence[Arrived], asked: Asked) -> None:
    """Compare each file with what holds, add its answers, and keep the remarks that cross checks make of them.

    Nothing is kept when no file says anything new.
    """
    fresh = _set_known_aside(write, files, asked.campaign.code)
    if not fresh:
        write.keep = False
        return
    for together in _rounds(fresh):
        _record_together(write, together, asked)
        write.advance()
    write.detail.update(
        batches=[file.result.batch for file in fresh],
        rows=sum(file.result.rows for file in fresh),
        accepted=sum(file.result.accepted for file in fresh),
        answers=sum(file.told.answer_count for file in fresh),
    )
    if not write.keep:
        for file in fresh:
            file.result.batch = None


# --- files that say nothing new


def _set_known_aside(write: Write, files: Sequence[Arrived], campaign: str) -> list[Arrived]:
    """The files whose content was never taken in. The others are said to be there already."""
    for file in files:
        file.content_sha256 = file.told.content_sha256()
    contents = [file.content_sha256 for file in files]
    rows = write.cursor.execute(
        sql("same_batch"), {"as_of": write.at, "campaign": campaign, "contents": contents}
    ).fetchall()
    known: dict[str, tuple[str | None, str]] = {sha256: (str(batch), name) for sha256, batch, name in rows}
    fresh = []
    for file, content in zip(files, contents, strict=True):
        if content in known:
            batch, name = known[content]
            _say_already_there(file, batch, name)
        else:
            known[content] = (None, file.result.file)
            fresh.append(file)
    return fresh


def _say_already_there(file: Arrived, batch: str | None, name: str) -> None:
    result = file.result
    result.state, result.batch = "already_imported", batch
    result.accepted, result.unchanged = 0, file.told.answer_count
    where = f"fichier « {name} »" if batch else f"fichier « {name} » de ce dépôt"
    result.reason = f"Ces réponses sont déjà là ({where}) : rien n'a changé."


# --- files taken together, and one after the other


def _rounds(files: Sequence[Arrived]) -> list[list[Arrived]]:
    """The files in order, cut so that no establishment is twice in a group. Those told twice get their remark."""
    first_free: dict[str, int] = {}
    told_by: dict[str, str] = {}
    rounds: dict[int, list[Arrived]] = defaultdict(list)
    for file in files:
        again = [uai for uai in file.told.accepted if uai in told_by]
        for uai in again:
            _say_told_twice(file, uai, told_by[uai])
        place = max((first_free[uai] for uai in again), default=0)
        rounds[place].append(file)
        for uai in file.told.accepted:
            first_free[uai], told_by[uai] = place + 1, file.result.file
    return [rounds[place] for place in sorted(rounds)]


def _say_told_twice(file: Arrived, uai: str, other: str) -> None:
    place = file.told.place_of(uai)
    file.result.issues.append(
        _remark(
            file.told,
            place,
            cell=file.told.uai_cells[place],
            code="told_twice",
            found=uai,
            expected="un retour par établissement",
            message=f"{uai} figure aussi dans « {other} », du même dépôt : {_RULE}. Écartez l'une des deux lignes pour en décider autrement.",
        )
    )
    _offer(file, place, f"figure aussi dans « {other} » : {_RULE}")


def _record_together(write: Write, files: Sequence[Arrived], asked: Asked) -> None:
    """Add batches, answers and remarks of files that share no establishment."""
    campaign = asked.campaign.code
    held = write.cursor.execute(sql("standing_answers"), {"campaign": campaign, "as_of": write.at}).to_arrow_table()
    ids = [write.new_id() for _ in files]
    answers = _as_tables(files, ids, asked.private)
    _compare(write, files, answers, held, asked.private)
    for file, batch in zip(files, ids, strict=True):
        file.result.batch = str(batch)
    # Before the batches are written, which keep the remarks of their file.
    warned = [*_own_warnings(files), *_warn(write, files, asked, held, answers.get(False))]
    for file, batch in zip(files, ids, strict=True):
        _add_batch(write, file, batch, campaign)
    for is_private, table in answers.items():
        with _registered(write, told_cells=table):
            name = "add_private_answers" if is_private else "add_answers"
            write.cursor.execute(sql(name), {"campaign": campaign, "recorded_at": write.at})
    record_warnings(write, campaign, warned)


def _add_batch(write: Write, file: Arrived, batch: UUID, campaign: str) -> None:
    result = file.result
    add_batch(
        write,
        kind="returns",
        campaign=campaign,
        file_name=result.file,
        file_sha256=result.sha256,
        content_sha256=file.content_sha256,
        row_count=result.rows,
        accepted_count=result.accepted,
        issues=[issue.as_dict() for issue in result.issues],
        batch=batch,
    )


def _own_warnings(files: Sequence[Arrived]) -> list[Warned]:
    """What the reading of each file already remarked on answers that it accepted."""
    return [
        Warned(batch=UUID(file.result.batch), uai=uai, question=question, issue=issue)
        for file in files
        for uai, question, issue in file.told.warned
    ]


def _warn(write: Write, files: Sequence[Arrived], asked: Asked, held: pa.Table, told: pa.Table | None) -> list[Warned]:
    """The remarks that answers call for once they stand beside the others; each is also said with its file."""
    if told is None:
        return []
    with _registered(write, held=held, told_cells=told):
        write.cursor.execute(sql("told"))
        found = find_warnings(write, campaign=asked.campaign, questions=asked.questions, checks=asked.checks)
    by_batch = {file.result.batch: file for file in files}
    for one in found:
        by_batch[str(one.batch)].result.issues.append(one.issue)
    return found


# --- answers as columns


def _as_tables(files: Sequence[Arrived], ids: Sequence[UUID], private: set[str]) -> dict[bool, pa.Table]:
    """The answers as columns, those that belong to a person (True) apart from the others (False)."""
    rows = _rows(files, ids)
    starts = _starts(files)
    every = sorted({column.question for file in files for column in file.told.columns})
    pieces: dict[bool, list[pa.Table]] = {True: [], False: []}
    for question in every:
        columns = [
            (start, column)
            for start, file in zip(starts, files, strict=True)
            for column in file.told.columns
            if column.question == question and column.places
        ]
        places = list(chain.from_iterable((start + place for place in column.places) for start, column in columns))
        # Most columns are filled on every row: then the rows need not be picked one by one.
        piece = rows if len(places) == rows.num_rows else rows.take(pa.array(places, pa.int64()))
        piece = piece.append_column("question", pa.repeat(pa.scalar(question), len(places)))
        piece = piece.append_column("part", _parts([column for _, column in columns], len(places)))
        values = list(chain.from_iterable(column.values for _, column in columns))
        piece = piece.append_column("value", pa.array(values, pa.string()))
        pieces[question in private].append(piece)
    return {kind: pa.concat_tables(found) for kind, found in pieces.items() if found}


def _rows(files: Sequence[Arrived], ids: Sequence[UUID]) -> pa.Table:
    """One row an accepted row of the files, in their order."""
    tolds = [file.told for file in files]

    def joined(name: str, kind: pa.DataType) -> pa.Array:
        return pa.array(list(chain.from_iterable(getattr(told, name) for told in tolds)), kind)

    counts = [len(told.accepted) for told in tolds]
    places = pa.array(list(chain.from_iterable([place] * count for place, count in enumerate(counts))), pa.int32())
    sheets = pa.array(list(chain.from_iterable(told.sheets for told in tolds)), pa.string())
    return pa.table(
        {
            "file": places,
            "batch": pa.DictionaryArray.from_arrays(places, pa.array([str(one) for one in ids], pa.string())),
            "uai": joined("accepted", pa.string()),
            "answered_on": joined("days", pa.date32()),
            "is_dated": joined("dated", pa.bool_()),
            "sheet": sheets.dictionary_encode(),
            "row_part": joined("row_parts", pa.string()),
        }
    )


def _starts(files: Iterable[Arrived]) -> list[int]:
    starts, at = [], 0
    for file in files:
        starts.append(at)
        at += len(file.told.accepted)
    return starts


def _parts(columns: Sequence[Any], count: int) -> pa.Array:
    every = {column.parts for column in columns if isinstance(column.parts, str)}
    if len(every) == 1 and all(isinstance(column.parts, str) for column in columns):
        return pa.repeat(pa.scalar(every.pop(), pa.string()), count)
    parts = (
        [column.parts] * len(column.places) if isinstance(column.parts, str) else column.parts for column in columns
    )
    return pa.array(list(chain.from_iterable(parts)), pa.string())


# --- what the cells change


def _compare(
    write: Write, files: Sequence[Arrived], answers: Mapping[bool, pa.Table], held: pa.Table, private: set[str]
) -> None:
    """Count, for each file, the cells that are new, changed, unchanged, or blank where an answer is kept."""
    cursor = write.cursor
    if not held.num_rows and write.keep:
        for file in files:
            file.result.new = file.told.answer_count
        return
    flagged = [
        table.append_column("private", pa.repeat(pa.scalar(private), table.num_rows))
        for private, table in answers.items()
    ]
    with _registered(write, held=held, told_cells=pa.concat_tables(flagged)):
        cursor.execute(sql("difference"))
        _count_blanks(write, files, private)
    for place, state, cells in cursor.execute(sql("count_by_state")).fetchall():
        _count(files[place].result, state, cells)
    _detail(write, files)


def _count(result: FileResult, state: CellState, cells: int) -> None:
    match state:
        case "new":
            result.new += cells
        case "changed":
            result.changed += cells
        case _:
            result.unchanged += cells


def _detail(write: Write, files: Sequence[Arrived]) -> None:
    """The answers replaced, each of which may be decided otherwise; and in a preview, what every cell does."""
    rows = write.cursor.execute(sql("compared"), {"all": not write.keep, "most": _MOST_SHOWN}).fetchall()
    replaced: dict[tuple[int, str], int] = defaultdict(int)
    older: dict[tuple[int, str], Any] = {}
    for place, uai, question, state, old, new, sheet, cell, held_on in rows:
        result = files[place].result
        change = Change(
            uai=uai, question=question, state=state, old_value=old or "", new_value=new or "", sheet=sheet, cell=cell
        )
        if not write.keep:
            result.cells.append(change)
        if state == "changed":
            result.changes.append(change)
        if question != ANSWER_DAY:
            if state == "changed":
                replaced[place, uai] += 1
            if state == "older":
                older[place, uai] = held_on
    for (place, uai), count in replaced.items():
        said = "une réponse déjà connue" if count == 1 else f"{count} réponses déjà connues"
        told = files[place].told
        _offer(files[place], told.place_of(uai), f"remplace {said} : la plus récente compte")
    for (place, uai), held_on in older.items():
        _say_older(files[place], uai, held_on)


def _say_older(file: Arrived, uai: str, held_on: Any) -> None:
    place = file.told.place_of(uai)
    issue = _remark(
        file.told,
        place,
        cell=file.told.day_cells[place],
        code="older_return",
        found="",
        expected=f"une date à partir du {held_on:%d/%m/%Y}",
        message=f"Ce retour est daté d'avant une réponse déjà connue (du {held_on:%d/%m/%Y}) : il compte pour le passé "
        "et ne la remplace pas. Pour la corriger, mettez une date plus récente.",
    )
    file.result.issues.append(issue)
    file.told.warned.append((uai, ANSWER_DAY, issue))


def _count_blanks(write: Write, files: Sequence[Arrived], private: set[str]) -> None:
    asked = [(place, column.question) for place, file in enumerate(files) for column in file.told.columns]
    told = [(place, uai) for place, file in enumerate(files) for uai in file.told.accepted]
    flags = pa.array([question in private for _, question in asked], pa.bool_())
    columns = _pairs(asked, "question").append_column("private", flags)
    with _registered(write, asked=columns, row_told=_pairs(told, "uai")):
        for place, cells in write.cursor.execute(sql("count_blank_kept")).fetchall():
            files[place].result.blank_kept = cells
        if not write.keep:
            kept = write.cursor.execute(sql("blank_kept"), {"most": _MOST_SHOWN}).fetchall()
            for place, uai, question, value in kept:
                files[place].result.cells.append(_blank(files[place].told, uai, question, value))


def _blank(told: Return, uai: str, question: str, value: str) -> Change:
    place = told.place_of(uai)
    return Change(
        uai=uai,
        question=question,
        state="blank_kept",
        old_value=value,
        new_value="",
        sheet=told.sheets[place],
        cell=told.uai_cells[place],
    )


@contextmanager
def _registered(write: Write, **tables: pa.Table) -> Iterator[None]:
    """The tables under their names, for the SQL inside."""
    for name, table in tables.items():
        write.cursor.register(name, table)
    yield
    for name in tables:
        write.cursor.unregister(name)


def _pairs(pairs: Sequence[tuple[int, str]], name: str) -> pa.Table:
    return pa.table(
        {
            "file": pa.array([place for place, _ in pairs], pa.int32()),
            name: pa.array([text for _, text in pairs], pa.string()),
        }
    )


def _offer(file: Arrived, place: int, why: str) -> None:
    told = file.told
    uai = told.accepted[place]
    file.result.choices.append(
        RowChoice(
            sheet=told.sheets[place],
            row=told.row_numbers[place],
            uai=uai,
            name=file.names.get(uai, uai),
            why=why,
            left_out=False,
        )
    )


def _remark(told: Return, place: int, *, cell: str, code: str, found: str, expected: str, message: str) -> Issue:
    return Issue(
        sheet=told.sheets[place],
        cell=cell,
        code=code,
        severity="warning",
        found=found,
        expected=expected,
        message=message,
    )

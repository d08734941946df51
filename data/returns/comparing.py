"""A drop against what is known: what each cell changes, and which rows a person may decide about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data.database import Write
from data.returns.arriving import Arrived
from data.returns.checks import registered
from data.returns.issues import Issue
from data.returns.reading import ANSWER_DAY
from data.returns.results import CellState, Change, FileResult, RowChoice
from data.returns.telling import Return
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_MOST_SHOWN = 2_000  # cells of a file and state that a preview lists; the counts are of all


def compare(
    write: Write, files: Sequence[Arrived], answers: Mapping[bool, pa.Table], held: pa.Table, private: set[str]
) -> None:
    """Count, for each file, the cells that are new, changed, unchanged, or blank where an answer is kept."""
    cursor = write.cursor
    if not held.num_rows and write.keep:
        for file in files:
            file.result.new = file.told.answer_count
        return
    with registered(write.cursor, held=held, told_cells=flagged(answers)):
        cursor.execute(sql("difference"))
        _count_blanks(write, files, private)
    for place, state, cells in by_state(write):
        _count(files[place].result, state, cells)
    _detail(write, files)


def flagged(answers: Mapping[bool, pa.Table]) -> pa.Table:
    """All the answers, private ones marked."""
    return pa.concat_tables(
        table.append_column("private", pa.repeat(pa.scalar(private), table.num_rows))
        for private, table in answers.items()
    )


def by_state(write: Write) -> list[tuple[int, CellState, int]]:
    """(place of the file, state of its cells, how many), of what was compared last."""
    return write.cursor.execute(sql("count_by_state")).fetchall()


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
        for row in files[place].told.places_of(uai):
            offer(files[place], row, f"remplace {said} : la plus récente compte")
    for (place, uai), held_on in older.items():
        _say_older(files[place], uai, held_on)


def _say_older(file: Arrived, uai: str, held_on: Any) -> None:
    place = file.told.places_of(uai)[0]
    issue = row_warning(
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
    told = [(place, uai) for place, file in enumerate(files) for uai in dict.fromkeys(file.told.accepted)]
    flags = pa.array([question in private for _, question in asked], pa.bool_())
    columns = _pairs(asked, "question").append_column("private", flags)
    with registered(write.cursor, asked=columns, row_told=_pairs(told, "uai")):
        for place, cells in write.cursor.execute(sql("count_blank_kept")).fetchall():
            files[place].result.blank_kept = cells
        if not write.keep:
            kept = write.cursor.execute(sql("blank_kept"), {"most": _MOST_SHOWN}).fetchall()
            for place, uai, question, value in kept:
                files[place].result.cells.append(_blank(files[place].told, uai, question, value))


def _blank(told: Return, uai: str, question: str, value: str) -> Change:
    place = told.places_of(uai)[0]
    return Change(
        uai=uai,
        question=question,
        state="blank_kept",
        old_value=value,
        new_value="",
        sheet=told.sheets[place],
        cell=told.uai_cells[place],
    )


def _pairs(pairs: Sequence[tuple[int, str]], name: str) -> pa.Table:
    return pa.table(
        {
            "file": pa.array([place for place, _ in pairs], pa.int32()),
            name: pa.array([text for _, text in pairs], pa.string()),
        }
    )


def offer(file: Arrived, place: int, why: str) -> None:
    """Let a person decide otherwise about an accepted row; `why` says what it competes with, and the rule."""
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


def row_warning(told: Return, place: int, *, cell: str, code: str, found: str, expected: str, message: str) -> Issue:
    """A warning on an accepted row, at one of its cells."""
    return Issue(
        sheet=told.sheets[place],
        cell=cell,
        code=code,
        severity="warning",
        found=found,
        expected=expected,
        message=message,
    )

"""A drop of returns against what is known: compared, then recorded, inside one write.

Files that speak of the same establishment are taken in one after the other; all others together, as columns.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import pyarrow as pa

from data.batches import add_batch, known_contents
from data.campaigns import Campaign
from data.database import Write
from data.returns.arriving import Arrived
from data.returns.checks import Check, Warned, find_warnings, record_warnings, registered
from data.returns.columns import as_tables
from data.returns.comparing import by_state, compare, flagged, offer, row_warning
from data.returns.questions import Question
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_RULE = (
    "pour chaque question, la réponse dont la date est la plus récente compte, "
    "et à date égale ou sans date celle du dernier fichier"
)


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
    fresh, known = _set_known_aside(write, files, asked.campaign.code)
    for together in _rounds(fresh):
        _record_together(write, together, asked)
        write.advance()
    _say_already_there(write, known, asked)
    if not fresh:
        write.keep = False
        return
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


def _set_known_aside(
    write: Write, files: Sequence[Arrived], campaign: str
) -> tuple[list[Arrived], list[tuple[Arrived, str | None, str]]]:
    """The files whose content was never taken in; and the others, with the batch and the file that said it first."""
    contents = [file.content_sha256 for file in files]
    first: dict[str, tuple[str | None, str]] = {
        **known_contents(write.cursor, kind="returns", campaign=campaign, contents=contents, as_of=write.at)
    }
    fresh, known = [], []
    for file in files:
        if file.content_sha256 in first:
            known.append((file, *first[file.content_sha256]))
        else:
            first[file.content_sha256] = (None, file.result.file)
            fresh.append(file)
    return fresh, known


def _say_already_there(write: Write, known: Sequence[tuple[Arrived, str | None, str]], asked: Asked) -> None:
    """Nothing changes; but an answer replaced since is not « there » any more, and that is said with what to do."""
    if not known:
        return
    files = [file for file, _, _ in known]
    tables = as_tables(files, [write.new_id() for _ in files], asked.private)
    with registered(write.cursor, held=_held(write, asked), told_cells=flagged(tables)):
        write.cursor.execute(sql("difference"))
    still = {place: cells for place, state, cells in by_state(write) if state == "unchanged"}
    for place, (file, batch, name) in enumerate(known):
        result = file.result
        result.state, result.batch, result.accepted = "already_imported", batch, 0
        result.unchanged = still.get(place, 0)
        where = f"fichier « {name} »" if batch else f"fichier « {name} » de ce dépôt"
        replaced = file.told.answer_count - result.unchanged
        if not replaced:
            result.reason = f"Ces réponses sont déjà là ({where}) : rien n'a changé."
            continue
        changed = "a été remplacée" if replaced == 1 else "ont été remplacées"
        result.reason = (
            f"Ce contenu a déjà été importé ({where}) et rien n'a changé : {replaced} de ses réponses {changed} depuis. "
            "Pour que ce fichier l'emporte, donnez-lui une date de réponse plus récente."
        )


# --- files taken together, and one after the other


def _rounds(files: Sequence[Arrived]) -> list[list[Arrived]]:
    """The files in order, cut so that no establishment is twice in a group. Those told twice get their remark."""
    first_free: dict[str, int] = {}
    told_by: dict[str, str] = {}
    rounds: dict[int, list[Arrived]] = defaultdict(list)
    for file in files:
        again = [uai for uai in dict.fromkeys(file.told.accepted) if uai in told_by]
        for uai in again:
            _say_told_twice(file, uai, told_by[uai])
        place = max((first_free[uai] for uai in again), default=0)
        rounds[place].append(file)
        for uai in file.told.accepted:
            first_free[uai], told_by[uai] = place + 1, file.result.file
    return [rounds[place] for place in sorted(rounds)]


def _say_told_twice(file: Arrived, uai: str, other: str) -> None:
    place = file.told.places_of(uai)[0]
    file.result.issues.append(
        row_warning(
            file.told,
            place,
            cell=file.told.uai_cells[place],
            code="told_twice",
            found=uai,
            expected="un retour par établissement",
            message=f"{uai} figure aussi dans « {other} », du même dépôt : {_RULE}. Écartez l'une des deux lignes pour en décider autrement.",
        )
    )
    offer(file, place, f"figure aussi dans « {other} » : {_RULE}")


def _held(write: Write, asked: Asked) -> pa.Table:
    """The answers that hold at this point of the write."""
    parameters = {"campaign": asked.campaign.code, "as_of": write.at}
    return write.cursor.execute(sql("standing_answers"), parameters).to_arrow_table()


def _record_together(write: Write, files: Sequence[Arrived], asked: Asked) -> None:
    """Add batches, answers and remarks of files that share no establishment."""
    campaign, held = asked.campaign.code, _held(write, asked)
    ids = [write.new_id() for _ in files]
    answers = as_tables(files, ids, asked.private)
    compare(write, files, answers, held, asked.private)
    for file, batch in zip(files, ids, strict=True):
        file.result.batch = str(batch)
    # Before the batches are written, which keep the remarks of their file.
    _warn(write, files, asked, held, answers.get(False))
    for file, batch in zip(files, ids, strict=True):
        _add_batch(write, file, batch, campaign)
    for is_private, table in answers.items():
        with registered(write.cursor, told_cells=table):
            name = "add_private_answers" if is_private else "add_answers"
            write.cursor.execute(sql(name), {"batches": ids, "campaign": campaign, "recorded_at": write.at})
    record_warnings(write, campaign, _own_warnings(files))


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


def _warn(write: Write, files: Sequence[Arrived], asked: Asked, held: pa.Table, told: pa.Table | None) -> None:
    """Say with each file what its answers call for once they stand beside the others. Not kept: À vérifier works it out
    anew from the answers that stand, and keeps what people decide."""
    if told is None:
        return
    with registered(write.cursor, held=held, told_cells=told):
        write.cursor.execute(sql("told"))
        found = find_warnings(write, campaign=asked.campaign, questions=asked.questions, checks=asked.checks)
    by_batch = {file.result.batch: file for file in files}
    for one in found:
        by_batch[str(one.batch)].result.issues.append(one.issue)

"""The facts of a drop against those that are known: compared, then recorded, inside one write."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.batches import add_batch, known_contents
from data.database import Write
from data.errors import Refusal
from data.returns.checks import registered
from data.sql import SqlFolder
from data.usage.arriving import Arrived, sum_up
from data.usage.record import add_facts
from data.usage.results import MonthChange
from data.usage.words import ALL_PROFILES

sql = SqlFolder(__file__)


def record(write: Write, files: Sequence[Arrived]) -> None:
    """Take the files in one after the other: the later facts stand. Nothing is kept when no file tells anything new."""
    first = known_contents(
        write.cursor,
        kind="usage",
        campaign=None,
        contents=[file.content_sha256 for file in files],
        as_of=write.at,
    )
    taken: list[Arrived] = []
    for file in files:
        if _take(write, file, first.get(file.content_sha256)):
            taken.append(file)
            first[file.content_sha256] = ("", file.result.file)
        write.advance()
    if not taken:
        write.keep = False
        return
    write.detail.update(
        batches=[file.result.batch for file in taken],
        rows=sum(file.result.rows for file in taken),
        accepted=sum(file.result.accepted for file in taken),
        facts=sum(file.facts.num_rows for file in taken),
    )
    if not write.keep:
        for file in taken:
            file.result.batch = None


def _take(write: Write, file: Arrived, same: tuple[str, str] | None) -> bool:
    """Add the facts of a file. False when what is known leaves nothing of it to take.

    same: the import that said the same, if one does. What replaced some of it since is replaced in its turn.
    """
    _set_mixed_aside(write, file)
    _compare(write, file)
    if same and not file.result.new + file.result.changed:
        _say_already_there(file, *same)
        return False
    try:
        sum_up(file)
    except Refusal as refusal:
        file.result.refuse(str(refusal))
        return False
    result = file.result
    batch = add_batch(
        write,
        kind="usage",
        campaign=None,
        file_name=result.file,
        file_sha256=result.sha256,
        content_sha256=file.content_sha256,
        row_count=result.rows,
        accepted_count=result.accepted,
        issues=[issue.as_dict() for issue in result.issues],
    )
    result.batch = str(batch)
    add_facts(write, batch, file.facts)
    return True


def _compare(write: Write, file: Arrived) -> None:
    """Count what the file changes, by month and service."""
    with registered(write.cursor, told_usage=file.facts):
        write.cursor.execute(sql("held"), {"as_of": write.at})
        found = write.cursor.execute(sql("changes"))
        names = [column[0] for column in found.description or []]
        file.result.months = [MonthChange(**dict(zip(names, row, strict=True))) for row in found.fetchall()]
    for name in ("new", "changed", "unchanged", "remaining"):
        setattr(file.result, name, sum(getattr(month, name) for month in file.result.months))


def _set_mixed_aside(write: Write, file: Arrived) -> None:
    """A total where the profiles are known, or the other way round: both would count the same people."""
    with registered(write.cursor, told_usage=file.facts):
        write.cursor.execute(sql("held"), {"as_of": write.at})
        mixed = write.cursor.execute(sql("mixed"), {"all": ALL_PROFILES}).fetchall()
    for line, profile, other in mixed:
        sheet = file.told.sheet_of(line)
        known = "le détail par profil" if profile == ALL_PROFILES else "le total de tous les profils"
        file.told.remarks.add(
            "mixed_profiles",
            severity="error",
            line=line,
            sheet=sheet.sheet,
            cell=sheet.cell(line, "profile"),
            found=profile,
            expected="le total, ou les profils, mais pas les deux",
            message=f"Pour ce mois, {known} est déjà connu (« {other} ») : les deux compteraient deux fois les mêmes "
            "personnes. Annulez cet import-là si ce fichier doit le remplacer.",
        )
    if mixed:
        refused = pa.array(sorted(file.told.remarks.refused), pa.int32())
        file.facts = file.facts.filter(pc.invert(pc.is_in(file.facts["line"], refused)))


def _say_already_there(file: Arrived, batch: str, name: str) -> None:
    result = file.result
    result.state, result.batch, result.accepted, result.months = "already_imported", batch or None, 0, []
    where = f"fichier « {name} »" if batch else f"fichier « {name} » de ce dépôt"
    result.reason = f"Ces relevés sont déjà là ({where}) : rien n'a changé."

"""Taking monthly facts in: one drop of files, one transaction. A preview does the same work and rolls back."""

from collections.abc import Sequence

from data.backup import backed_up
from data.batches import known_contents
from data.database import Actor, Database
from data.files.member_names import readable
from data.files.originals import keep_original
from data.usage.arriving import Arrived, Progress, read_drop
from data.usage.recording import record
from data.usage.results import MonthChange, UsageResult

__all__ = ["MonthChange", "UsageResult", "import_usage"]


def import_usage(
    db: Database,
    actor: Actor,
    files: Sequence[tuple[str, bytes]],
    *,
    service: str = "",
    keep: bool = True,
    progress: Progress = lambda _share, _phrase: None,
) -> list[UsageResult]:
    """Take in a drop of (file name, content), a zip standing for the files in it, or show what would happen when keep
    is False. service: that of rows which name none; without it, the one that the file's name holds. progress: told a
    share from 0 to 1, and a French phrase.

    One result a file, in order. The drop is one transaction; of two files that tell the same fact, the later one counts.
    What is wrong with a file is in its result, never raised. Raises DiskFull.
    """
    arrived = read_drop(db, [(readable(name), content) for name, content in files], service, progress)
    taken = [one for one in arrived if one.result.state != "refused"]
    if taken and keep:
        progress(0.8, "Sauvegarde, puis enregistrement")
        _take_in(db, actor, taken)
    elif taken:
        progress(0.8, "Comparaison avec ce qui est déjà connu")
        _record(db, actor, taken, keep=False)
    return [one.result for one in arrived]


def _take_in(db: Database, actor: Actor, taken: Sequence[Arrived]) -> None:
    """Backed up before and after, the originals kept first: a kept file without facts harms nobody."""
    contents = [one.content_sha256 for one in taken]
    if known_contents(db.reading(), kind="usage", campaign=None, contents=contents, as_of=db.clock()):
        _record(db, actor, taken, keep=False)
    new = [one for one in taken if one.result.state in ("imported", "partial")]
    if not new:
        return
    db.check_room(sum(len(one.content) for one in new))
    with backed_up(db, "import") as backup:
        for one in new:
            keep_original(db, one.content)
        _record(db, actor, taken, keep=True)
    taken[0].result.notice = backup.warning


def _record(db: Database, actor: Actor, taken: Sequence[Arrived], *, keep: bool) -> None:
    subject = taken[0].result.file if len(taken) == 1 else f"{len(taken)} fichiers"
    with db.writing(actor, "usage", subject, keep=keep) as write:
        record(write, taken)

"""Taking returns in: one drop of files, one transaction. A preview does the same work and rolls back."""

from collections.abc import Collection, Mapping, Sequence

from data.backup import backed_up
from data.batches import known_contents
from data.campaigns import Campaign, find_campaign
from data.database import Actor, Database
from data.files.member_names import readable
from data.files.originals import keep_original
from data.returns.arriving import Arrived, Progress, RowKey, expecting, read_drop
from data.returns.checks import load_checks
from data.returns.questions import load_questions
from data.returns.recording import Asked, record
from data.returns.results import STATES_IN_FRENCH, Change, FileResult, RowChoice, State

__all__ = ["STATES_IN_FRENCH", "Change", "FileResult", "RowChoice", "RowKey", "State", "import_returns"]


def import_returns(
    db: Database,
    actor: Actor,
    files: Sequence[tuple[str, bytes]],
    *,
    campaign: str,
    keep: bool = True,
    left_out: Collection[RowKey] = (),
    approved: Mapping[tuple[str, str], str] | None = None,
    progress: Progress = lambda _share, _phrase: None,
) -> list[FileResult]:
    """Take in a drop of (file name, content), a zip standing for the files in it, or show what would happen when keep
    is False. left_out: the rows not to take, whatever they say. approved: columns approved for this call only, beside
    those that are remembered. progress: told a share from 0 to 1, and a French phrase.

    One result a file, in order. The drop is one transaction: all that can be taken is there, or nothing.
    Raises Refusal when the campaign is unknown. What is wrong with a file is in its result, never raised.
    """
    asked = expecting(db, find_campaign(db, campaign, db.clock()), left_out=left_out, approved=approved or {})
    arrived = read_drop(db, [(readable(name), content) for name, content in files], asked, progress)
    taken = [one for one in arrived if one.result.state != "refused"]
    if taken and keep:
        progress(0.9, "Sauvegarde, puis enregistrement")
        _take_in(db, actor, taken, asked.campaign)
    elif taken:
        progress(0.9, "Comparaison avec ce qui est déjà connu")
        _record(db, actor, taken, asked.campaign, keep=False)
    return [one.result for one in arrived]


def _take_in(db: Database, actor: Actor, taken: Sequence[Arrived], campaign: Campaign) -> None:
    """Backed up before and after, the originals kept first: a kept file without facts harms nobody."""
    db.check_room(sum(len(one.content) for one in taken))
    with backed_up(db, "import") as backup:
        for one in _unseen(db, taken, campaign):
            keep_original(db, one.content)
        _record(db, actor, taken, campaign, keep=True)
    taken[0].result.notice = backup.warning


def _unseen(db: Database, taken: Sequence[Arrived], campaign: Campaign) -> list[Arrived]:
    """The first file of each content that no import holds: the others add no fact, and their bytes are not kept."""
    first = {one.content_sha256: one for one in reversed(taken)}
    held = known_contents(db.reading(), kind="returns", campaign=campaign.code, contents=list(first), as_of=db.clock())
    return [one for content, one in first.items() if content not in held]


def _record(db: Database, actor: Actor, taken: Sequence[Arrived], campaign: Campaign, *, keep: bool) -> None:
    catalogue = db.settings.catalogue
    asked = Asked(campaign=campaign, questions=load_questions(catalogue), checks=load_checks(catalogue))
    subject = taken[0].result.file if len(taken) == 1 else f"{len(taken)} fichiers"
    with db.writing(actor, "import", subject, keep=keep) as write:
        record(write, taken, asked)

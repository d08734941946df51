"""The returns reach the secretary file by file: most are taken in whole, some in part, one is undone and sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from data.batches import batches, revert_batch
from data.database import Actor, Database
from data.demo.courses import SECOND_YEAR, Course
from data.demo.return_files import Row, as_csv, as_workbook, rows_of, spoil, too_many_meetings
from data.demo.timeline import Step, at
from data.demo.waves import Post
from data.errors import Refusal
from data.returns.intake import import_returns
from data.returns.values import fold

# Share of the files with a row that will be refused, among those with enough other rows.
_SPOILED, _SPOILED_AT_LEAST = 0.4, 4
# The others have their own tables; one bassin fills in the questionnaire it was sent.
_WORKBOOK_SENDER, _WORKBOOK_YEAR = "bassin Vignoble", SECOND_YEAR
_REVERTED_WAVE, _REVERTED_AT_LEAST = "2022-01", 15
_REASON = "Réunions comptées depuis la création du comité au lieu du 1er septembre : la circonscription renvoie un fichier corrigé."


def return_steps(rng: Random, actor: Actor, posts: Sequence[Post], courses: Mapping[str, Course]) -> list[Step]:
    """One step a file, and those that undo one and take its correction in."""
    undone = next((post for post in posts if _is_to_be_undone(post)), None)
    steps: list[Step] = []
    for place, post in enumerate(posts):
        rows = rows_of(rng, post, courses)
        if post is undone:
            steps += _undone(rng, actor, post, rows)
            continue
        if not _is_workbook(post) and len(rows) >= _SPOILED_AT_LEAST and rng.random() < _SPOILED:
            spoil(rng, rows)
        steps.append(_arrival(rng, actor, post, rows, minute=place))
    return steps


def _is_workbook(post: Post) -> bool:
    return (post.sent_by, post.wave.school_year) == (_WORKBOOK_SENDER, _WORKBOOK_YEAR)


def _is_to_be_undone(post: Post) -> bool:
    return post.wave.code == _REVERTED_WAVE and len(post.replies) >= _REVERTED_AT_LEAST and not _is_workbook(post)


def _undone(rng: Random, actor: Actor, post: Post, rows: Sequence[Row]) -> list[Step]:
    """Taken in, undone the day after, and taken in again as corrected one day later still."""
    wrong = _file_name(post)
    later = replace(post, arrives_on=post.arrives_on + timedelta(days=2))
    return [
        _arrival(rng, actor, post, too_many_meetings(rows), minute=0),
        Step(at=at(post.arrives_on + timedelta(days=1), 14), do=lambda db: _undo(db, actor, wrong)),
        _arrival(rng, actor, later, rows, minute=30, suffix="_corrige"),
    ]


def _undo(db: Database, actor: Actor, file_name: str) -> None:
    batch = next(batch for batch in batches(db, as_of=db.clock()) if batch.file_name == file_name)
    revert_batch(db, actor, str(batch.id), reason=_REASON)


def _arrival(rng: Random, actor: Actor, post: Post, rows: Sequence[Row], *, minute: int, suffix: str = "") -> Step:
    # Each file draws from its own chance, so that the order of the steps does not matter.
    habits = Random(rng.getrandbits(64))

    def take_in(db: Database) -> None:
        campaign = post.wave.school_year
        content = as_workbook(db, rows, campaign) if _is_workbook(post) else as_csv(db, habits, rows, post.sent_by)
        result = import_returns(db, actor, [(_file_name(post, suffix), content)], campaign=campaign)[0]
        if result.state not in ("imported", "partial"):
            raise Refusal(f"La démonstration n'a pas pu être construite : {result.file}, {result.reason}")

    return Step(at=at(post.arrives_on, 9 + minute // 60 % 8, minute % 60), do=take_in)


def _file_name(post: Post, suffix: str = "") -> str:
    extension = "xlsx" if _is_workbook(post) else "csv"
    return f"retours_{post.wave.code}_{fold(post.sent_by).replace(' ', '_')}{suffix}.{extension}"

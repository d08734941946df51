"""Which headers of a table ask which question: what their words say, and what people decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from data.database import Actor, Database
from data.errors import Refusal
from data.returns.matching.found import HeaderMatch
from data.returns.questions import load_questions
from data.returns.values import fold
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def approved_matches(db: Database, *, as_of: datetime) -> dict[tuple[str, str], str]:
    """What holds of people's decisions: (shape, folded header) -> question code, '' for a column not to be read."""
    rows = db.query(sql("approved"), as_of=as_of)
    return {(row["shape"], row["header"]): row["question"] for row in rows}


def approve_matches(db: Database, actor: Actor, decided: Sequence[tuple[HeaderMatch, str]]) -> None:
    """Remember which question each header asks ('' : its column is not to be read), for all tables of that shape.

    One write for the list, none when nothing changes.
    Raises Refusal: a question that does not exist, or one that two headers of a shape would ask.
    """
    wanted = {(match.shape, fold(match.header)): (code, match.header) for match, code in decided}
    _check_questions(db, [code for code, _ in wanted.values()])
    with db.writing(actor, "headers", ", ".join(sorted({shape[:12] for shape, _ in wanted}))) as write:
        held = approved_matches(db, as_of=write.at)
        changed = {key: code for key, (code, _) in wanted.items() if held.get(key) != code}
        if not changed:
            write.keep = False
            return
        _check_one_column_each(held | changed, wanted)
        write.cursor.executemany(
            sql("add_match"),
            [
                {"shape": shape, "header": header, "question": code, "actor": actor.name, "at": write.at}
                for (shape, header), code in changed.items()
            ],
        )
        write.detail.update(headers=len(changed), questions=sorted(filter(None, changed.values())))


def _check_questions(db: Database, codes: Sequence[str]) -> None:
    known = {question.code for question in load_questions(db.settings.catalogue)}
    for code in codes:
        if code and code not in known:
            raise Refusal(f"La question « {code} » n'existe pas : choisissez-en une du questionnaire.")


def _check_one_column_each(
    after: Mapping[tuple[str, str], str], wanted: Mapping[tuple[str, str], tuple[str, str]]
) -> None:
    for (shape, header), (code, written) in wanted.items():
        others = (key for key, asked in after.items() if key[0] == shape and key[1] != header and asked == code)
        if code and next(others, None):
            raise Refusal(
                f"Deux colonnes du même tableau répondraient à « {code} » (dont « {written} ») : "
                "choisissez-en une, et « ne pas lire » pour l'autre."
            )

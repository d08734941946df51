"""Answers told as an import tells them, checks included."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from data.batches import add_batch
from data.campaigns import find_campaign
from data.database import LOCAL, Database
from data.returns.checks import Check, Warned, find_warnings, load_checks, record_warnings
from data.returns.questions import load_questions
from data.sql import SqlFolder

Row = tuple[str, str, str | None]
DAY = date(2022, 3, 1)
_answers = SqlFolder(__file__)


def tell(
    db: Database,
    rows: Sequence[Row],
    *,
    campaign: str = "c",
    on: date = DAY,
    is_dated: bool = True,
    file_name: str = "retour.xlsx",
    checks: Sequence[Check] | None = None,
) -> list[Warned]:
    """One file that says (UAI, question, canonical value) on that day, line after line from A2. What the checks find
    is kept, and returned."""
    with db.writing(LOCAL, "import", file_name) as write:
        held = write.cursor.execute(_answers("held"), {"campaign": campaign, "as_of": write.at}).to_arrow_table()
        batch = add_batch(
            write,
            kind="returns",
            campaign=campaign,
            file_name=file_name,
            file_sha256=f"{write.at}",
            content_sha256=f"{write.at}",
            row_count=len(rows),
            accepted_count=len(rows),
            issues=[],
        )
        told = pa.table(
            {
                "batch": pa.array([str(batch)] * len(rows), pa.string()),
                "uai": pa.array([uai for uai, _, _ in rows], pa.string()),
                "question": pa.array([question for _, question, _ in rows], pa.string()),
                "value": pa.array([value for _, _, value in rows], pa.string()),
                "answered_on": pa.array([on] * len(rows), pa.date32()),
                "is_dated": pa.array([is_dated] * len(rows), pa.bool_()),
                "sheet": pa.array(["Réponses"] * len(rows), pa.string()),
                "cell": pa.array([f"A{place}" for place in range(2, len(rows) + 2)], pa.string()),
            }
        )
        write.cursor.register("held", held)
        write.cursor.register("told", told)
        write.cursor.execute(_answers("add_told"), {"campaign": campaign, "at": write.at})
        known = find_campaign(db, campaign, write.at)
        catalogue = db.settings.catalogue
        warned = find_warnings(
            write,
            campaign=known,
            questions=load_questions(catalogue),
            checks=load_checks(catalogue) if checks is None else checks,
        )
        record_warnings(write, campaign, warned)
    return warned

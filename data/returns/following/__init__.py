"""Who has answered a campaign, who has answered in part, who has not: establishment by establishment."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import pandas as pd

from data.database import Database
from data.returns.questions import asked_codes, load_questions
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Status = Literal["silencieux", "partiel", "complet"]
Rows = pd.DataFrame
_DAY = timedelta(days=1)


def follow(db: Database, *, campaign: str, as_of: datetime) -> Rows:
    """One row an establishment that the campaign expects, by commune then name, as known at that instant (UTC).

    Columns: uai, name, type, sector, commune, epci, circonscription, bassin, mail (functional), status (Status),
    missing (labels of the needed questions without a standing answer), answered_on (latest day that its answers speak
    of), first_received (local day on which the first of its answers that still count came in), last_file (name).
    Days are `date`, and None for a silent one. Empty for an unknown campaign.

    Silent: no standing answer to any question of an indicator; a date, a function or a comment alone tell nothing.
    Complete: one to every needed question.
    """
    catalogue = db.settings.catalogue
    rows = db.query(
        sql("follow"),
        campaign=campaign,
        as_of=as_of,
        on_day=db.local(as_of).date(),
        questions=asked_codes(catalogue),
    )
    needed = {question.code: question.label for question in load_questions(catalogue) if question.needed}
    # Returns come in by the file: few instants, and a change of zone costs more than all the rest.
    instants = {row["first_received_at"] for row in rows} - {None}
    local_days = {instant: db.local(instant).date() for instant in instants}
    for row in rows:
        answered = row.pop("answered")
        row["missing"] = [label for code, label in needed.items() if code not in answered]
        row["status"] = _status(answered, row["missing"])
        row["first_received"] = local_days.get(row.pop("first_received_at"))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


_COLUMNS = [
    *("uai", "name", "type", "sector", "commune", "epci", "circonscription", "bassin", "mail"),
    *("status", "missing", "answered_on", "first_received", "last_file"),
]


def _status(answered: Sequence[str], missing: Sequence[str]) -> Status:
    if not answered:
        return "silencieux"
    return "partiel" if missing else "complet"


def responses_by_day(followed: Rows, *, opens_on: date | None, until: date) -> pd.DataFrame:
    """One row a day: `day`, `answered` (establishments whose first answer had come in by then), without a gap.

    From the opening, or the first answer when that is earlier or the opening unknown, to `until` or the last first
    answer when that is later. followed: as `follow` gives it, or part of it. One row when nothing is known.
    """
    received = sorted(day for day in followed["first_received"] if day is not None)
    first = min([*received[:1], opens_on or until])
    last = max([*received[-1:], until, first])
    days = [first + place * _DAY for place in range((last - first).days + 1)]
    came_in = pd.Series(received, dtype=object).value_counts()
    return pd.DataFrame({"day": days, "answered": [int(came_in.get(day, 0)) for day in days]}).assign(
        answered=lambda frame: frame["answered"].cumsum()
    )

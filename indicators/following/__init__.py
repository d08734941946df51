"""Who has not answered a campaign: what the screen, the list to send and the texts to copy are made of.

Establishments are named here, so that they can be chased: nothing is masked, and nothing is for publication.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from data.campaigns import Campaign, find_campaign
from data.database import Database
from data.returns.following import Status, follow, responses_by_day
from indicators.situation import check_group

CHASED: tuple[Status, ...] = ("silencieux", "partiel")
STATUS_LABELS: Mapping[Status, str] = {"silencieux": "Rien répondu", "partiel": "En partie", "complet": "Complet"}
BY = ("type", "sector", "epci", "circonscription")  # the groups by which silence is counted


@dataclass(frozen=True, kw_only=True)
class Following:
    """A campaign's expected establishments within some filters (group -> the one value kept), on a day.

    rows: as `data.returns.following.follow` gives them.
    """

    campaign: Campaign
    day: date
    rows: pd.DataFrame
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """How many are asked."""
        return len(self.rows)

    def count(self, status: Status) -> int:
        """How many are in that status."""
        return int(self.rows["status"].eq(status).sum())

    def of(self, statuses: Sequence[Status]) -> pd.DataFrame:
        """The rows in one of these statuses."""
        return self.rows[self.rows["status"].isin(statuses)]

    @property
    def curve(self) -> pd.DataFrame:
        """One row a day (`day`, `answered`), from the opening to the day or the closing, or to a later first answer."""
        closes_on = self.campaign.closes_on
        until = min(self.day, closes_on) if closes_on else self.day
        return responses_by_day(self.rows, opens_on=self.campaign.opens_on, until=until)


def following(
    db: Database, *, campaign: str, as_of: datetime, on: date | None = None, filters: Mapping[str, str] | None = None
) -> Following:
    """Who has answered a campaign and who has not, as known at that instant (UTC). Raises Refusal: unknown campaign."""
    found = find_campaign(db, campaign, as_of)
    return narrowed(follow(db, campaign=campaign, as_of=as_of), found, day=counted_on(db, on), filters=filters or {})


def narrowed(rows: pd.DataFrame, campaign: Campaign, *, day: date, filters: Mapping[str, str]) -> Following:
    """The part of a campaign's rows that the filters keep."""
    kept = rows
    for group, value in filters.items():
        kept = kept[kept[check_group(group)].eq(value)]
    return Following(campaign=campaign, day=day, rows=kept, filters=dict(filters))


def counted_on(db: Database, on: date | None = None) -> date:
    """The day that a list of reminders speaks of: the situation day, but neither before the latest write nor to come.

    All that came in counts, so a list dated before its last return would lie.
    """
    today, written = db.today(), db.version()
    known = today if written == "vide" else db.local(datetime.fromisoformat(written)).date()
    return max(min(on or today, today), known)

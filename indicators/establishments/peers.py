"""One establishment beside its peers, those of the same type and sector: never under three, and never named."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.database import Database
from data.derived import read_monthly_usage
from data.sql import SqlFolder
from indicators.establishments.identity import Identity
from indicators.establishments.usage import ServiceUsage
from indicators.findings import Finding
from indicators.situation import Situation

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class AdoptionPeers:
    """Its peers for one adoption indicator: how many, how many say oui and how many are silent; None when masked."""

    label: str
    peers: int
    yes: int | None
    silent: int | None

    @property
    def share(self) -> float | None:
        """Share of the peers that say oui, the silent counted as not."""
        return None if self.yes is None else self.yes / self.peers


@dataclass(frozen=True, kw_only=True)
class UsagePeers:
    """Its peers' rates of one service for one month (0 to 1), lowest first; none when fewer than three reported.

    own: its own rate. peers: how many there are, whether or not they reported. Quartiles are None when masked.
    """

    service: str
    month: date
    own: float
    peers: int
    rates: tuple[float, ...]
    first_quartile: float | None = None
    median: float | None = None
    third_quartile: float | None = None


def peers_of(states: pd.DataFrame, one: Identity) -> pd.DataFrame:
    """The rows of a finding's states, of the whole territory, that are of its type and sector, without its own."""
    sector = states["sector"].isna() if one.sector is None else states["sector"].eq(one.sector)
    return states[states["type"].eq(one.type) & sector & states["uai"].ne(one.uai)]


def adoption_peers(finding: Finding, one: Identity, *, smallest: int) -> AdoptionPeers:
    """How its peers stand for one adoption indicator. finding: of the whole territory."""
    states = peers_of(finding.states, one)["state"]
    masked = len(states) < smallest
    return AdoptionPeers(
        label=finding.indicator.short_label,
        peers=len(states),
        yes=None if masked else int(states.eq("oui").sum()),
        silent=None if masked else int(states.eq("silencieux").sum()),
    )


def usage_peers(
    db: Database, used: ServiceUsage, peers: list[str], situation: Situation, *, smallest: int
) -> UsagePeers | None:
    """Its rate among those of its peers (their UAI), for its current month; None when it has none."""
    current = used.current
    if current is None or current.rate is None:
        return None
    rates = _rates(db, used.service, current.month, peers, situation)
    shown = len(rates) >= smallest
    quartiles = [float(rates.quantile(share)) if shown else None for share in (0.25, 0.5, 0.75)]
    return UsagePeers(
        service=used.service,
        month=current.month,
        own=current.rate,
        peers=len(peers),
        rates=tuple(sorted(rates)) if shown else (),
        first_quartile=quartiles[0],
        median=quartiles[1],
        third_quartile=quartiles[2],
    )


def _rates(db: Database, service: str, month: date, peers: list[str], situation: Situation) -> "pd.Series[float]":
    cursor = db.reading()
    read_monthly_usage(cursor, service=service, as_of=situation.as_of)
    told = cursor.execute(sql("peer_usage"), {"month": month, "peers": peers}).df()
    cursor.close()
    counted = told[told["accounts"].gt(0) & told["users"].le(told["accounts"])]
    return counted["users"] / counted["accounts"]

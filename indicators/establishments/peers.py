"""One establishment beside its peers, those of the same type and sector: never under three, and never named."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

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


def adoption_peers(
    cursor: duckdb.DuckDBPyConnection, finding: Finding, one: Identity, *, smallest: int
) -> AdoptionPeers:
    """How its peers stand for one adoption indicator. cursor: with its views span and expected_establishment."""
    row = cursor.execute(sql("peer_states"), _who(one) | {"on_day": finding.situation.on}).fetchone()
    assert row is not None
    peers, yes, silent = row
    masked = peers < smallest
    return AdoptionPeers(
        label=finding.indicator.short_label,
        peers=peers,
        yes=None if masked else yes,
        silent=None if masked else silent,
    )


def usage_peers(
    cursor: duckdb.DuckDBPyConnection,
    used: ServiceUsage,
    one: Identity,
    situation: Situation,
    *,
    peers: int,
    smallest: int,
) -> UsagePeers | None:
    """Its rate among those of its peers (how many they are), for its current month; None when it has none.

    cursor: with its view expected_establishment.
    """
    current = used.current
    if current is None or current.rate is None:
        return None
    rates = _rates(cursor, used.service, current.month, one, situation)
    shown = len(rates) >= smallest
    quartiles = [float(rates.quantile(share)) if shown else None for share in (0.25, 0.5, 0.75)]
    return UsagePeers(
        service=used.service,
        month=current.month,
        own=current.rate,
        peers=peers,
        rates=tuple(sorted(rates)) if shown else (),
        first_quartile=quartiles[0],
        median=quartiles[1],
        third_quartile=quartiles[2],
    )


def _rates(
    cursor: duckdb.DuckDBPyConnection, service: str, month: date, one: Identity, situation: Situation
) -> "pd.Series[float]":
    read_monthly_usage(cursor, service=service, as_of=situation.as_of)
    told = cursor.execute(sql("peer_usage"), _who(one) | {"month": month}).df()
    counted = told[told["accounts"].gt(0) & told["users"].le(told["accounts"])]
    return counted["users"] / counted["accounts"]


def _who(one: Identity) -> dict[str, str | None]:
    return {"uai": one.uai, "type": one.type, "sector": one.sector}

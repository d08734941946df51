"""An indicator by group, with small groups masked so that no establishment can be singled out."""

from dataclasses import dataclass

import pandas as pd

from data.returns.values import fold
from indicators.situation import UNKNOWN, check_group

_STATES = {"oui": "yes", "partiel": "partial", "non": "no", "silencieux": "silent"}


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One group. Every number but `expected` is None when the group is masked."""

    group: str
    value: str
    expected: int
    masked: bool
    yes: int | None = None
    partial: int | None = None
    no: int | None = None
    silent: int | None = None
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def share(self) -> float | None:
        """Of an adoption, the share of the expected that say oui; of a rate, the ratio. None when masked or unknown."""
        if self.denominator is not None:
            return (self.numerator or 0) / self.denominator if self.denominator else None
        return self.yes / self.expected if self.yes is not None and self.expected else None


def adoption_groups(states: pd.DataFrame, group: str, *, smallest: int) -> list[GroupLine]:
    """Counts by group, largest first. states: one row an establishment with the group's column and `state`."""
    named = states.assign(value=states[check_group(group)].fillna(UNKNOWN).replace("", UNKNOWN))
    counts = named.groupby(["value", "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(_STATES), fill_value=0).rename(columns=_STATES)
    counts["expected"] = counts.sum(axis=1)
    counts = counts.sort_values("expected", ascending=False, kind="stable")
    hidden = masked(_sizes(counts["expected"]), smallest)
    return [
        GroupLine(group=group, value=str(value), expected=int(row["expected"]), masked=True)
        if value in hidden
        else GroupLine(
            group=group,
            value=str(value),
            expected=int(row["expected"]),
            masked=False,
            yes=int(row["yes"]),
            partial=int(row["partial"]),
            no=int(row["no"]),
            silent=int(row["silent"]),
            low=int(row["yes"]),
            high=int(row["yes"] + row["silent"]),
        )
        for value, row in counts.iterrows()
    ]


def rate_groups(states: pd.DataFrame, group: str, *, smallest: int) -> list[GroupLine]:
    """Sums by group, largest first. states: one row an establishment with `state`, `numerator`, `denominator`,
    `last_accounts`."""
    named = states.assign(value=states[check_group(group)].fillna(UNKNOWN).replace("", UNKNOWN))
    counts = named["state"].eq("relevé")
    named = named.assign(
        reported=counts.astype(int),
        numerator=named["numerator"].where(counts, 0).fillna(0),
        denominator=named["denominator"].where(counts, 0).fillna(0),
        silent_accounts=named["last_accounts"].mask(counts, 0),
    )
    sums = named.groupby("value").agg(
        expected=("uai", "size"),
        reported=("reported", "sum"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        silent_accounts=("silent_accounts", "sum"),
    )
    sums = sums.sort_values("expected", ascending=False, kind="stable")
    hidden = masked(_sizes(sums["reported"].where(sums["reported"] > 0, sums["expected"])), smallest)
    return [_rate_line(group, str(value), row, masked=value in hidden) for value, row in sums.iterrows()]


def _rate_line(group: str, value: str, row: pd.Series, *, masked: bool) -> GroupLine:
    if masked:
        return GroupLine(group=group, value=value, expected=int(row["expected"]), masked=True)
    accounts = row["denominator"] + row["silent_accounts"]
    return GroupLine(
        group=group,
        value=value,
        expected=int(row["expected"]),
        masked=False,
        silent=int(row["expected"] - row["reported"]),
        numerator=int(row["numerator"]),
        denominator=int(row["denominator"]),
        low=row["numerator"] / accounts if accounts else None,
        high=(row["numerator"] + row["silent_accounts"]) / accounts if accounts else None,
    )


def _sizes(column: pd.Series) -> dict[str, int]:
    return {str(value): int(size) for value, size in column.items()}


def members(states: pd.DataFrame, group: str) -> list[str]:
    """The values that a group takes, in order; none for the whole territory ('')."""
    return sorted(states[check_group(group)].dropna().unique(), key=fold) if group else []


def masked(sizes: dict[str, int], smallest: int) -> set[str]:
    """Groups to mask: those under `smallest`, and one more when a single one could be deduced from the total."""
    small = {value for value, size in sizes.items() if 0 < size < smallest}
    others = {value: size for value, size in sizes.items() if value not in small and size > 0}
    if small and sum(sizes[value] for value in small) < smallest and others:
        small.add(min(others, key=lambda value: others[value]))
    return small

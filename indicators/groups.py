"""An indicator by group, with small groups masked so that no establishment can be singled out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.returns.values import fold
from indicators.masking import group_masks
from indicators.situation import GROUPS, UNKNOWN, check_group

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

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that share could be, the silent counted against or for. None when masked or unknown."""
        if self.low is None or self.high is None or not self.expected:
            return None
        return (
            (self.low, self.high)
            if self.denominator is not None
            else (self.low / self.expected, self.high / self.expected)
        )


def adoption_groups(states: pd.DataFrame, group: str, *, smallest: int) -> list[GroupLine]:
    """Counts by group, largest first. states: one row an establishment with the group's column and `state`."""
    return _groups(adoption_sums(states, [group]), group, masks(states, smallest=smallest)[group])


def rate_groups(states: pd.DataFrame, group: str, *, smallest: int) -> list[GroupLine]:
    """Sums by group, largest first. states: one row an establishment with `state`, `numerator`, `denominator`,
    `last_accounts`."""
    return _groups(rate_sums(states, [group]), group, masks(states, smallest=smallest)[group])


def masks(states: pd.DataFrame, *, smallest: int) -> dict[str, set[str]]:
    """Each group -> the values that its table masks. states: as of adoption_groups or rate_groups."""
    known = {group: states[group] for group in GROUPS if group in states}
    reported = states["state"].eq("relevé") if "numerator" in states else states["state"].notna()
    return group_masks(known, reported.to_numpy(dtype=bool), smallest=smallest)


def _groups(sums: pd.DataFrame, group: str, hidden: set[str]) -> list[GroupLine]:
    sums = sums.sort_values("expected", ascending=False, kind="stable")
    return [line(group, str(value), row, hidden=value in hidden) for value, row in sums.iterrows()]


def adoption_sums(states: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """How many establishments are in each state, one row a value of the group or a combination of the groups."""
    keys = [values(states, group) for group in groups]
    counts = states.groupby([*keys, "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(_STATES), fill_value=0).rename(columns=_STATES)
    total = counts.sum(axis=1)
    return counts.assign(expected=total, reported=total)


def rate_sums(states: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Users and accounts of those that reported, accounts of the silent, one row a value or a combination."""
    counts = states["state"].eq("relevé")
    parts = pd.DataFrame(
        {
            "expected": 1,
            "reported": counts.astype(int),
            "numerator": states["numerator"].where(counts, 0).fillna(0),
            "denominator": states["denominator"].where(counts, 0).fillna(0),
            "silent_accounts": states["last_accounts"].mask(counts, 0),
        },
        index=states.index,
    )
    return parts.groupby([values(states, group) for group in groups]).sum()


def values(states: pd.DataFrame, group: str) -> pd.Series:
    """Each establishment's value of the group; « Non renseigné » where the directory does not say it."""
    return states[check_group(group)].fillna(UNKNOWN).replace("", UNKNOWN).rename(group)


def line(group: str, value: str, sums: pd.Series, *, hidden: bool) -> GroupLine:
    """The line of one row of adoption_sums or rate_sums."""
    expected = int(sums["expected"])
    if hidden:
        return GroupLine(group=group, value=value, expected=expected, masked=True)
    if "yes" in sums.index:
        return GroupLine(
            group=group,
            value=value,
            expected=expected,
            masked=False,
            yes=int(sums["yes"]),
            partial=int(sums["partial"]),
            no=int(sums["no"]),
            silent=int(sums["silent"]),
            low=int(sums["yes"]),
            high=int(sums["yes"] + sums["silent"]),
        )
    accounts = sums["denominator"] + sums["silent_accounts"]
    return GroupLine(
        group=group,
        value=value,
        expected=expected,
        masked=False,
        silent=int(expected - sums["reported"]),
        numerator=int(sums["numerator"]),
        denominator=int(sums["denominator"]),
        low=sums["numerator"] / accounts if accounts else None,
        high=(sums["numerator"] + sums["silent_accounts"]) / accounts if accounts else None,
    )


def members(states: pd.DataFrame, group: str) -> list[str]:
    """The values that a group takes, in order; none for the whole territory ('')."""
    return sorted(states[check_group(group)].dropna().unique(), key=fold) if group else []


def masked(sizes: Mapping[str, int], smallest: int) -> set[str]:
    """Groups to mask: those under `smallest`, and more while what they are together could be told from the total.

    Those masked always gather at least `smallest` establishments of two groups or more, unless there are no others.
    """
    small = {value for value, size in sizes.items() if 0 < size < smallest}
    others = {value: size for value, size in sizes.items() if value not in small and size > 0}
    if small and sum(sizes[value] for value in small) < smallest and others:
        small.add(min(others, key=lambda value: others[value]))
    return small

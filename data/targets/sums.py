"""Do the targets of the groups make up the territory's? Only numbers of establishments add up: rates never do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from data.targets.scopes import GROUP_LABELS, WHOLE, Scope
from data.targets.target import Target


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The targets of one group's members, added up beside the territory's. parts: (member, target), the largest first.

    whole: the territory's target, None when it has none. without: expected members that no target aims at, those with
    the most establishments first. unplaced: expected establishments of which the directory does not say the group.
    same_days: whether all of them fall due on one day.
    """

    indicator: str
    group: str
    parts: tuple[tuple[str, float], ...]
    whole: Target | None
    without: tuple[str, ...]
    unplaced: int
    same_days: bool

    @property
    def total(self) -> float:
        """The sum of the members' targets."""
        return sum(value for _, value in self.parts)

    @property
    def over(self) -> float | None:
        """How much the sum exceeds the territory's target: negative when it falls short, None when there is none."""
        return None if self.whole is None else self.total - self.whole.value


def sums(standing: Iterable[Target], expected: Mapping[Scope, int]) -> list[Sum]:
    """One sum an indicator and group with targets of its own. expected: see `expected_by_scope`."""
    counts = [target for target in standing if target.measure == "count"]
    wholes = {target.indicator: target for target in counts if target.scope == WHOLE}
    scoped = sorted((one for one in counts if one.scope != WHOLE), key=_place)
    return [
        _sum(list(members), wholes.get(indicator), group, expected)
        for (indicator, group), members in groupby(scoped, key=lambda one: (one.indicator, one.scope_group))
    ]


def _place(target: Target) -> tuple[str, int]:
    return target.indicator, list(GROUP_LABELS).index(target.scope_group)


def _sum(members: list[Target], whole: Target | None, group: str, expected: Mapping[Scope, int]) -> Sum:
    aimed = {target.scope_value for target in members}
    sizes = {member: count for (of, member), count in expected.items() if of == group}
    days = {target.due_on for target in [*members, *([whole] if whole else [])]}
    return Sum(
        indicator=members[0].indicator,
        group=group,
        parts=tuple(sorted(((one.scope_value, one.value) for one in members), key=lambda part: (-part[1], part[0]))),
        whole=whole,
        without=tuple(sorted(sizes.keys() - aimed, key=lambda member: (-sizes[member], member))),
        unplaced=max(0, expected.get(WHOLE, 0) - sum(sizes.values())),
        same_days=len(days) == 1,
    )

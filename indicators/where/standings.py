"""Where each group stands: its share, its bounds, and its own target when one was decided for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.database import Database
from data.targets import Target, targets
from indicators.findings import Finding, goal_of
from indicators.findings import finding as find
from indicators.groups import GroupLine
from indicators.measure.adoption import AdoptionMeasure
from indicators.progress import Progress
from indicators.situation import GROUPS


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is aimed at and what the pace expects today: shares from 0 to 1, None where it is no share (a growth)."""

    target: float | None
    expected_today: float | None
    falls: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One group. progress, mark: of its own target, None when it has none or is masked. Shares are from 0 to 1."""

    line: GroupLine
    progress: Progress | None = None
    mark: Mark | None = None

    @property
    def share(self) -> float:
        """What is sure (adoption), or the rate of those that reported."""
        return self.line.share or 0.0

    @property
    def low(self) -> float:
        """The least it can be."""
        return self.line.bounds[0] if self.line.bounds else self.share

    @property
    def high(self) -> float:
        """The most it can be."""
        return self.line.bounds[1] if self.line.bounds else self.share


@dataclass(frozen=True, kw_only=True)
class Standings:
    """The groups of one indicator in one situation. known: those with a share, the best first. masked: too small, or
    hiding one that is. unknown: nobody reported. territory: the mark of the whole territory, None without a target.
    falls: less is better, so that the lowest share is the best."""

    finding: Finding
    group: str
    known: tuple[Standing, ...]
    masked: tuple[GroupLine, ...]
    unknown: tuple[GroupLine, ...]
    territory: Mark | None
    falls: bool = False

    @property
    def label(self) -> str:
        """The group's name, as people read it."""
        return GROUPS[self.group]

    @property
    def rate(self) -> bool:
        """Whether shares are rates of use."""
        return self.finding.indicator.kind == "rate"

    @property
    def judged(self) -> tuple[Standing, ...]:
        """Those with a target of their own."""
        return tuple(one for one in self.known if one.progress is not None)

    def largest(self, most: int) -> tuple[Standing, ...]:
        """The `most` groups with the most establishments, the best first."""
        kept = {one.line.value for one in sorted(self.known, key=lambda one: -one.line.expected)[:most]}
        return tuple(one for one in self.known if one.line.value in kept)


def standings(db: Database, finding: Finding, group: str) -> Standings:
    """The groups of a finding, each judged on its own target by the one function that judges."""
    lines = finding.groups(group, smallest=db.settings.smallest_published_group)
    situation = finding.situation
    held = [
        target
        for target in targets(db, school_year=situation.school_year, as_of=situation.as_of)
        if target.indicator == finding.indicator.code
    ]
    falls = _falls(finding, group, held)
    own = {one.line.value: one for one in _judged(db, finding, group, lines, held)}
    known = [own.get(line.value, Standing(line=line)) for line in lines if not line.masked and line.share is not None]
    return Standings(
        finding=finding,
        group=group,
        known=tuple(sorted(known, key=lambda one: (one.share, one.high) if falls else (-one.share, 0.0))),
        masked=tuple(line for line in lines if line.masked),
        unknown=tuple(line for line in lines if not line.masked and line.share is None),
        territory=_mark(finding),
        falls=falls,
    )


def _falls(finding: Finding, group: str, held: list[Target]) -> bool:
    """Whether less is better: as the target of what is shown says, else the territory's, else all the groups' own."""
    whole = [finding.target] if finding.target else [target for target in held if not target.scope_group]
    asked = whole or [target for target in held if target.scope_group == group]
    # A growth that is asked to slow down does not make a low rate better.
    return bool(asked) and all((goal := goal_of(one)) and goal.falls and one.measure != "growth" for one in asked)


def _judged(
    db: Database, finding: Finding, group: str, lines: list[GroupLine], held: list[Target]
) -> Iterator[Standing]:
    """A group's target is about all of it: under other filters than its own it judges nothing."""
    situation = finding.situation
    decided = {target.scope_value for target in held if target.scope_group == group}
    for line in lines:
        alone = {group: line.value}
        if line.value not in decided or line.masked or situation.filters not in ({}, alone):
            continue
        # The very finding that the screens show under this filter: one verdict, not two.
        own = find(db, finding.indicator, replace(situation, filters=alone))
        yield Standing(line=line, progress=own.progress, mark=_mark(own))


def _mark(finding: Finding) -> Mark | None:
    progress, target = finding.progress, finding.target
    if progress.goal is None or target is None:
        return None
    falls = progress.goal.falls
    if target.measure == "growth":
        return Mark(target=None, expected_today=None, falls=falls)
    whole = finding.measure.counts.expected if isinstance(finding.measure, AdoptionMeasure) else 1
    if not whole:
        return None
    return Mark(
        target=progress.goal.value / whole, expected_today=(progress.expected_today or 0.0) / whole, falls=falls
    )

"""All that is known of one establishment, put together once for the screen and for the page to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from data.database import Database
from data.derived import read_spans
from data.plan import read_plan
from data.returns.origins import Origin, origins
from data.returns.questions import load_questions
from data.sql import SqlFolder
from indicators.definition import Adoption, State
from indicators.establishments.history import Moment, histories, school_years
from indicators.establishments.identity import Identity, identity
from indicators.establishments.peers import AdoptionPeers, UsagePeers, adoption_peers, usage_peers
from indicators.establishments.place import Place, place
from indicators.establishments.usage import ServiceUsage, usage
from indicators.findings import Finding
from indicators.measure.adoption import applied_rule
from indicators.measure.expected import expecting
from indicators.plan.actions import actions
from indicators.plan.concerned import Concerning, actions_about
from indicators.reading import changed
from indicators.situation import GROUPS, Situation

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where it stands for one adoption indicator on the situation day, what says so, and how it stood before.

    state: None when no campaign of the school year expects it. answered_on, file_name, sheet, cell: of the answer that
    decides, None when nothing does. changed: that its definition changed in the year, '' when it did not.
    """

    code: str
    label: str
    state: State | None
    missing: tuple[str, ...] = ()
    answered_on: date | None = None
    file_name: str | None = None
    sheet: str | None = None
    cell: str | None = None
    moments: tuple[Moment, ...] = ()
    changed: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One establishment in a situation, of which the filters do not count. answers: without those of a person.

    services: the tool it uses most first. usage_peers: for that tool. actions: of the plan, those that are about it.
    """

    identity: Identity
    situation: Situation
    place: Place | None
    standings: tuple[Standing, ...]
    services: tuple[ServiceUsage, ...]
    adoption_peers: tuple[AdoptionPeers, ...]
    usage_peers: UsagePeers | None
    answers: tuple[Origin, ...]
    actions: tuple[Concerning, ...] = ()

    @property
    def is_expected(self) -> bool:
        """Whether a campaign of the school year expects it."""
        return any(one.state for one in self.standings)

    def answers_of_the_day(self) -> list[Origin]:
        """What it said of the situation day: to each question of the school year, the latest answer given by then."""
        kept: dict[str, Origin] = {}
        for one in sorted(self.answers, key=lambda told: (told.answered_on, told.recorded_at)):
            is_told = one.status in ("compte", "antérieure") and one.answered_on <= self.situation.on
            if one.school_year == self.situation.school_year and is_told:
                kept[one.question] = one
        return [one for one in self.answers if kept.get(one.question) is one]


def sheet(db: Database, uai: str, found: Sequence[Finding], situation: Situation) -> Sheet:
    """The sheet of one establishment. found: the adoption findings of the whole territory, in the same situation.

    Raises Refusal, one French sentence, when the UAI is wrong or no directory knows it.
    """
    who = identity(db, uai, on=situation.on, as_of=situation.as_of)
    services = usage(db, who.uai, situation)
    standings, peers, among = _among_others(db, who, found, situation, services)
    return Sheet(
        identity=who,
        situation=situation,
        place=place(who),
        standings=standings,
        services=services,
        adoption_peers=peers,
        usage_peers=among,
        answers=tuple(_answers(db, who.uai, situation)),
        actions=tuple(_actions(db, who, situation)),
    )


def _among_others(
    db: Database, who: Identity, found: Sequence[Finding], situation: Situation, services: Sequence[ServiceUsage]
) -> tuple[tuple[Standing, ...], tuple[AdoptionPeers, ...], UsagePeers | None]:
    """How it stands for each indicator, how its peers do, and its use among theirs."""
    smallest = db.settings.smallest_published_group
    standings, peers = [], []
    past = _histories(db, who.uai, found, situation)
    with expecting(db, replace(situation, filters={})) as cursor:
        for one in found:
            read_spans(cursor, applied_rule(_adoption(one)), school_year=situation.school_year, as_of=situation.as_of)
            standings.append(_standing(cursor, one, who.uai, past[one.indicator.code]))
            peers.append(adoption_peers(cursor, one, who, smallest=smallest))
        count = peers[0].peers if peers else 0
        among = usage_peers(cursor, services[0], who, situation, peers=count, smallest=smallest) if services else None
    return tuple(standings), tuple(peers), among


def _adoption(finding: Finding) -> Adoption:
    assert isinstance(finding.indicator, Adoption)
    return finding.indicator


def _histories(
    db: Database, uai: str, found: Sequence[Finding], situation: Situation
) -> Mapping[str, tuple[Moment, ...]]:
    years = school_years(db, uai, situation)
    return histories(db, [_adoption(one) for one in found], uai, situation, years)


def _standing(cursor: duckdb.DuckDBPyConnection, finding: Finding, uai: str, moments: tuple[Moment, ...]) -> Standing:
    indicator = finding.indicator
    row = cursor.execute(sql("own_state"), {"uai": uai, "on_day": finding.situation.on}).fetchone()
    state, missing, answered_on, file_name, sheet_name, cell = row or (None, (), None, None, None, None)
    return Standing(
        code=indicator.code,
        label=indicator.short_label,
        state=state,
        missing=tuple(missing),
        answered_on=answered_on,
        file_name=file_name,
        sheet=sheet_name,
        cell=cell,
        moments=moments,
        changed=changed(finding),
    )


def _answers(db: Database, uai: str, situation: Situation) -> list[Origin]:
    private = {question.code for question in load_questions(db.settings.catalogue) if question.private}
    return [one for one in origins(db, uai=uai, as_of=situation.as_of) if one.question not in private]


def _actions(db: Database, who: Identity, situation: Situation) -> list[Concerning]:
    plan = read_plan(db, as_of=situation.as_of)
    described = {group: getattr(who, group) for group in GROUPS}
    return actions_about(actions(plan, situation.on), who.uai, described)

"""All that is known of one establishment, put together once for the screen and for the page to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.database import Database
from data.returns.origins import Origin, origins
from data.returns.questions import load_questions
from indicators.definition import Adoption, State
from indicators.establishments.history import Moment, history, school_years
from indicators.establishments.identity import Identity, identity
from indicators.establishments.peers import AdoptionPeers, UsagePeers, adoption_peers, peers_of, usage_peers
from indicators.establishments.place import Place, place
from indicators.establishments.usage import ServiceUsage, usage
from indicators.findings import Finding
from indicators.reading import changed
from indicators.situation import Situation


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

    services: the tool it uses most first. usage_peers: for that tool.
    """

    identity: Identity
    situation: Situation
    place: Place | None
    standings: tuple[Standing, ...]
    services: tuple[ServiceUsage, ...]
    adoption_peers: tuple[AdoptionPeers, ...]
    usage_peers: UsagePeers | None
    answers: tuple[Origin, ...]

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
    years = school_years(db, who.uai, situation)
    smallest = db.settings.smallest_published_group
    services = usage(db, who.uai, situation)
    peers = list(peers_of(found[0].states, who)["uai"]) if found else []
    return Sheet(
        identity=who,
        situation=situation,
        place=place(who),
        standings=tuple(_standing(db, one, who.uai, years) for one in found),
        services=services,
        adoption_peers=tuple(adoption_peers(one, who, smallest=smallest) for one in found),
        usage_peers=usage_peers(db, services[0], peers, situation, smallest=smallest) if services else None,
        answers=tuple(_answers(db, who.uai, situation)),
    )


def _standing(db: Database, finding: Finding, uai: str, years: list[str]) -> Standing:
    indicator = finding.indicator
    assert isinstance(indicator, Adoption)
    moments = history(db, indicator, uai, finding.situation, years)
    rows = finding.states[finding.states["uai"].eq(uai)]
    if rows.empty:
        return Standing(
            code=indicator.code, label=indicator.short_label, state=None, moments=moments, changed=changed(finding)
        )
    row = rows.iloc[0]
    return Standing(
        code=indicator.code,
        label=indicator.short_label,
        state=row["state"],
        missing=tuple(row["missing"]),
        answered_on=_day(row["answered_on"]),
        file_name=_text(row["file_name"]),
        sheet=_text(row["sheet"]),
        cell=_text(row["cell"]),
        moments=moments,
        changed=changed(finding),
    )


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload,arg-type]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _answers(db: Database, uai: str, situation: Situation) -> list[Origin]:
    private = {question.code for question in load_questions(db.settings.catalogue) if question.private}
    return [one for one in origins(db, uai=uai, as_of=situation.as_of) if one.question not in private]

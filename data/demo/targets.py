"""What the committee decided to aim at, each year, and why. One target was revised; six are for a part of the territory.

The sectors' targets exceed the territory's by 12, and those of the types fall short of it by 44: both happen.
"""

from dataclasses import dataclass
from datetime import date

from data.database import Actor, Database
from data.demo.courses import FIRST_YEAR, SECOND_YEAR
from data.demo.timeline import Step, at
from data.targets import Measure, set_target


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One target, decided on a day."""

    decided_on: date
    indicator: str
    school_year: str
    baseline: float
    value: float
    reason: str
    measure: Measure = "count"
    scope: tuple[str, str] | None = None
    milestones: tuple[tuple[date, float], ...] = ()

    @property
    def due_on(self) -> date:
        """The last week of lessons of the year aimed at."""
        return date(2021, 6, 30) if self.school_year == FIRST_YEAR else date(2022, 6, 30)


_FIRST_COMMITTEE, _SECOND_COMMITTEE, _REVISION = date(2020, 10, 15), date(2021, 10, 12), date(2021, 12, 9)
DECISIONS = (
    Decision(
        decided_on=_FIRST_COMMITTEE,
        indicator="cadre_communication",
        school_year=FIRST_YEAR,
        baseline=0,
        value=250,
        reason="Première année : un projet sur quatre, après l'enseignement à distance du printemps 2020.",
    ),
    Decision(
        decided_on=_FIRST_COMMITTEE,
        indicator="comite_fonctionnel",
        school_year=FIRST_YEAR,
        baseline=0,
        value=500,
        reason="Suite des états généraux du numérique : une gouvernance dans plus d'un établissement sur deux.",
    ),
    Decision(
        decided_on=_FIRST_COMMITTEE,
        indicator="formation_pairs",
        school_year=FIRST_YEAR,
        baseline=0,
        value=300,
        reason="Moyens de formation de proximité doublés pour l'année.",
    ),
    Decision(
        decided_on=_FIRST_COMMITTEE,
        indicator="usage_services",
        school_year=FIRST_YEAR,
        measure="rate",
        baseline=0.45,
        value=0.5,
        reason="Retrouver hors confinement la moitié des comptes.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="cadre_communication",
        school_year=SECOND_YEAR,
        baseline=100,
        value=550,
        reason="Trois projets sur cinq, dans la continuité de l'année précédente.",
    ),
    Decision(
        decided_on=_REVISION,
        indicator="cadre_communication",
        school_year=SECOND_YEAR,
        baseline=100,
        value=700,
        reason="Cible relevée par le comité du 9 décembre 2021 : trois projets sur quatre, avec l'appui des référents.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="comite_fonctionnel",
        school_year=SECOND_YEAR,
        baseline=0,
        value=400,
        reason="Un comité qui se réunit vraiment dans plus de deux établissements sur cinq.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="comite_fonctionnel",
        school_year=SECOND_YEAR,
        scope=("type", "Collège"),
        baseline=0,
        value=56,
        reason="Les collèges partent avec un référent numérique chacun.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="formation_pairs",
        school_year=SECOND_YEAR,
        baseline=0,
        value=350,
        reason="Moins de remplacements possibles : viser deux établissements sur cinq.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="formation_pairs",
        school_year=SECOND_YEAR,
        scope=("type", "Lycée"),
        baseline=0,
        value=18,
        reason="Un lycée sur cinq, avec les interlocuteurs académiques.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="usage_services",
        school_year=SECOND_YEAR,
        measure="growth",
        baseline=0.0,
        value=0.02,
        reason="Deux points de plus que le même mois de l'année précédente.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="usage_services",
        school_year=SECOND_YEAR,
        measure="growth",
        scope=("type", "Lycée"),
        baseline=0.0,
        value=0.01,
        reason="Un point de plus : les lycées partent de plus haut.",
    ),
    Decision(
        decided_on=_SECOND_COMMITTEE,
        indicator="comite_fonctionnel",
        school_year=SECOND_YEAR,
        scope=("type", "École"),
        baseline=0,
        value=300,
        milestones=((date(2022, 1, 31), 90), (date(2022, 3, 31), 180)),
        reason="Un départ lent : les comités de circonscription se réunissent surtout au second semestre.",
    ),
    Decision(
        decided_on=_REVISION,
        indicator="cadre_communication",
        school_year=SECOND_YEAR,
        scope=("sector", "Public"),
        baseline=80,
        value=560,
        reason="Part du secteur public dans la cible relevée.",
    ),
    Decision(
        decided_on=_REVISION,
        indicator="cadre_communication",
        school_year=SECOND_YEAR,
        scope=("sector", "Privé"),
        baseline=20,
        value=152,
        reason="Engagement pris par la direction diocésaine lors du comité.",
    ),
)


def target_steps(actor: Actor) -> list[Step]:
    """One step a decision, on the evening of its committee."""
    return [_step(actor, decision, minute) for minute, decision in enumerate(DECISIONS)]


def _step(actor: Actor, decision: Decision, minute: int) -> Step:
    def decide(db: Database) -> None:
        set_target(
            db,
            actor,
            indicator=decision.indicator,
            school_year=decision.school_year,
            baseline=decision.baseline,
            value=decision.value,
            due_on=decision.due_on,
            reason=decision.reason,
            measure=decision.measure,
            scope=decision.scope,
            milestones=decision.milestones,
        )

    return Step(at=at(decision.decided_on, 17, minute), do=decide)

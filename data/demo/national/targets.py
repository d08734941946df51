"""What a national committee would aim at in 2021-2022, in proportion to the establishments that are made."""

from datetime import date
from functools import partial

from data.database import Actor, Database
from data.demo.national.making import Making
from data.demo.timeline import Step, at
from data.targets import Measure, set_target

_SECRETARY = Actor(name="secrétariat du comité")
_YEAR, _DECIDED_ON, _DUE_ON = "2021-2022", date(2021, 10, 12), date(2022, 6, 30)
# Shares of the establishments; the use of services as points over the same month one year before.
_AIMS: tuple[tuple[str, Measure, float, float], ...] = (
    ("cadre_communication", "count", 0.25, 0.60),
    ("comite_fonctionnel", "count", 0.0, 0.45),
    ("formation_pairs", "count", 0.0, 0.40),
    ("usage_services", "growth", 0.0, 0.02),
)


def target_steps(making: Making) -> list[Step]:
    """One step a target, on the evening of the committee."""
    return [
        Step(at=at(_DECIDED_ON, 17, minute), do=partial(_decide, making=making, aim=aim))
        for minute, aim in enumerate(_AIMS)
    ]


def _decide(db: Database, *, making: Making, aim: tuple[str, Measure, float, float]) -> None:
    indicator, measure, baseline, value = aim
    set_target(
        db,
        _SECRETARY,
        indicator=indicator,
        school_year=_YEAR,
        baseline=_amount(baseline, measure, making),
        value=_amount(value, measure, making),
        due_on=_DUE_ON,
        reason="Cible inventée pour la démonstration nationale.",
        measure=measure,
    )


def _amount(told: float, measure: Measure, making: Making) -> float:
    return round(told * making.establishments) if measure == "count" else told

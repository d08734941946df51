"""A forecast in French sentences, the same on screens, in exports and on the command line."""

from indicators.forecast.model import LEAST_MONTHS, Forecast
from indicators.french import NO_BREAK, day, percent, plural
from indicators.progress import Goal
from indicators.sentences import Wording, amount

# Twentieths of probability: nobody reads more into a forecast.
_CHANCES = (
    "presque aucune chance",
    "une chance sur vingt",
    "une chance sur dix",
    "trois chances sur vingt",
    "une chance sur cinq",
    "une chance sur quatre",
    "trois chances sur dix",
    "une chance sur trois",
    "deux chances sur cinq",
    "un peu moins d'une chance sur deux",
    "une chance sur deux",
    "un peu plus d'une chance sur deux",
    "trois chances sur cinq",
    "deux chances sur trois",
    "sept chances sur dix",
    "trois chances sur quatre",
    "quatre chances sur cinq",
    "plus de quatre chances sur cinq",
    "neuf chances sur dix",
    "dix-neuf chances sur vingt",
    "presque toutes les chances",
)
_LAST = len(_CHANCES) - 1


def chances(probability: float) -> str:
    """A probability in words, and in percent rounded to 5: « une chance sur cinq (20 %) »."""
    return f"{_CHANCES[_twentieths(probability)]} ({share(probability)})"


def share(probability: float) -> str:
    """A probability in percent rounded to 5: « 20 % », « moins de 5 % »."""
    twentieths = _twentieths(probability)
    if twentieths == 0:
        return f"moins de {percent(0.05)}"
    return f"plus de {percent(0.95)}" if twentieths == _LAST else percent(twentieths / _LAST)


def is_likely(probability: float) -> bool:
    """More than one chance in two, as it is shown: rounded to 5 %."""
    return _twentieths(probability) > _LAST // 2


def _twentieths(probability: float) -> int:
    return int(probability * _LAST + 0.5)


def forecast_sentence(forecast: Forecast | None, goal: Goal | None, wording: Wording, *, reached: bool = False) -> str:
    """Where it leads at an unchanged pace, and the chances to reach the target; '' when there is no forecast.

    reached: the target is reached on the situation day, and the chances are those to hold it.
    """
    if forecast is None:
        return ""
    if forecast.too_early or forecast.median is None or forecast.low is None or forecast.high is None:
        known = plural(forecast.months, "mois complet de faits", "mois complets de faits")
        return f"Il est trop tôt pour prévoir : {known}, il en faut {LEAST_MONTHS}."
    where = f"À rythme inchangé, {amount(forecast.median, wording)} au {day(forecast.due_on)}"
    if forecast.low != forecast.high:
        where += f" (huit chances sur dix d'être entre {wording.value(forecast.low)} et {wording.value(forecast.high)})"
    if goal is None or forecast.probability is None:
        return f"{where}."
    if reached:
        held = f"Déjà atteinte{NO_BREAK}; {share(forecast.probability)} de chances de l'être encore au"
        return f"{held} {day(forecast.due_on)}. {where}."
    return f"{where}{NO_BREAK}: {chances(forecast.probability)} {aim(goal, wording)}."


def aim(goal: Goal, wording: Wording) -> str:
    """What there are chances of: « d'atteindre 400 »."""
    if goal.falls:
        return f"d'être au plus à {wording.value(goal.value)}"
    if goal.value == goal.baseline:
        return f"de ne pas être sous {wording.value(goal.value)}"
    return f"d'atteindre {wording.value(goal.value)}"


def landing(forecast: Forecast, wording: Wording) -> str:
    """The label of the fan: « 310 au 30/06, entre 262 et 350 »."""
    assert forecast.median is not None and forecast.low is not None and forecast.high is not None
    said = f"{wording.value(forecast.median)} au {forecast.due_on:%d/%m}"
    if forecast.low == forecast.high:
        return said
    # The unit is said once: the label stands in the narrowest part of the chart.
    least = wording.value(forecast.low).split(NO_BREAK)[0]
    return f"{said}, entre {least} et {wording.value(forecast.high)}"


def limits(forecast: Forecast | None, *, rate: bool) -> str:
    """What the forecast assumes and does not know; '' when there is none."""
    if forecast is None or forecast.too_early:
        return ""
    assumed = (
        f"que l'écart avec les mêmes mois de l'année précédente, vu sur {forecast.months} mois, se maintient"
        if rate
        else f"que réponses et adoptions arrivent, par mois d'école, comme dans les {forecast.months} derniers mois, aussi inégaux"
    )
    return (
        f"Projection à rythme inchangé : elle suppose {assumed} ; elle ne sait rien des actions décidées depuis, "
        "ni des réponses qui corrigeront le passé."
    )

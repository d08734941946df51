"""A verdict in one French sentence, the same on screens, in exports and on the command line."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from indicators.french import NO_BREAK, agreed, day, number, percent, plural, points
from indicators.progress import Progress, Verdict, verdict_with

LABELS: dict[Verdict, str] = {
    Verdict.ATTEINT: "Cible atteinte",
    Verdict.EN_AVANCE: "En avance",
    Verdict.DANS_LE_RYTHME: "Dans le rythme",
    Verdict.EN_RETARD: "En retard",
    Verdict.NON_ATTEINT: "Cible non atteinte",
    Verdict.INDETERMINE: "On ne peut pas conclure",
    Verdict.SANS_CIBLE: "Sans cible",
}

# A shape beside each colour: a verdict is legible in black and white.
SHAPES: dict[Verdict, str] = {
    Verdict.ATTEINT: "●",
    Verdict.EN_AVANCE: "▲",
    Verdict.DANS_LE_RYTHME: "■",
    Verdict.EN_RETARD: "▼",
    Verdict.NON_ATTEINT: "✕",
    Verdict.INDETERMINE: "?",
    Verdict.SANS_CIBLE: "–",
}

STATE_LABELS = {"oui": "Oui", "partiel": "Partiel", "non": "Non", "silencieux": "Silencieux"}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How the values of an indicator are said: `value` formats an amount, a noun follows it, `silent` is what is missing.

    ahead and lack say a distance to the pace; of answers, lack is the whole number that would close it. step: what the
    least distance that is said is worth (1 answer, a tenth of a point).
    """

    value: Callable[[float], str]
    ahead: Callable[[float], str]
    lack: Callable[[float], str]
    noun_one: str
    noun: str
    silent: int
    answers: bool = True
    step: float = 1.0


def count_wording(noun_one: str, noun: str, silent: int) -> Wording:
    """For numbers of establishments."""
    return Wording(
        value=number,
        ahead=lambda gap: number(gap, 0 if gap >= 1 else 1),
        lack=lambda gap: number(math.ceil(gap)),
        noun_one=noun_one,
        noun=noun,
        silent=silent,
    )


def rate_wording(silent: int, *, growth: bool) -> Wording:
    """For rates, or for growths of a rate in points."""
    noun = "sur un an" if growth else "des comptes"
    return Wording(
        value=points if growth else percent,
        ahead=_distance,
        lack=_distance,
        noun_one=noun,
        noun=noun,
        silent=silent,
        answers=False,
        step=0.001,
    )


def _distance(gap: float) -> str:
    return points(abs(gap)).lstrip("+")


def verdict_sentence(progress: Progress, on: date, wording: Wording) -> str:
    """The verdict with the numbers it rests on, and what would change it when nothing can be concluded."""
    if progress.goal is None:
        return f"{_known(progress, wording)} : aucune cible n'est fixée pour ce périmètre."
    return _SENTENCES[progress.verdict](progress, on, wording)


def amount(value: float, wording: Wording) -> str:
    """An amount with its noun: « 310 projets », « 45,2 % des comptes »."""
    return f"{wording.value(value)}{NO_BREAK}{agreed(value, wording.noun_one, wording.noun)}"


def _at_least(progress: Progress, wording: Wording) -> str:
    """What is sure, said to be a bound where it is one. Of answers, « 201 projets » are those known, and enough said."""
    said = amount(sure(progress), wording)
    falls = progress.goal is not None and progress.goal.falls
    if progress.low == progress.high or (wording.answers and not falls):
        return said
    return f"{'au plus' if falls else 'au moins'} {said}"


def _known(progress: Progress, wording: Wording) -> str:
    if progress.low == progress.high:
        return amount(progress.low, wording)
    return f"Entre {wording.value(progress.low)} et {amount(progress.high, wording)}"


def _target(progress: Progress, wording: Wording) -> str:
    assert progress.goal is not None
    return f"{wording.value(progress.goal.value)} visés au {day(progress.goal.due_on)}"


def _pace(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.expected_today is not None
    return f"le rythme attend {wording.value(progress.expected_today)} au {day(on)}"


def sure(progress: Progress) -> float:
    """The bound that matters: the least that is sure, or the most when less is better."""
    return progress.high if progress.goal and progress.goal.falls else progress.low


def _hoped(progress: Progress) -> float:
    return progress.low if progress.goal and progress.goal.falls else progress.high


def _reached(progress: Progress, _on: date, wording: Wording) -> str:
    return f"Cible atteinte : {_at_least(progress, wording)}, pour {_target(progress, wording)}."


def _missed(progress: Progress, _on: date, wording: Wording) -> str:
    return f"Cible non atteinte : au mieux {amount(_hoped(progress), wording)}, pour {_target(progress, wording)}."


def _ahead(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.gap is not None
    return (
        f"En avance : {_at_least(progress, wording)}, {_pace(progress, on, wording)} "
        f"({wording.ahead(progress.gap)} de mieux) ; {_target(progress, wording)}."
    )


def _on_pace(progress: Progress, on: date, wording: Wording) -> str:
    return (
        f"Dans le rythme : {_at_least(progress, wording)}, {_pace(progress, on, wording)} ; "
        f"{_target(progress, wording)}."
    )


def _late(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.expected_today is not None
    falls = progress.goal is not None and progress.goal.falls
    distance = wording.lack(abs(progress.expected_today - _hoped(progress)))
    if wording.silent == 0:
        even = f"il y en a {distance} de trop" if falls else f"il manque {distance}"
    else:
        even = f"{_best_case(wording.silent)}, " + (
            f"il y en aurait {distance} de trop" if falls else f"il manquerait {distance}"
        )
    return f"En retard : {_at_least(progress, wording)}, {_pace(progress, on, wording)} : {even}."


def _best_case(silent: int) -> str:
    if silent == 1:
        return "même si le seul silencieux était favorable"
    return f"même si les {plural(silent, 'silencieux', 'silencieux')} étaient favorables"


def _undecided(progress: Progress, on: date, wording: Wording) -> str:
    known = f"On ne peut pas conclure : {_known(progress, wording)[0].lower()}{_known(progress, wording)[1:]}"
    if progress.yes_to_settle is None or not wording.answers:
        return f"{known}, {_pace(progress, on, wording)} ; trop peu de données sont connues."
    goal = progress.goal
    assert goal is not None
    pace = _target(progress, wording) if on > goal.due_on else _pace(progress, on, wording)
    good, bad = settled_as(progress, on)
    enough = "suffirait" if progress.yes_to_settle == 1 else "suffiraient"
    return (
        f"{known}, {pace}. {plural(progress.yes_to_settle, 'réponse favorable', 'réponses favorables')} de plus "
        f"{enough} à dire « {LABELS[good].lower()} », {plural(progress.no_to_settle or 0, 'réponse défavorable', 'réponses défavorables')} "
        f"à dire « {LABELS[bad].lower()} »."
    )


def settled_as(progress: Progress, on: date) -> tuple[Verdict, Verdict]:
    """The verdicts that yes_to_settle and no_to_settle answers give: on few answers, one can jump over the next bar."""
    good = verdict_with(progress, on, better=progress.yes_to_settle or 0)
    return good, verdict_with(progress, on, worse=progress.no_to_settle or 0)


_SENTENCES: dict[Verdict, Callable[[Progress, date, Wording], str]] = {
    Verdict.ATTEINT: _reached,
    Verdict.NON_ATTEINT: _missed,
    Verdict.EN_AVANCE: _ahead,
    Verdict.DANS_LE_RYTHME: _on_pace,
    Verdict.EN_RETARD: _late,
    Verdict.INDETERMINE: _undecided,
}

"""A verdict in one French sentence, the same on screens, in exports and on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from indicators.french import NO_BREAK, day, number, percent, plural, points
from indicators.progress import Progress, Verdict

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


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How the values of an indicator are said: `value` formats an amount, `noun` follows it, `silent` is what is missing."""

    value: Callable[[float], str]
    gap: Callable[[float], str]
    noun: str
    silent: int
    answers: bool = True


def count_wording(unit: str, silent: int) -> Wording:
    """For numbers of establishments."""
    return Wording(value=number, gap=lambda gap: number(abs(gap), 0 if abs(gap) >= 1 else 1), noun=unit, silent=silent)


def rate_wording(silent: int, *, growth: bool) -> Wording:
    """For rates, or for growths of a rate in points."""
    return Wording(
        value=points if growth else percent,
        gap=lambda gap: points(abs(gap)).lstrip("+"),
        noun="sur un an" if growth else "des comptes",
        silent=silent,
        answers=False,
    )


def verdict_sentence(progress: Progress, on: date, wording: Wording) -> str:
    """The verdict with the numbers it rests on, and what would change it when nothing can be concluded."""
    if progress.goal is None:
        return f"{_known(progress, wording)} : aucune cible n'est fixée pour ce périmètre."
    return _SENTENCES[progress.verdict](progress, on, wording)


def _amount(value: float, wording: Wording) -> str:
    return f"{wording.value(value)}{NO_BREAK}{wording.noun}"


def _at_least(progress: Progress, wording: Wording) -> str:
    """What is sure. For counts the silent come apart (« connus »); a rate is said to be a bound."""
    amount = _amount(_sure(progress), wording)
    if wording.answers or progress.low == progress.high:
        return amount
    return f"{'au plus' if progress.goal and progress.goal.falls else 'au moins'} {amount}"


def _known(progress: Progress, wording: Wording) -> str:
    if progress.low == progress.high:
        return _amount(progress.low, wording)
    return f"Entre {wording.value(progress.low)} et {_amount(progress.high, wording)}"


def _target(progress: Progress, wording: Wording) -> str:
    assert progress.goal is not None
    return f"{wording.value(progress.goal.value)} visés au {day(progress.goal.due_on)}"


def _pace(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.expected_today is not None
    return f"le rythme attend {wording.value(progress.expected_today)} au {day(on)}"


def _sure(progress: Progress) -> float:
    """The bound that matters: the least that is sure, or the most when less is better."""
    return progress.high if progress.goal and progress.goal.falls else progress.low


def _hoped(progress: Progress) -> float:
    return progress.low if progress.goal and progress.goal.falls else progress.high


def _reached(progress: Progress, _on: date, wording: Wording) -> str:
    return f"Cible atteinte : {_at_least(progress, wording)}, pour {_target(progress, wording)}."


def _missed(progress: Progress, _on: date, wording: Wording) -> str:
    return f"Cible non atteinte : au mieux {_amount(_hoped(progress), wording)}, pour {_target(progress, wording)}."


def _ahead(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.gap is not None
    return (
        f"En avance : {_at_least(progress, wording)}, {_pace(progress, on, wording)} "
        f"({wording.gap(progress.gap)} de mieux) ; {_target(progress, wording)}."
    )


def _on_pace(progress: Progress, on: date, wording: Wording) -> str:
    return (
        f"Dans le rythme : {_at_least(progress, wording)}, {_pace(progress, on, wording)} ; "
        f"{_target(progress, wording)}."
    )


def _late(progress: Progress, on: date, wording: Wording) -> str:
    assert progress.expected_today is not None
    lack = wording.gap(progress.expected_today - _hoped(progress))
    even = (
        f"même si les {plural(wording.silent, 'silencieux', 'silencieux')} étaient favorables, il manquerait {lack}"
        if wording.silent > 1
        else f"il manque {lack}"
    )
    return f"En retard : {_at_least(progress, wording)}, {_pace(progress, on, wording)} : {even}."


def _undecided(progress: Progress, on: date, wording: Wording) -> str:
    known = f"On ne peut pas conclure : {_known(progress, wording)[0].lower()}{_known(progress, wording)[1:]}"
    if progress.yes_to_settle is None or not wording.answers:
        return f"{known}, {_pace(progress, on, wording)} ; trop peu de données sont connues."
    goal = progress.goal
    assert goal is not None
    over = on > goal.due_on
    pace = f"{_target(progress, wording)}" if over else _pace(progress, on, wording)
    good, bad = ("cible atteinte", "cible non atteinte") if over else ("dans le rythme", "en retard")
    enough = "suffirait" if progress.yes_to_settle == 1 else "suffiraient"
    return (
        f"{known}, {pace}. {plural(progress.yes_to_settle, 'réponse favorable', 'réponses favorables')} de plus "
        f"{enough} à dire « {good} », {plural(progress.no_to_settle or 0, 'réponse défavorable', 'réponses défavorables')} "
        f"à dire « {bad} »."
    )


_SENTENCES: dict[Verdict, Callable[[Progress, date, Wording], str]] = {
    Verdict.ATTEINT: _reached,
    Verdict.NON_ATTEINT: _missed,
    Verdict.EN_AVANCE: _ahead,
    Verdict.DANS_LE_RYTHME: _on_pace,
    Verdict.EN_RETARD: _late,
    Verdict.INDETERMINE: _undecided,
}

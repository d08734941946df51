"""What would change the verdict, and how fast it takes to get there: sentences, from the numbers of the verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.forecast.model import DAYS_A_SCHOOL_MONTH
from indicators.french import day, number, plural
from indicators.progress import Goal, Progress, SchoolDays, Verdict, verdict_with
from indicators.sentences import LABELS, Wording, amount, settled_as, sure

_EXACT = 1e-9


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How much more it takes (less, for a falling target) to be at `value` on `by`.

    missing: in all. months: school months left, from the day after the situation's. a_month: missing over months,
    rounded up; None when less than a school month is left.
    """

    by: date
    value: float
    missing: float
    months: float
    a_month: int | None


def needed_paces(progress: Progress, on: date, school_days: SchoolDays) -> tuple[Pace, ...]:
    """The pace to the next milestone that is not reached yet, when there is one, then to the target; none once it is reached
    or past its day."""
    goal = progress.goal
    if goal is None or on >= goal.due_on:
        return ()
    milestones = [(by, value) for by, value in goal.milestones if by > on][:1]
    return tuple(
        _pace(missing, by, value, school_days(on + timedelta(days=1), by) / DAYS_A_SCHOOL_MONTH)
        for by, value in [*milestones, (goal.due_on, goal.value)]
        if (missing := (sure(progress) - value) * (1 if goal.falls else -1)) > _EXACT
    )


def _pace(missing: float, by: date, value: float, months: float) -> Pace:
    a_month = math.ceil(missing / months - _EXACT) if months >= 1 else None
    return Pace(by=by, value=value, missing=missing, months=months, a_month=a_month)


def advice(
    progress: Progress, on: date, wording: Wording, *, school_days: SchoolDays, seen_a_month: float | None = None
) -> list[str]:
    """One sentence each: which answers would conclude, what is closest to another verdict, the pace it takes.

    seen_a_month: what was added in a school month so far.
    """
    if progress.goal is None:
        return []
    return [
        *_settled_by(progress, on),
        *_next_verdict(progress, on, wording),
        *(_said(pace, progress, wording) for pace in needed_paces(progress, on, school_days)),
        *_seen(seen_a_month, progress, on, wording),
    ]


def _settled_by(progress: Progress, on: date) -> list[str]:
    yes, no = progress.yes_to_settle, progress.no_to_settle
    if yes is None or no is None:
        return []
    good, bad = settled_as(progress, on)
    fewest, verdict, kind = min((yes, good, "favorable"), (no, bad, "défavorable"))
    return [
        f"{plural(fewest, f'réponse {kind}', f'réponses {kind}s')} {'suffirait' if fewest == 1 else 'suffiraient'} à "
        f"conclure : ce serait « {LABELS[verdict].lower()} »."
    ]


def _next_verdict(progress: Progress, on: date, wording: Wording) -> list[str]:
    """How far the next bar is from what is sure, and the verdict there: the least that is said may jump over a bar."""
    goal, expected = progress.goal, progress.expected_today
    if goal is None or expected is None or progress.verdict is Verdict.ATTEINT:
        return []
    sign = -1 if goal.falls else 1
    bars = [sign * goal.value]
    if on <= goal.due_on:
        bars += [sign * expected + progress.tolerance, sign * expected - progress.tolerance]
    lacking = [lack for bar in bars if (lack := bar - sign * sure(progress)) > _EXACT]
    if not lacking or progress.yes_to_settle is not None:
        return []
    least = math.ceil(min(lacking) / wording.step - _EXACT) * wording.step
    more = "de moins" if goal.falls else "de plus"
    verdict = verdict_with(progress, on, better=least)
    return [f"Avec {wording.lack(least)} {more} au {day(on)}, on serait « {LABELS[verdict].lower()} »."]


def _said(pace: Pace, progress: Progress, wording: Wording) -> str:
    falls = progress.goal is not None and progress.goal.falls
    more = "de moins" if falls else "de plus"
    aim = f"{'descendre à' if falls else 'atteindre'} {wording.value(pace.value)}"
    if not wording.answers:
        return f"Il faut {wording.lack(pace.missing)} {more} d'ici au {day(pace.by)} pour {aim}."
    if pace.a_month is None:
        missing = amount(math.ceil(pace.missing - _EXACT), wording)
        return f"Il faut {missing} {more} d'ici au {day(pace.by)}, dans moins d'un mois d'école, pour {aim}."
    left = number(pace.months, 1)
    return (
        f"Il faut {amount(pace.a_month, wording)} {more} par mois d'école d'ici au {day(pace.by)} pour {aim} "
        f"(il reste {left} mois d'école)."
    )


def _seen(seen_a_month: float | None, progress: Progress, on: date, wording: Wording) -> list[str]:
    if seen_a_month is None or progress.goal is None or on >= progress.goal.due_on or not wording.answers:
        return []
    change = number(abs(seen_a_month), 1)
    verb = "de moins" if seen_a_month < 0 else "de plus"
    return [f"Jusqu'ici, les réponses ont fait {change} {verb} par mois d'école."]


def seen_a_month(known: Sequence[tuple[date, int]], school_days: SchoolDays) -> float | None:
    """What was added in a school month, from the first to the last known day; None without a school day between."""
    if len(known) < 2:
        return None
    (start, before), (end, after) = known[0], known[-1]
    months = school_days(start + timedelta(days=1), end) / DAYS_A_SCHOOL_MONTH
    return (after - before) / months if months else None


def steps(progress: Progress, on: date, wording: Wording) -> list[str]:
    """The tests of the verdict in their order, each with its bar, down to the one that decided.

    Reads the verdict, never works it out again: those before it failed, and it held.
    """
    goal, expected = progress.goal, progress.expected_today
    if goal is None or expected is None:
        return []
    room = (-1 if goal.falls else 1) * progress.tolerance
    known, best = wording.value(sure(progress)), wording.value(progress.low if goal.falls else progress.high)
    pace, margin = wording.value(expected), wording.lack(progress.tolerance)
    bars = {
        Verdict.ATTEINT: f"{_enough(goal.value, goal, wording)} ; on est sûr de {known}",
        Verdict.NON_ATTEINT: f"{_short(goal.value, goal, wording)}, l'échéance passée ; {best} au mieux",
        Verdict.EN_AVANCE: f"{_enough(expected + room, goal, wording)} : le rythme, {pace}, et {margin} de mieux ; on est sûr de {known}",
        Verdict.DANS_LE_RYTHME: f"{_enough(expected - room, goal, wording)} : le rythme, {pace}, à {margin} près ; on est sûr de {known}",
        Verdict.EN_RETARD: f"{_short(expected - room, goal, wording)} ; {best} au mieux",
    }
    over = on > goal.due_on
    asked = [Verdict.ATTEINT, Verdict.NON_ATTEINT] if over else [one for one in bars if one is not Verdict.NON_ATTEINT]
    lines = [
        f"{LABELS[one]} ? Il faut {bars[one]}. {'Oui' if one is progress.verdict else 'Non'}."
        for one in _until(progress.verdict, asked)
    ]
    undecided = [f"{LABELS[Verdict.INDETERMINE]} : aucune de ces conditions n'est sûre."]
    return lines + (undecided if progress.verdict is Verdict.INDETERMINE else [])


def _until(decided: Verdict, asked: Sequence[Verdict]) -> Sequence[Verdict]:
    return asked[: asked.index(decided) + 1] if decided in asked else asked


def _enough(bar: float, goal: Goal, wording: Wording) -> str:
    """What must be sure. Of answers, the whole number that is enough."""
    if wording.answers:
        bar = math.floor(bar + _EXACT) if goal.falls else math.ceil(bar - _EXACT)
    return f"être sûr d'{'au plus' if goal.falls else 'au moins'} {wording.value(bar)}"


def _short(bar: float, goal: Goal, wording: Wording) -> str:
    """What must be out of reach, even at best."""
    if wording.answers:
        bar = math.floor(bar + _EXACT) if goal.falls else math.ceil(bar - _EXACT)
    return f"qu'au mieux on soit encore {'au-dessus de' if goal.falls else 'sous'} {wording.value(bar)}"

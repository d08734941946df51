"""What a chart says, in one sentence: its title on screen, its text for a screen reader, its title in an export."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from data.targets import Target
from indicators.advice import steps
from indicators.definition import Adoption
from indicators.findings import Finding
from indicators.forecast.words import forecast_sentence, limits
from indicators.french import NO_BREAK, day, long_day, month, number, percent, plural, points
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import RateMeasure
from indicators.progress import Verdict
from indicators.sentences import LABELS

_UNKNOWN_CALENDAR = (
    "Les vacances scolaires de cette échéance ne sont pas encore publiées : le rythme compte tous les jours de semaine "
    "qui ne sont pas fériés."
)
_ADOPTION_DRAWN = "Trait plein : connu à la fin de chaque mois. Bande : ce que les réponses manquantes peuvent ajouter."
_RATE_DRAWN = (
    "Trait plein : taux du mois, rond creux pour un mois incomplet. Pointillé : même mois un an avant. "
    "Bande : ce que les établissements sans relevé peuvent ajouter ou retirer."
)
_SITUATION_DRAWN = "Pointillé vertical : jour de situation."
_TWO_CLOCKS = (
    "La courbe date chaque oui du jour qu'il décrit ; l'éventail suit le rythme auquel les réponses nous arrivent."
)
_GROWTH = "Hausse sur un an"


def verdicts(found: Sequence[Finding]) -> str:
    """All verdicts on the situation day in one sentence, the worst news first."""
    order = [
        Verdict.NON_ATTEINT,
        Verdict.EN_RETARD,
        Verdict.INDETERMINE,
        Verdict.DANS_LE_RYTHME,
        Verdict.EN_AVANCE,
        Verdict.ATTEINT,
        Verdict.SANS_CIBLE,
    ]
    counts = Counter(finding.verdict for finding in found)
    parts = [f"{counts[verdict]} « {LABELS[verdict].lower()} »" for verdict in order if counts[verdict]]
    return f"Au {day(found[0].situation.on)}{NO_BREAK}: {', '.join(parts)}."


def answers(finding: Finding) -> str:
    """How much is known: « 210 réponses sur 928 attendues ; 718 établissements silencieux »."""
    if isinstance(finding.measure, AdoptionMeasure):
        counts = finding.measure.counts
        return (
            f"{plural(counts.answered, 'réponse')} sur {number(counts.expected)} attendues ; "
            f"{plural(counts.silent, 'établissement silencieux', 'établissements silencieux')}"
        )
    return _reports(finding.measure)


def _reports(measure: RateMeasure) -> str:
    current = measure.current
    if current is None:
        return "aucun relevé"
    anomalies = (
        f" ; {plural(current.anomalies, 'relevé écarté', 'relevés écartés')} (plus de 100 %)"
        if current.anomalies
        else ""
    )
    return (
        f"{month(current.month)} : relevés de {number(current.answered)} établissements sur {number(current.expected)}"
        f"{anomalies}"
    )


def figures(finding: Finding) -> dict[str, str]:
    """The few numbers of a card, in reading order: label -> value."""
    progress, target = finding.progress, finding.target
    shown: dict[str, str] = {}
    show: Callable[[float], str]
    if isinstance(finding.measure, AdoptionMeasure):
        shown["Connu"] = number(progress.low)
        if progress.high != progress.low:
            shown["Au plus"] = number(progress.high)
        show = number
    else:
        current, before = finding.measure.current, finding.measure.year_before
        shown[f"En {month(current.month)}" if current else "Valeur"] = (
            percent(current.value) if current and current.value is not None else "inconnue"
        )
        if before and before.value is not None:
            shown["Un an avant"] = percent(before.value)
        show = points if target and target.measure == "growth" else percent
        if (growth := _growth(finding)) is not None:
            shown[_GROWTH] = points(growth)
    if target and progress.expected_today is not None:
        shown["Attendu à ce jour"] = show(progress.expected_today)
        shown[f"Cible au {day(target.due_on)}"] = show(target.value)
    return shown


def margins(finding: Finding) -> dict[str, str]:
    """Between what those who said nothing leave a number of `figures`: its label -> « de +1,5 à +2,8 »."""
    low, high = finding.progress.low, finding.progress.high
    if _growth(finding) is None or low == high:
        return {}
    # The unit is beside, in the number itself.
    least, most = (points(value).split(NO_BREAK)[0] for value in (low, high))
    return {_GROWTH: f"de {least} à {most}"}


def _growth(finding: Finding) -> float | None:
    """Of a rate that is asked to grow, its change since the same month a year before."""
    if not isinstance(finding.measure, RateMeasure) or finding.target is None or finding.target.measure != "growth":
        return None
    current, before = finding.measure.current, finding.measure.year_before
    if current is None or before is None or current.value is None or before.value is None:
        return None
    return current.value - before.value


def alternative(finding: Finding) -> str:
    """What the trajectory chart shows, for who cannot see it."""
    if isinstance(finding.measure, AdoptionMeasure):
        first, last = finding.measure.trajectory[0], finding.measure.trajectory[-1]
        return (
            f"Courbe de {number(first.counts.low)} au {long_day(first.day)} à {number(last.counts.low)} au "
            f"{long_day(last.day)}, au plus {number(last.counts.high)} en comptant les réponses manquantes. {finding.sentence} "
            f"{_projected(finding)}{changed(finding)}Les nombres sont dans le tableau qui suit."
        )
    return (
        f"Courbe mensuelle du taux, comparée à l'année précédente. {finding.sentence} {_projected(finding)}{changed(finding)}Les nombres sont dans "
        "le tableau qui suit."
    )


def caption(finding: Finding) -> str:
    """What the trajectory chart draws, under it."""
    drawn = _ADOPTION_DRAWN if isinstance(finding.measure, AdoptionMeasure) else _RATE_DRAWN
    return f"{drawn} {_drawn_ahead([finding])}{_two_clocks(finding)}{changed(finding)}{short_caption(finding)}"


def short_caption(finding: Finding) -> str:
    """The day and the answers behind a chart whose legend is written elsewhere."""
    return f"Situation au {day(finding.situation.on)} ; {answers(finding)}."


def legend(found: Sequence[Finding]) -> str:
    """What several trajectory charts draw, said once for all of them."""
    kinds = {finding.indicator.kind for finding in found}
    adoptions = [_ADOPTION_DRAWN] if "adoption" in kinds else []
    rates = [f"Pour un taux, {_RATE_DRAWN[0].lower()}{_RATE_DRAWN[1:]}"] if "rate" in kinds else []
    return " ".join([*adoptions, *rates, _drawn_ahead(found).strip()]).strip()


def _drawn_ahead(found: Sequence[Finding]) -> str:
    pace = "Tirets : rythme attendu, en jours d'école. " if any(one.pace for one in found) else ""
    fan = "Éventail à points : projection à rythme inchangé, huit chances sur dix ; trait mixte : sa médiane. "
    drawn = any(one.forecast and one.forecast.by_day for one in found)
    return f"{pace}{fan if drawn else ''}{_SITUATION_DRAWN} "


def _two_clocks(finding: Finding) -> str:
    """Why the fan may climb from a flat curve; '' when curve and fan date the answers alike."""
    measure, indicator = finding.measure, finding.indicator
    if not isinstance(measure, AdoptionMeasure) or not isinstance(indicator, Adoption):
        return ""
    if not indicator.effective_question or not finding.forecast or not finding.forecast.by_day:
        return ""
    dated = [point.counts.low for point in measure.trajectory]
    heard = [point.counts.low for point in measure.heard]
    return "" if dated == heard else f"{_TWO_CLOCKS} "


def changed(finding: Finding) -> str:
    """That the definition changed since the school year began, and how the series is then read; '' when it did not."""
    days = list(dict.fromkeys(day(one.day) for one in finding.breaks))
    if not days:
        return ""
    when = f"le {days[0]}" if len(days) == 1 else f"les {', '.join(days[:-1])} et {days[-1]}"
    last = finding.breaks[-1]
    same = f" (identique à la version {last.same_as})" if last.same_as else ""
    return f"La définition a changé {when} : toute la courbe est recalculée avec la version {last.version}{same}. "


def _projected(finding: Finding) -> str:
    return f"{forecast(finding)} " if finding.forecast else ""


def forecast(finding: Finding) -> str:
    """Where it leads and the chances to reach the target, or why that cannot be told."""
    if finding.forecast:
        reached = finding.verdict is Verdict.ATTEINT
        return forecast_sentence(finding.forecast, finding.progress.goal, finding.wording, reached=reached)
    goal, situation = finding.progress.goal, finding.situation
    if goal and situation.on >= goal.due_on:
        return f"Pas de projection : l'échéance du {day(goal.due_on)} est là, ou passée."
    if isinstance(finding.measure, AdoptionMeasure):
        if not finding.measure.counts.answered:
            return "Pas de projection : aucune réponse n'est connue."
        return "Pas de projection : l'échéance est dans une autre année scolaire, où ces réponses ne compteront plus."
    return "Pas de projection : il faut les relevés des mêmes mois de l'année précédente, jusqu'à celui de l'échéance."


def forecast_limits(finding: Finding) -> str:
    """What the forecast assumes and does not know; '' when there is none."""
    return limits(finding.forecast, rate=finding.indicator.kind == "rate")


def tests(finding: Finding) -> list[str]:
    """The tests of the verdict in their order, down to the one that decided."""
    return steps(finding.progress, finding.situation.on, finding.wording)


def state_choices(finding: Finding, labels: Mapping[str, str]) -> dict[str, str]:
    """The states with how many establishments are in each: « Oui (156) »."""
    counts = finding.states["state"].value_counts()
    return {state: f"{label} ({number(counts.get(state, 0))})" for state, label in labels.items()}


def refused(cells: int) -> str:
    """How many cells kept rows out: « 12 cellules refusées »."""
    return plural(cells, "cellule refusée", "cellules refusées")


def why(finding: Finding, *, tolerance: float) -> list[str]:
    """What the verdict rests on, line by line."""
    target, progress = finding.target, finding.progress
    lines = [f"Définition : version {finding.indicator.version}.", f"Ce que l'on sait : {answers(finding)}."]
    if isinstance(finding.measure, AdoptionMeasure):
        counts = finding.measure.counts
        lines.append(
            f"Oui : {number(counts.yes)} ; partiel : {number(counts.partial)} ; non : {number(counts.no)} ; "
            f"silencieux : {number(counts.silent)}. Au moins {number(counts.low)} (les silencieux comptés non), "
            f"au plus {number(counts.high)} (comptés oui)."
        )
    elif finding.measure.current:
        current = finding.measure.current
        lines.append(
            f"{number(current.numerator)} utilisateurs pour {number(current.denominator)} comptes potentiels ; "
            f"au moins {percent(current.low)}, au plus {percent(current.high)} avec les établissements sans relevé "
            f"(comptes connus pour {percent(current.coverage, 0)} des établissements)."
        )
    if target is None or progress.expected_today is None:
        return [*lines, "Aucune cible n'est fixée pour ce périmètre : il n'y a pas de verdict."]
    show = points if target.measure == "growth" else percent if target.measure == "rate" else number
    return [
        *lines,
        f"Cible : de {show(target.baseline)} au {day(target.baseline_on)} à {show(target.value)} au {day(target.due_on)}. "
        f"Motif : {target.reason}",
        *([f"Jalons : {_milestones(target, show)}."] if target.milestones else []),
        f"Attendu au {day(finding.situation.on)} : {show(progress.expected_today)}, en proportion des jours d'école écoulés, "
        f"à {percent(tolerance, 0)} de l'écart près.",
        *([] if finding.calendar_known else [_UNKNOWN_CALENDAR]),
    ]


def _milestones(target: Target, show: Callable[[float], str]) -> str:
    return " ; ".join(f"{show(value)} au {day(by)}" for by, value in target.milestones)


def listed(shown: int, total: int) -> str:
    """How much of the list is shown."""
    everything = plural(total, "établissement")
    return everything if shown == total else f"{number(shown)} sur {everything}"

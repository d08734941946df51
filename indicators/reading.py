"""What a chart says, in one sentence: its title on screen, its text for a screen reader, its title in an export."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from data.targets import Target
from indicators.advice import steps
from indicators.findings import Finding
from indicators.forecast.words import forecast_sentence, limits
from indicators.french import day, long_day, month, number, percent, plural, points
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import RateMeasure
from indicators.progress import Verdict
from indicators.sentences import LABELS

_UNKNOWN_CALENDAR = (
    "Les vacances scolaires de cette échéance ne sont pas encore publiées : le rythme compte tous les jours de semaine "
    "qui ne sont pas fériés."
)


def overview(found: Sequence[Finding]) -> str:
    """All verdicts in one sentence, the worst news first."""
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
    return f"{plural(len(found), 'indicateur')} : {', '.join(parts)}."


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
    if target and progress.expected_today is not None:
        shown["Attendu à ce jour"] = show(progress.expected_today)
        shown[f"Cible au {day(target.due_on)}"] = show(target.value)
    return shown


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
    if isinstance(finding.measure, AdoptionMeasure):
        drawn = "Trait plein : connu à la fin de chaque mois. Bande : ce que les réponses manquantes peuvent ajouter."
    else:
        drawn = "Trait plein : taux du mois, rond creux pour un mois incomplet. Pointillé : même mois un an avant."
        drawn += " Bande : ce que les établissements sans relevé peuvent ajouter ou retirer."
    pace = " Tirets : rythme attendu, en jours d'école." if finding.pace else ""
    drawn_fan = " Éventail à points : projection à rythme inchangé, huit chances sur dix ; trait mixte : sa médiane."
    fan = drawn_fan if finding.forecast and finding.forecast.by_day else ""
    return f"{drawn}{pace}{fan} {changed(finding)}Situation au {day(finding.situation.on)} ; {answers(finding)}."


def changed(finding: Finding) -> str:
    """That the definition changed since the school year began, and how the series is then read; '' when it did not."""
    days = list(dict.fromkeys(day(one.day) for one in finding.breaks))
    if not days:
        return ""
    when = f"le {days[0]}" if len(days) == 1 else f"les {', '.join(days[:-1])} et {days[-1]}"
    return (
        f"La définition a changé {when} : toute la courbe est recalculée avec la version {finding.breaks[-1].version}. "
    )


def _projected(finding: Finding) -> str:
    return f"{forecast(finding)} " if finding.forecast else ""


def forecast(finding: Finding) -> str:
    """Where it leads and the chances to reach the target, or why that cannot be told."""
    if finding.forecast:
        return forecast_sentence(finding.forecast, finding.progress.goal, finding.wording)
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

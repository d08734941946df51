"""What the groups say: the answer, labels, verdicts, caption, text for a screen reader."""

from collections import Counter
from collections.abc import Sequence

from indicators.french import NO_BREAK, day, number, percent, plural
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES
from indicators.situation import UNKNOWN
from indicators.where.standings import Mark, Standing, Standings

MOST_DRAWN = 25  # groups on one chart

_FALLS = "La cible est à la baisse"
# A verdict is said of the target itself, or of the group.
_OF_TARGETS = (Verdict.ATTEINT, Verdict.NON_ATTEINT)
_OF_GROUPS = (Verdict.EN_AVANCE, Verdict.DANS_LE_RYTHME, Verdict.EN_RETARD, Verdict.INDETERMINE)


def headline(found: Standings) -> str:
    """Who is ahead, who lags, and how many have each verdict on their own target, in one sentence."""
    named = [one for one in found.known if one.line.value != UNKNOWN]
    if not named:
        return "Aucun groupe n'a assez d'établissements pour être montré."
    best, worst = named[0], named[-1]
    if len(named) == 1:
        ends = f"Un seul groupe à montrer, {label(best)}"
    elif best.share == worst.share:
        ends = f"Tous les groupes en sont au même point, {percent(best.share, 0)}"
    else:
        way = f"{_FALLS} : " if found.falls else ""
        ends = f"{way}{best.line.value} entraîne ({_told(best)}), {worst.line.value} reste en retrait ({_told(worst)})"
    lower, upper = (best, worst) if found.falls else (worst, best)
    return f"{ends} ; {_verdicts(found)}.{_doubt(lower, upper)}"


def _told(one: Standing) -> str:
    """« 45 %, 63 sur 140 »."""
    return f"{percent(one.share, 0)}, {_counts(one)}"


def _counts(one: Standing) -> str:
    line = one.line
    part, whole = (line.yes, line.expected) if line.denominator is None else (line.numerator, line.denominator)
    return f"{number(part or 0)} sur {number(whole or 0)}"


def _verdicts(found: Standings) -> str:
    """« 1 cible atteinte, 2 groupes en retard, 1 dont on ne peut pas conclure (4 groupes ont leur propre cible) »."""
    if not found.judged:
        return "aucun groupe n'a sa propre cible"
    counts = Counter(one.progress.verdict for one in found.judged if one.progress is not None)
    said = [_target_verdict(verdict, counts[verdict]) for verdict in _OF_TARGETS if counts[verdict]]
    groups = [verdict for verdict in _OF_GROUPS if counts[verdict]]
    for verdict in groups:
        count = plural(counts[verdict], "groupe") if verdict is groups[0] else number(counts[verdict])
        said.append(f"{count} {'dont ' if verdict is Verdict.INDETERMINE else ''}{LABELS[verdict].lower()}")
    judged = len(found.judged)
    own = f"{plural(judged, 'groupe')} ont leur" if judged > 1 else "1 seul groupe a sa"
    return f"{', '.join(said)} ({own} propre cible)"


def _target_verdict(verdict: Verdict, count: int) -> str:
    one = LABELS[verdict].lower()
    return plural(count, one, f"{one.replace('cible', 'cibles')}s")


def _doubt(lower: Standing, upper: Standing) -> str:
    """The silent could turn the order round: then it is said."""
    turned = lower.high > upper.low > lower.low
    return " Les réponses qui manquent peuvent encore changer cet ordre." if turned else ""


def label(one: Standing) -> str:
    """« Collège : 45 % (63 sur 140), au plus 60 % »."""
    said = f"{one.line.value}{NO_BREAK}: {_whole(f'{percent(one.share, 0)} ({_counts(one)})')}"
    if one.low < one.share:  # of a rate, the silent can lower it too
        return f"{said}, {_whole(f'de {percent(one.low, 0)} à {percent(one.high, 0)}')} avec les silencieux"
    return said + (f", {_whole(f'au plus {percent(one.high, 0)}')}" if one.high > one.low else "")


def _whole(text: str) -> str:
    """Text that is never cut between two lines."""
    return text.replace(" ", NO_BREAK)


def judgement(one: Standing) -> str:
    """« ▼ En retard, cible 50 %, attendu 42 % » of a group judged on its own target, '' for the others."""
    if one.progress is None:
        return ""
    verdict = one.progress.verdict
    said = f"{SHAPES[verdict]} {LABELS[verdict]}"
    return f"{said}{NO_BREAK}: {aim(one.mark)}" if one.mark and one.mark.target is not None else said


def aim(mark: Mark) -> str:
    """« cible 50 %, attendu 42 % » : what the pace expects is of the situation day."""
    expected = f", attendu {percent(mark.expected_today, 0)}" if mark.expected_today is not None else ""
    return f"cible {'au plus ' if mark.falls else ''}{percent(mark.target or 0.0, 0)}{expected}"


def groups_alternative(found: Standings, drawn: Sequence[Standing]) -> str:
    """What the dot plot shows, for who cannot see it."""
    if not drawn:
        return f"Par {found.label.lower()} : aucun groupe à montrer."
    best, worst = drawn[0], drawn[-1]
    mark = found.territory
    territory = f" Repère du territoire : {aim(mark)}." if mark and mark.target is not None else ""
    return (
        f"Points par {found.label.lower()}, de {best.line.value} ({percent(best.share, 0)}) à {worst.line.value} "
        f"({percent(worst.share, 0)}).{territory} Les nombres sont dans le tableau qui suit."
    )


def groups_caption(found: Standings, drawn: Sequence[Standing]) -> str:
    """What the dot plot draws, of which groups, and how many are masked."""
    said = (
        "Point : taux du mois." if found.rate else "Point : part des établissements attendus dont l'état est « oui »."
    )
    silent = "ceux sans relevé" if found.rate else "ceux qui n'ont pas répondu"
    return " ".join(
        part
        for part in (
            said,
            f"Hachures : ce que peuvent changer {silent}.",
            f"{_FALLS} : le plus bas est en tête." if found.falls else "",
            "Trait plein : cible ; tirets : attendu à ce jour ; épais, ceux du groupe ; fins, ceux de tout le territoire."
            if _has_aim(found.territory) or any(_has_aim(one.mark) for one in drawn)
            else "",
            f"{number(len(drawn))} groupes sur {number(len(found.known))}, les plus grands ; les autres sont dans le tableau."
            if len(drawn) < len(found.known)
            else "",
            masked_groups(len(found.masked)),
            f"Situation au {day(found.finding.situation.on)}.",
        )
        if part
    )


def _has_aim(mark: Mark | None) -> bool:
    return mark is not None and mark.target is not None


def masked_groups(count: int) -> str:
    if not count:
        return ""
    return f"{plural(count, 'groupe masqué', 'groupes masqués')} : trop peu d'établissements, ou en cache un autre."

"""What the groups say: the answer, labels, verdicts, caption, text for a screen reader."""

from collections.abc import Sequence

from indicators.french import NO_BREAK, day, number, percent, plural
from indicators.sentences import LABELS, SHAPES
from indicators.situation import UNKNOWN
from indicators.where.standings import Mark, Standing, Standings

MOST_DRAWN = 25  # groups on one chart


def headline(found: Standings) -> str:
    """Who is ahead, who lags, and how many are late on their own target, in one sentence."""
    named = [one for one in found.known if one.line.value != UNKNOWN]
    if not named:
        return "Aucun groupe n'a assez d'établissements pour être montré."
    best, worst = named[0], named[-1]
    if len(named) == 1:
        ends = f"Un seul groupe à montrer, {label(best)}"
    elif best.share == worst.share:
        ends = f"Tous les groupes en sont au même point, {percent(best.share, 0)}"
    else:
        ends = f"{best.line.value} entraîne ({_told(best)}), {worst.line.value} reste en retrait ({_told(worst)})"
    return f"{ends} ; {_late(found)}.{_doubt(best, worst)}"


def _told(one: Standing) -> str:
    """« 45 %, 63 sur 140 »."""
    return f"{percent(one.share, 0)}, {_counts(one)}"


def _counts(one: Standing) -> str:
    line = one.line
    part, whole = (line.yes, line.expected) if line.denominator is None else (line.numerator, line.denominator)
    return f"{number(part or 0)} sur {number(whole or 0)}"


def _late(found: Standings) -> str:
    if not found.judged:
        return "aucun groupe n'a sa propre cible"
    late, judged = len(found.late), len(found.judged)
    if judged == 1:
        return "le seul groupe qui a une cible " + ("est en retard" if late else "n'est pas en retard")
    if not late:
        return f"aucun des {number(judged)} groupes qui ont une cible n'est en retard"
    return f"{plural(late, 'groupe')} sur {number(judged)} qui ont une cible {'est' if late == 1 else 'sont'} en retard"


def _doubt(best: Standing, worst: Standing) -> str:
    """The silent could turn the order round: then it is said."""
    return " Les réponses qui manquent peuvent encore changer cet ordre." if worst.high > best.low > worst.low else ""


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
    return f"cible {percent(mark.target or 0.0, 0)}{expected}"


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

"""What the groups say: the answer, labels, verdicts, caption, text for a screen reader."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

from indicators.french import NO_BREAK, day, number, percent, plural
from indicators.groups import GroupLine
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES
from indicators.situation import UNKNOWN
from indicators.where.standings import Mark, Standing, Standings

MOST_DRAWN = 25  # groups on one chart
MOST_NAMED = 3  # groups that one sentence can name

# One, several, and whether the word is feminine.
_NOUNS: Mapping[str, tuple[str, str, bool]] = {
    "type": ("type", "types", False),
    "sector": ("secteur", "secteurs", False),
    "priority_education": ("groupe", "groupes", False),
    "commune": ("commune", "communes", True),
    "epci": ("EPCI", "EPCI", False),
    "arrondissement": ("arrondissement", "arrondissements", False),
    "bassin": ("bassin", "bassins", False),
    "circonscription": ("circonscription", "circonscriptions", True),
}
_FALLS = "La cible est à la baisse"
# A verdict is said of the target itself, or of the group.
_OF_TARGETS = (Verdict.ATTEINT, Verdict.NON_ATTEINT)
_OF_GROUPS = (Verdict.EN_AVANCE, Verdict.DANS_LE_RYTHME, Verdict.EN_RETARD, Verdict.INDETERMINE)


def headline(found: Standings) -> str:
    """Who is at the pace, who is ahead, who lags, and how many have each verdict on their own target."""
    named = [one for one in found.known if one.line.value != UNKNOWN]
    if not named:
        return "Aucun groupe n'a assez d'établissements pour être montré."
    best, worst = named[0], named[-1]
    lower, upper = (best, worst) if found.falls else (worst, best)
    if len(named) == 1:
        return f"Un seul groupe à montrer, {label(best)} ; {_verdicts(found)}."
    if found.rate and found.finding.target is not None and found.finding.target.measure == "growth":
        said = f"{_highest(named)}{_lowest(named)}. La cible est une hausse : voir la page Usages.{_own(found)}"
    elif found.territory and found.territory.expected_today is not None and not found.falls:
        said = f"{_paced(found, named, found.territory.expected_today)}{_own(found)}"
    else:
        said = f"{_ends(found, named)} ; {_verdicts(found)}."
    return f"{said}{_doubt(lower, upper)}"


def _paced(found: Standings, named: Sequence[Standing], expected: float) -> str:
    """« Aucun EPCI n'est au rythme (26 %). Le plus haut : … Celui à qui il en manque le plus : … »"""
    one, many, feminine = _NOUNS[found.group]
    at_pace = sum(not _lacking(each, expected) for each in named)
    if at_pace:
        be = "est" if at_pace == 1 else "sont"
        said = f"{plural(at_pace, one, many)} sur {number(len(named))} {be} au rythme ({percent(expected, 0)}) ; "
        said += _lowered(_highest(named))
    else:
        said = f"{'Aucune' if feminine else 'Aucun'} {one} n'est au rythme ({percent(expected, 0)}). {_highest(named)}"
    if found.rate:  # what a rate lacks is users, not establishments
        return f"{said}{_lowest(named)}."
    return f"{said}.{_most_lacking(named, expected, feminine=feminine)}"


def _lacking(one: Standing, expected: float) -> int:
    """How many more « oui » (or users) the pace asks for, at least 0."""
    part, whole = _parts(one)
    return max(ceil(round(expected * whole - part, 6)), 0)  # rounded: 0.3 of 10 asks for 3, not for 4


def _most_lacking(named: Sequence[Standing], expected: float, *, feminine: bool) -> str:
    most = max(_lacking(one, expected) for one in named)
    if not most:
        return ""
    last = [one for one in named if _lacking(one, expected) == most]
    if len(last) > 1:
        told = ", ".join(f"{each.line.value} ({_counts(each)}{_silent(each)})" for each in last)
        told = told if len(last) <= MOST_NAMED else f"{number(len(last))} à égalité"
        return f" {'Celles' if feminine else 'Ceux'} à qui il en manque le plus, {number(most)} : {told}."
    (one,) = last
    who = "Celle" if feminine else "Celui"
    return f" {who} à qui il en manque le plus : {one.line.value} ({_counts(one)}, il en manque {number(most)}{_silent(one)})."


def _silent(one: Standing) -> str:
    return f" ; {plural(one.line.silent, 'silencieux', 'silencieux')}" if one.line.silent else ""


def _highest(named: Sequence[Standing]) -> str:
    """« Le plus haut : Collège (50 %, 3 sur 6) », all those that are shown with that share."""
    shown = percent(named[0].share, 0)
    if shown == percent(named[-1].share, 0):
        return f"Tous les groupes en sont au même point, {shown}"
    return _end([one for one in named if percent(one.share, 0) == shown], "Le plus haut", "Les plus hauts")


def _lowest(named: Sequence[Standing]) -> str:
    """« ; le plus bas : Lycée (42 %, 5 sur 12) », '' when all are alike."""
    shown = percent(named[-1].share, 0)
    if shown == percent(named[0].share, 0):
        return ""
    last = [one for one in named if percent(one.share, 0) == shown]
    return f" ; {_end(last, 'le plus bas', 'les plus bas')}"


def _end(tied: Sequence[Standing], one: str, many: str) -> str:
    if len(tied) == 1:
        return f"{one} : {tied[0].line.value} ({_told(tied[0])})"
    share = percent(tied[0].share, 0)
    if len(tied) > MOST_NAMED:
        return f"{many} : {number(len(tied))} groupes à {share}"
    return f"{many}, à {share} : {', '.join(f'{each.line.value} ({_counts(each)})' for each in tied)}"


def _ends(found: Standings, named: Sequence[Standing]) -> str:
    """Both ends where no pace tells who is late: those alike, as they are shown, are not called first and last."""
    best, worst = named[0], named[-1]
    first, last = percent(best.share, 0), percent(worst.share, 0)
    if first == last:
        return f"Tous les groupes en sont au même point, {first}"
    way = f"{_FALLS} : " if found.falls else ""
    ahead = [one for one in named if percent(one.share, 0) == first]
    behind = [one for one in named if percent(one.share, 0) == last]
    return f"{way}{_doing(ahead, 'entraîne', 'entraînent')}, {_doing(behind, 'reste en retrait', 'restent en retrait')}"


def _doing(tied: Sequence[Standing], does: str, do: str) -> str:
    if len(tied) == 1:
        return f"{tied[0].line.value} {does} ({_told(tied[0])})"
    share = percent(tied[0].share, 0)
    if len(tied) > MOST_NAMED:
        return f"{number(len(tied))} groupes {do} ({share})"
    return f"{_listed([one.line.value for one in tied])} {do} ({share})"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _listed(names: Sequence[str]) -> str:
    """« A, B et C »."""
    return " et ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _told(one: Standing) -> str:
    """« 45 %, 63 sur 140 »."""
    return f"{percent(one.share, 0)}, {_counts(one)}"


def _counts(one: Standing) -> str:
    part, whole = _parts(one)
    return f"{number(part)} sur {number(whole)}"


def _parts(one: Standing) -> tuple[int, int]:
    line = one.line
    part, whole = (line.yes, line.expected) if line.denominator is None else (line.numerator, line.denominator)
    return part or 0, whole or 0


def _own(found: Standings) -> str:
    """The verdicts as a sentence of its own, '' when no group has its own target."""
    return f" {_verdicts(found)}." if found.judged else ""


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
        missing = "les silencieux" if one.line.denominator is None else "ceux sans relevé"
        return f"{said}, {_whole(f'de {percent(one.low, 0)} à {percent(one.high, 0)}')} avec {missing}"
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
            masked_groups(found.masked),
            f"Situation au {day(found.finding.situation.on)}.",
        )
        if part
    )


def _has_aim(mark: Mark | None) -> bool:
    return mark is not None and mark.target is not None


def masked_groups(lines: Sequence[GroupLine]) -> str:
    """Who is masked and why: by name when they are few, '' when nobody is."""
    if not lines:
        return ""
    why = "trop peu d'établissements, ou en cache un autre"
    if len(lines) > MOST_NAMED:
        return f"{number(len(lines))}{NO_BREAK}groupes masqués : {why}."
    few = sorted(lines, key=lambda line: line.expected)
    names = _listed([f"{line.value} ({plural(line.expected, 'établissement')})" for line in few])
    return f"{names} {'est masqué' if len(few) == 1 else 'sont masqués'} : {why}."

"""What the courses, the map and the cross table say: captions, keys, texts for a screen reader."""

from collections.abc import Sequence

from indicators.french import NO_BREAK, day, number, percent, plural
from indicators.reading import changed
from indicators.situation import UNKNOWN
from indicators.where.cross import Cross
from indicators.where.hiding import TOTAL
from indicators.where.panels import Panel
from indicators.where.places import Places
from indicators.where.standings import Standings
from indicators.where.words import masked_groups

STATE_SHAPES = {
    "oui": "●",
    "haut": "●",
    "partiel": "◆",
    "bas": "◆",
    "non": "✕",
    "anomalie": "✕",
    "silencieux": "○",
}


def panels_alternative(drawn: Sequence[Panel], found: Standings) -> str:
    """What the small multiples show, for who cannot see them."""
    courses = [
        f"{one.standing.line.value}, de {percent(one.steps[0].low, 0)} à {percent(one.steps[-1].low, 0)}"
        for one in drawn
    ]
    return (
        f"{changed(found.finding)}Une courbe par {found.label.lower()}, sur la même échelle : {' ; '.join(courses)}. "
        "Les nombres sont dans le tableau qui suit."
    )


def panels_caption(drawn: Sequence[Panel], found: Standings) -> str:
    """What the small multiples draw, and which groups are not there."""
    drawing = (
        "Taux du mois ; un mois que trop peu d'établissements ont relevé n'est pas tracé."
        if found.rate
        else "Trait : part connue à la fin de chaque mois. Bande : ce que les réponses manquantes peuvent ajouter."
    )
    fewer = len(found.known) - len(drawn)
    others = f" {plural(fewer, 'groupe plus petit', 'groupes plus petits')} non tracés." if fewer else ""
    masked = f" {masked_groups(found.masked)}" if found.masked else ""
    return f"{changed(found.finding)}{drawing} Même échelle pour tous.{others}{masked} Situation au {day(found.finding.situation.on)}."


def map_key(found: Places) -> str:
    """The states, each with its shape and its number, instead of a legend."""
    return " · ".join(
        f"{STATE_SHAPES[state]} {label}{NO_BREAK}: {number(found.counts[state])}"
        for state, label in found.labels.items()
    )


def map_alternative(found: Places) -> str:
    """What the map shows, for who cannot see it."""
    counts = ", ".join(f"{label.lower()} {number(found.counts[state])}" for state, label in found.labels.items())
    return f"Carte des établissements selon leur état : {counts}. Les nombres par groupe sont dans le tableau qui suit."


def map_caption(found: Places) -> str:
    """What the map draws, and who is not on it."""
    base = "Fond : les communes" if found.communes else "Fond : aucun"
    unplaced = (
        f" {plural(found.unplaced, 'établissement')} sans position {'manque' if found.unplaced == 1 else 'manquent'} à la carte."
        if found.unplaced
        else ""
    )
    merged = (
        f" {plural(found.merged, 'établissement')} de même état sous un point voisin : trop de points pour les séparer."
        if found.merged
        else ""
    )
    outline = " et le contour fourni" if found.outline else ""
    return f"{base}{outline}. Un point par établissement, là où l'annuaire le place.{unplaced}{merged}"


def cross_sentence(found: Cross) -> str:
    """Where the two groups meet best and least, in one sentence."""
    inner = [
        (cell.share, key)
        for key, cell in found.cells.items()
        if not {TOTAL, UNKNOWN} & set(key) and cell.share is not None
    ]
    if len(inner) < 2:
        return "Trop peu de cases ont assez d'établissements pour être comparées."
    (best, first), (least, last) = max(inner), min(inner)
    out = _left_out(found)
    if percent(best, 0) == percent(least, 0):
        return f"Toutes les cases montrées{out} en sont à {percent(best, 0)}."
    ends = f"{' × '.join(first)} ({percent(best, 0)}), {' × '.join(last)} ({percent(least, 0)})"
    return f"Du plus haut au plus bas{out.removesuffix(',')} : {ends}."


def _left_out(found: Cross) -> str:
    """« , hors non renseigné et cases masquées » : the cells that the comparison leaves out."""
    inner = {key: cell for key, cell in found.cells.items() if TOTAL not in key}
    out = ["non renseigné"] if any(UNKNOWN in key for key in inner) else []
    out += ["cases masquées"] if any(cell.masked for cell in inner.values()) else []
    return f", hors {' et '.join(out)}," if out else ""


def cross_caption(found: Cross) -> str:
    """What a cell says, and how many are masked."""
    said = "utilisateurs sur comptes" if found.finding.indicator.kind == "rate" else "« oui » sur attendus"
    masked = (
        f" {plural(found.masked, 'case masquée', 'cases masquées')} : trop peu d'établissements, ou laisse deviner une autre."
        if found.masked
        else ""
    )
    return f"Chaque case : part sûre ({said}).{masked} Un tiret : aucun établissement. Situation au {day(found.finding.situation.on)}."

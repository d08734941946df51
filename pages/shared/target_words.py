"""How targets are said on the screen Cibles: sentences and tables."""

from collections import Counter
from collections.abc import Sequence

from data.targets import WHOLE, Measure, Target
from data.targets.doubts import doubt_about
from data.targets.workbook import said_milestones
from indicators.aimed import Aimed
from indicators.catalogue import catalogue
from indicators.french import day, instant, number, percent, plural, points
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES
from indicators.situation import GROUPS
from pages.shared import session
from pages.shared.targets import expected
from pages.shared.wording import Rows

WHOLE_TERRITORY = "Tout le territoire"


def overview(held: Sequence[Aimed]) -> str:
    """How many indicators have a target, how many aim at a part of the territory, and their verdicts."""
    known = catalogue()
    whole = [one for one in held if one.target.scope == WHOLE and one.target.indicator in known]
    parts = len(held) - len(whole)
    have = "a une cible" if len(whole) < 2 else "ont une cible"
    first = f"{plural(len(whole), 'indicateur')} sur {len(known)} {have} pour le territoire"
    second = plural(parts, "cible vise une partie du territoire", "cibles visent une partie du territoire")
    return f"{first} ; {second if parts else 'aucune ne vise une partie du territoire'}."


def verdicts_line(held: Sequence[Aimed]) -> str:
    """The verdicts of all the targets that hold, in one sentence; those masked are told apart, without theirs."""
    counts = Counter(one.verdict for one in held if not one.masked)
    told = [f"{counts[verdict]} « {LABELS[verdict].lower()} »" for verdict in Verdict if counts[verdict]]
    hidden = sum(one.masked for one in held)
    said = ", ".join([*told, *([plural(hidden, "masquée")] if hidden else [])])
    return f"Au {day(session.situation().on)}, {plural(len(held), 'cible')} en vigueur : {said}."


def amount(value: float, measure: Measure) -> str:
    """A target's amount in its unit."""
    match measure:
        case "count":
            return number(value)
        case "rate":
            return percent(value)
        case "growth":
            return points(value)


def scope(target: Target) -> str:
    """What a target is about."""
    return f"{GROUPS[target.scope_group]} : {target.scope_value}" if target.scope_group else WHOLE_TERRITORY


def name(target: Target) -> str:
    """A target in a list of choices."""
    return f"{label(target.indicator)}, {scope(target)} : {amount(target.value, target.measure)}"


def label(code: str) -> str:
    """An indicator in few words; its code when the catalogue no longer has it."""
    known = catalogue()
    return known[code].short_label if code in known else code


def standing_table(held: Sequence[Aimed]) -> Rows:
    """The targets that hold, one a row, with how each stands today."""
    counted = expected()
    return [
        {
            "Indicateur": label(one.target.indicator),
            "Périmètre": scope(one.target),
            "Verdict": _verdict(one),
            "Connu": _known(one),
            "Attendu à ce jour": _pace(one),
            **_told(one.target),
            "Établissements attendus": counted.get(one.target.scope, 0),
        }
        for one in held
    ]


def history_table(told: Sequence[Target], held: Sequence[Aimed]) -> Rows:
    """Every decision, one a row, with what became of it."""
    holding = {one.target.id for one in held}
    return [
        {
            "Périmètre": scope(target),
            "État": _state(target, target.id in holding),
            **_told(target),
            "Fichier": target.file_name or "",
        }
        for target in told
    ]


def _told(target: Target) -> dict[str, object]:
    return {
        "Cible": amount(target.value, target.measure),
        "Échéance": day(target.due_on),
        "Valeur initiale": f"{amount(target.baseline, target.measure)} au {day(target.baseline_on)}",
        "Jalons": said_milestones(target),
        "Motif": target.reason,
        "Décidée le": instant(session.database().local(target.recorded_at)),
        "Par": target.actor,
    }


def _verdict(one: Aimed) -> str:
    if not one.expected:
        return "– Aucun établissement attendu"
    if one.masked:
        return "Masqué, comme dans « Qui et où »"
    return f"{SHAPES[one.verdict]} {LABELS[one.verdict]}"


def _known(one: Aimed) -> str:
    if not one.expected or one.masked:
        return ""
    if not one.is_known:
        return "Aucun relevé"
    low, high = (amount(value, one.target.measure) for value in (one.progress.low, one.progress.high))
    return low if low == high else f"{low} à {high}"


def _pace(one: Aimed) -> str:
    value = one.progress.expected_today
    return "" if value is None else amount(value, one.target.measure)


def _state(target: Target, holds: bool) -> str:
    if target.withdrawn:
        return f"{'Fichier annulé' if target.withdrawn.with_file else 'Retirée'} : {target.withdrawn.reason}"
    return "En vigueur" if holds else "Remplacée"


def doubts(held: Sequence[Aimed]) -> list[str]:
    """One sentence a target that nobody, or too few, could reach."""
    counted = expected()
    found = ((one.target, doubt_about(one.target, counted)) for one in held)
    return [f"{label(target.indicator)}, {scope(target)} : {_small(doubt)}" for target, doubt in found if doubt]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

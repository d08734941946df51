"""How the plan is said on its screens: the answers of the boards, the fields of an item, what changed in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from data.plan import Concerned, Item, Plan
from data.plan.declaration import KINDS, Declared, Field
from data.plan.recording import changed_fields
from data.plan.terms import came_with_the_program
from data.text import cut
from indicators.french import NO_BREAK, day, instant, number, plural
from indicators.plan.actions import Action, State
from indicators.plan.agenda import late_sentence
from indicators.plan.chain import Lack, Orphan, themes
from indicators.plan.words import concerned_text

GONE = "une fiche retirée"
_LONGEST_CHANGE = 160  # characters of a value, on either side of a change
_LINKS = ("item", "items")
_ITS_OWN = ("step", "note")  # kinds that are nothing without their action
_MOST_REFS = 12
# What a missing link is called when they are counted.
_LACKS: dict[tuple[str, Lack], tuple[str, str]] = {
    ("irritant", "need"): ("irritant sans besoin", "irritants sans besoin"),
    ("need", "lever"): ("besoin sans levier", "besoins sans levier"),
    ("lever", "action"): ("levier sans action", "leviers sans action"),
}


# --- the answers


def lessons_answer(plan: Plan) -> str:
    """« 6 retours d'expérience, 9 irritants, 5 forces. Thème le plus cité : Gouvernance (4 retours). »"""
    counted = [counted_kind(len(plan.of(kind)), kind) for kind in ("lesson", "irritant", "strength")]
    cited = Counter(theme for lesson in plan.of("lesson") for theme in themes(plan, lesson))
    most = max(cited.values(), default=0)
    first = [theme for theme, count in cited.items() if count == most]
    if not first:
        return f"{', '.join(counted)}."
    label = "Thème le plus cité" if len(first) == 1 else "Thèmes les plus cités"
    each = "" if len(first) == 1 else " chacun"
    return f"{', '.join(counted)}. {label} : {' ; '.join(first)} ({plural(most, 'retour')}{each})."


def projections_answer(plan: Plan, orphans: Sequence[Orphan]) -> str:
    """« 8 irritants (4 principaux), 5 besoins, 9 leviers. Il manque : 2 irritants sans besoin. »"""
    counted = [counted_kind(len(plan.of(kind)), kind) for kind in ("irritant", "need", "lever")]
    main = sum(item.flag("main") for item in plan.of("irritant"))
    if main:
        counted[0] += f" (dont {plural(main, 'principal', 'principaux')})"
    lacks = Counter((one.node.kind, one.lacks) for one in orphans)
    said = [plural(lacks[key], *words) for key, words in _LACKS.items() if lacks[key]]
    left = f"Restent à relier : {', '.join(said)}." if said else "Chacun mène au suivant."
    return f"{', '.join(counted)}. {left}"


def counted_kind(count: int, kind: str) -> str:
    """« 3 irritants »."""
    declared = KINDS[kind]
    return plural(count, declared.label.lower(), declared.labels.lower())


def shown(kept: int, of: int, *, most: int, kind: str) -> str:
    """What a board shows of what there is; '' when it is all there."""
    if kept == of and kept <= most:
        return ""
    told = f"{number(kept)} sur {counted_kind(of, kind)}" if kept != of else counted_kind(of, kind)
    if kept <= most:
        return f"{told}."
    return f"{told}, dont voici les {number(most)} premiers : cherchez un mot ou un thème pour voir les autres."


# --- the fields of an item


def said_field(plan: Plan, field: Field, value: Any, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The value of a field in French. names: UAI -> name; labels: code -> label of the indicators."""
    match field.type:
        case "day":
            return day(date.fromisoformat(value))
        case "flag":
            return "Oui" if value else "Non"
        case "uai":
            return f"{names[value]} ({value})" if value in names else str(value)
        case "establishments":
            return concerned_text(Concerned(group=value["group"], members=tuple(value["members"])), names)
        case "indicators":
            return ", ".join(labels.get(code, code) for code in value)
        case "item" | "items" | "term" | "terms":
            return _said_links(plan, field, value)
        case _:
            return str(value)


def _said_links(plan: Plan, field: Field, value: Any) -> str:
    ids = [value] if isinstance(value, str) else value
    standing = {str(key): item for key, item in plan.items.items()}
    found = [standing.get(one) for one in ids]
    as_items = field.type in _LINKS
    return ", ".join((named(one) if as_items else one.title) if one else GONE for one in found)


def named(item: Item) -> str:
    """« A7 · Former les équipes »."""
    return f"{item.ref} · {item.title}"


def fields_of(
    plan: Plan, item: Item, names: Mapping[str, str], labels: Mapping[str, str], *, but: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """(label, value) of the fields that are filled, but its title and its links, which are shown as links."""
    return [
        (field.label, said_field(plan, field, item.values[field.code], names, labels))
        for field in KINDS[item.kind].fields
        if field.code in item.values and field.code not in ("title", *but) and field.type not in _LINKS
    ]


def withdrawing_sentence(linking: Sequence[Item]) -> str:
    """What becomes of what links to an item that is withdrawn: the steps and the notes of an action go with it; '' when
    nothing does."""
    going = [one for one in linking if one.kind in _ITS_OWN]
    staying = [one for one in linking if one.kind not in _ITS_OWN]
    said = []
    if going:
        said.append(f"Ses étapes et ses notes partent avec elle, et reviennent si on la remet : {_refs(going)}.")
    if staying:
        said.append(f"Ces fiches resteront, sans leur lien avec elle : {_refs(staying)}.")
    return " ".join(said)


def _refs(items: Sequence[Item]) -> str:
    return ", ".join([*(one.ref for one in items[:_MOST_REFS]), *(["..."] if len(items) > _MOST_REFS else [])])


# --- its history


def change_sentence(
    plan: Plan, version: Item, before: Item | None, names: Mapping[str, str], labels: Mapping[str, str]
) -> str:
    """What a version says that the one before did not."""
    declared = KINDS[version.kind]
    if version.withdrawn:
        return f"{_agreed(declared, 'Retiré')} du plan : {version.withdrawn}"
    if before is None:
        return f"{_agreed(declared, 'Inscrit')} au plan."
    changes = [
        f"{field.label} : {_side(plan, field, before, names, labels)} → {_side(plan, field, version, names, labels)}"
        for field in declared.fields
        if field.code in changed_fields(before.values, version.values)
    ]
    back = f"{_agreed(declared, 'Remis')} au plan. " if before.withdrawn else ""
    return back + ("\n".join(changes) if changes else "" if back else "Sans changement.")


def _side(plan: Plan, field: Field, version: Item, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    if field.code not in version.values:
        return "(vide)"
    told = said_field(plan, field, version.values[field.code], names, labels)
    return cut(told, _LONGEST_CHANGE)


def _agreed(declared: Declared, participle: str) -> str:
    return f"{participle}e" if declared.feminine else participle


def when(version: Item, at: datetime) -> str:
    """When a version was told. at: on the clock of the territory."""
    return "Fourni au départ" if came_with_the_program(version) else f"Le {instant(at)}"


def source(version: Item) -> str:
    """Who told a version, and where it stands in the workbook that told it."""
    if version.file_name is None:
        return version.actor
    return f"{version.actor}, classeur « {version.file_name} », feuille « {version.sheet} », ligne {version.row_number}"


# --- an action


def state_why(action: Action) -> str:
    """Which day or which step decides the state of an action, in one sentence."""
    item = action.item
    match action.state:
        case State.EN_PAUSE | State.ABANDONNEE:
            return f"Motif : {item.line('held_because')}"
        case State.TERMINEE:
            why = "toutes ses étapes sont faites" if action.steps else "sa fin est notée"
            return f"Terminée le {_day(action.done_on)} : {why}."
        case State.EN_RETARD:
            return late_sentence(action)
        case State.EN_COURS:
            return f"{_begun(action)}{_next_due(action)}"
        case State.A_VENIR:
            starts = action.starts_on
            return (
                f"Elle commence le {day(starts)}." if starts else "Aucun jour de début n'est donné, aucune étape faite."
            )


def _begun(action: Action) -> str:
    if action.starts_on and action.steps_done == 0:
        return f"Commencée le {day(action.starts_on)}."
    done = f"{action.steps_done}{NO_BREAK}{'étapes' if action.steps_done > 1 else 'étape'} sur {len(action.steps)}"
    return f"{done} {'faites' if action.steps_done > 1 else 'faite'}."


def _next_due(action: Action) -> str:
    coming = [step for step in action.steps if not step.done and step.due_on]
    first = min(coming, key=lambda step: step.due_on or date.max, default=None)
    if first:
        return f" Prochaine étape : « {first.item.title} », pour le {_day(first.due_on)}."
    return f" Échéance : {day(action.due_on)}." if action.due_on else " Elle n'a pas d'échéance."


def _day(value: date | None) -> str:
    return day(value) if value else "jour inconnu"

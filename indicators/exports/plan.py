"""The plan of a séance as every export tells it: from what was frozen alone."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from data.plan import Concerned
from data.plan.declaration import CHAIN, COMES_FROM
from indicators.exports.seance import Entry, Seance, day_of
from indicators.french import day, plural
from indicators.plan.actions import STATE_LABELS, State
from indicators.plan.chain import INDICATOR, Chain, Node, kind_label
from indicators.plan.effect import Effect, read_effect
from indicators.plan.words import concerned_text, state_text, summary_of

NO_AXIS = "Sans axe"
NO_THEME = "Sans thème"
LACKING = ("Nature", "Fiche", "Ce qui manque")
NO_OWNER = "sans pilote"
MOST_PATHS = 5_000  # ways through the chain: beyond, nobody reads them
_NEVER = "9999"  # after any day
_PARTS = {"lesson": "lessons", "irritant": "irritants", "need": "needs", "lever": "levers", "action": "actions"}


def actions(seance: Seance) -> list[Entry]:
    """Every action, none in a séance frozen before there was a plan."""
    return list(seance.plan["actions"]) if seance.plan else []


def state_of(action: Entry) -> str:
    """« ▼ En retard »."""
    return state_text(State(action["state"]))


def is_late(action: Entry) -> bool:
    """Whether it is late on the day of the séance."""
    return State(action["state"]) is State.EN_RETARD


def late(seance: Seance) -> list[Entry]:
    """The late actions, the latest first."""
    return sorted(filter(is_late, actions(seance)), key=lambda one: -one["days_late"])


def summary(plan: Entry) -> str:
    """One sentence on the whole plan."""
    return summary_of([State(one["state"]) for one in plan["actions"]], len(plan["orphans"]))


def by_axis(plan: Entry) -> list[tuple[str, list[Entry]]]:
    """(title of the axis, its actions) in the order of the axes; what has none comes last."""
    found: dict[str, list[Entry]] = {one["ref"]: [] for one in plan["axes"]}
    for action in plan["actions"]:
        found.setdefault(action["axis"], []).append(action)
    titles = {one["ref"]: one["title"] for one in plan["axes"]}
    return [(titles.get(ref, NO_AXIS), held) for ref, held in found.items() if held]


def counts(held: Sequence[Entry]) -> list[int]:
    """How many are in each state, in the order of the states."""
    return [sum(action["state"] == state for action in held) for state in STATE_LABELS]


def indicator_labels(seance: Seance, codes: Sequence[str]) -> str:
    """Their short labels; the code of one that the séance does not follow."""
    known = {entry["code"]: entry["short_label"] for entry in seance.indicators}
    return ", ".join(known.get(code, code) for code in codes)


def concerned(action: Entry, names: Mapping[str, str] | None = None) -> str:
    """The establishments it is about. names: UAI -> name; without them, those told one by one are only counted."""
    told = action["concerns"]
    if told and told["group"] == "uai" and names is None:
        return plural(len(told["members"]), "établissement")
    return concerned_text(Concerned(group=told["group"], members=tuple(told["members"])) if told else None, names)


def steps_said(action: Entry) -> str:
    """« 2 sur 3 », '' without steps."""
    done = sum(step["done_on"] is not None for step in action["steps"])
    return f"{done} sur {len(action['steps'])}" if action["steps"] else ""


def owner(action: Entry) -> str:
    """Who leads it, « sans pilote » when nobody does."""
    return action["owner"] or NO_OWNER


def shown_day(value: str | None) -> str:
    """« 30/06/2022 », '' without a day."""
    on = day_of(value)
    return day(on) if on else ""


def actions_rows(plan: Entry) -> list[dict[str, str]]:
    """One row an action, for a table of the screens."""
    axes = {one["ref"]: one["title"] for one in plan["axes"]}
    return [
        {
            "Repère": one["ref"],
            "Action": one["title"],
            "Axe": axes.get(one["axis"], NO_AXIS),
            "Pilote": owner(one),
            "Échéance": shown_day(one["due_on"]),
            "État": state_of(one),
            "Étapes": steps_said(one),
        }
        for one in plan["actions"]
    ]


def lacking_rows(plan: Entry) -> list[dict[str, str]]:
    """One row a missing link, for a table of the screens."""
    return [dict(zip(LACKING, lacking(one), strict=True)) for one in plan["orphans"]]


def step_state(step: Entry) -> str:
    """« ✓ Faite », « ▼ En retard » or « ○ À faire »."""
    if step["done_on"]:
        return "✓ Faite"
    return state_text(State.EN_RETARD) if step["late"] else "○ À faire"


def pending(seance: Seance) -> list[Entry]:
    """The decisions that were not taken on the day of the séance, those of the earliest meeting first."""
    told = seance.plan["decisions"] if seance.plan else []
    return sorted((one for one in told if not one["decided_on"]), key=lambda one: one["meeting_on"] or _NEVER)


def lacking(orphan: Entry) -> tuple[str, str, str]:
    """(kind in French, what it is, what it lacks)."""
    return kind_label(orphan["kind"]), named(orphan), orphan["sentence"]


def named(one: Entry) -> str:
    """« A7 · Former les équipes »; an indicator has no reference."""
    return f"{one['ref']} · {one['title']}" if one["ref"] else str(one["title"])


def paths(seance: Seance, plan: Entry) -> list[list[str]]:
    """Ways through the chain, a text a column, '' where a link is missing."""
    ways = islice(_chain(seance, plan).paths(), MOST_PATHS)
    return [[named(vars(node)) if node else "" for node in way] for way in ways]


def themed(plan: Entry, part: str) -> dict[str, list[Entry]]:
    """Theme -> its things of that part: lessons, irritants or strengths. One of several themes is under each."""
    found: dict[str, list[Entry]] = {}
    for one in plan[part]:
        for theme in one["themes"] or [NO_THEME]:
            found.setdefault(theme, []).append(one)
    return found


def effects(plan: Entry) -> Iterator[tuple[Entry, Effect]]:
    """(action, what its indicator did since it began), as published. A séance may have been frozen before they were told."""
    for action in plan["actions"]:
        yield from ((action, read_effect(one)) for one in action.get("effects", ()))


def _chain(seance: Seance, plan: Entry) -> Chain:
    """The chain that was frozen, as the one of the screens: things are known by their references."""
    labels = {entry["code"]: entry["short_label"] for entry in seance.indicators}
    labels |= {one["code"]: one["title"] for one in plan["orphans"] if one["kind"] == INDICATOR}
    nodes = {
        one["ref"]: Node(key=one["ref"], kind=kind, ref=one["ref"], title=one["title"])
        for kind in CHAIN
        for one in plan[_PARTS[kind]]
    }
    edges = [
        (before, one["ref"])
        for kind, link in COMES_FROM.items()
        if kind in CHAIN
        for one in plan[_PARTS[kind]]
        for before in one[link]
    ]
    nodes |= {code: Node(key=code, kind=INDICATOR, ref="", title=title) for code, title in labels.items()}
    edges += [(one["ref"], code) for one in plan["actions"] for code in one["indicators"] if code in labels]
    return Chain(nodes, edges)

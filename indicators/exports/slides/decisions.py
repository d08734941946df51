"""« Décisions à prendre »: what the frozen plan, verdicts and advice ask, in their own words."""

from collections.abc import Iterator

from indicators.exports import plan as planned
from indicators.exports.seance import Entry, Seance, day_of, is_rate, verdict_text
from indicators.exports.slides.deck import Deck, Text
from indicators.french import day, plural
from indicators.progress import Verdict

TITLE = "Décisions à prendre"
NOTHING = "Aucun indicateur n'est en retard, indéterminé ou silencieux."
_PRESSING = (Verdict.NON_ATTEINT, Verdict.EN_RETARD, Verdict.INDETERMINE)


def add_decisions(deck: Deck, seance: Seance) -> None:
    """What waits for a decision and the late actions, then the pressing indicators, the worst news on top; then those of
    which some are only silent."""
    deck.texts(TITLE, [*_of_the_plan(seance), *_lines(seance)] or [Text(NOTHING)])


def _of_the_plan(seance: Seance) -> Iterator[Text]:
    waiting, late = planned.pending(seance), planned.late(seance)
    if waiting:
        yield Text("Décisions inscrites au plan", strong=True)
        yield from (Text(_waiting(one)) for one in waiting)
    if late:
        yield Text("Actions en retard", strong=True)
        yield from (Text(_late(one)) for one in late)


def _waiting(decision: Entry) -> str:
    on = day_of(decision["meeting_on"])
    return f"{planned.named(decision)}{f' (séance du {day(on)})' if on else ''}"


def _late(action: Entry) -> str:
    owner = action["owner"] or "sans pilote"
    return f"{planned.named(action)} : {plural(action['days_late'], 'jour')} de retard ; {owner}."


def _lines(seance: Seance) -> Iterator[Text]:
    order = {verdict: place for place, verdict in enumerate(_PRESSING)}
    for entry in sorted(seance.indicators, key=lambda one: order.get(Verdict(one["verdict"]), len(order))):
        told = list(_asked(entry))
        if told:
            yield Text(f"{verdict_text(entry)} · {entry['short_label']}", strong=True)
            yield from told


def _asked(entry: Entry) -> Iterator[Text]:
    if Verdict(entry["verdict"]) in _PRESSING:
        told = entry.get("advice") or [entry["sentence"]]  # a séance of the first form has no advice
        yield from (Text(one) for one in told)
    if entry["silent"]:
        yield Text(f"{_silent(entry)} à relancer.")


def _silent(entry: Entry) -> str:
    if is_rate(entry):
        return plural(entry["silent"], "établissement sans relevé", "établissements sans relevé")
    return plural(entry["silent"], "établissement silencieux", "établissements silencieux")

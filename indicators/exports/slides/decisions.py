"""« Décisions à prendre »: what the frozen verdicts and advice ask, in their own words."""

from collections.abc import Iterator

from indicators.exports.seance import Entry, Seance, is_rate, verdict_text
from indicators.exports.slides.deck import Deck, Text
from indicators.french import plural
from indicators.progress import Verdict

TITLE = "Décisions à prendre"
NOTHING = "Aucun indicateur n'est en retard, indéterminé ou silencieux."
_PRESSING = (Verdict.NON_ATTEINT, Verdict.EN_RETARD, Verdict.INDETERMINE)


def add_decisions(deck: Deck, seance: Seance) -> None:
    """The pressing indicators first, the worst news on top; then those of which some are only silent."""
    deck.texts(TITLE, list(_lines(seance)) or [Text(NOTHING)])


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

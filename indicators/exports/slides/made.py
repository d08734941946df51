"""The whole deck, in the order of the meeting, on a presentation that has no slide yet."""

from collections.abc import Iterator

from pptx.presentation import Presentation

from data.seances.frozen import Snapshot
from indicators.exports.inert import one_line, paragraphs
from indicators.exports.seance import DEMONSTRATION, Seance, read_seance
from indicators.exports.slides.changes import add_changes
from indicators.exports.slides.decisions import add_decisions
from indicators.exports.slides.deck import Deck, Text
from indicators.exports.slides.groups import add_groups
from indicators.exports.slides.indicator import JUDGEMENT, add_indicator
from indicators.exports.slides.method import add_method
from indicators.exports.slides.package import as_bytes
from indicators.exports.slides.plan import add_plan


def make(snapshot: Snapshot, presentation: Presentation) -> bytes:
    """The .pptx file."""
    seance = read_seance(snapshot)
    deck = Deck(presentation, seance)
    deck.cover(seance.label, list(_cover(seance)))
    for entry in seance.indicators:
        add_indicator(deck, seance, entry)
    for entry in seance.indicators:
        add_groups(deck, seance, entry)
    if seance.since:
        add_changes(deck, seance.since)
    add_decisions(deck, seance)
    if seance.plan:
        add_plan(deck, seance, seance.plan)
    add_method(deck, seance)
    return as_bytes(presentation, title=one_line(f"{seance.label} - {seance.situation}"), stamped=snapshot.as_of)


def _cover(seance: Seance) -> Iterator[Text]:
    payload = seance.payload
    yield Text(seance.situation)
    yield Text(f"{one_line(payload['territory'])}, {one_line(payload['academie'])}")
    yield Text(f"Année scolaire {payload['school_year']} · {one_line(seance.scope)}")
    if seance.demonstration:
        yield Text(DEMONSTRATION)
    said = paragraphs(f"{seance.snapshot.comment}\n{seance.judgement('')}")
    if said:
        yield Text(JUDGEMENT, strong=True)
    yield from map(Text, said)

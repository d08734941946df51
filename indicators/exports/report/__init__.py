"""The report of a séance: a tagged PDF to read aloud, on a screen, or printed in black and white."""

from collections.abc import Iterator
from typing import Any

from data.seances.frozen import Snapshot
from data.text import cut
from indicators.exports.report import lists, method, opening, plan, since, sources, targets
from indicators.exports.report.blocks import Block, text
from indicators.exports.report.compiling import tagged_pdf
from indicators.exports.report.indicator import indicator_blocks
from indicators.exports.seance import DEMONSTRATION, Seance, read_seance

_LABEL, _SCOPE = 90, 110  # characters that the head and the foot of a page have room for


def report_bytes(snapshot: Snapshot) -> bytes:
    """The PDF/UA-1 report of a séance, A4 upright: the same to the byte each time it is exported."""
    return tagged_pdf(_report(read_seance(snapshot)), stamped=snapshot.as_of)


def _report(seance: Seance) -> dict[str, Any]:
    """What report.typ reads."""
    label = " ".join(seance.label.split()) or "Séance"
    scope = cut(seance.scope, _SCOPE)
    return {
        "title": _plain(f"{label} · {seance.situation}"),
        "description": _plain(seance.context),
        "label": text(label),
        "situation": text(seance.situation),
        "head": text(" · ".join([scope, *[DEMONSTRATION] * seance.demonstration])),
        "foot": text(f"{cut(label, _LABEL)} · {seance.payload['territory']}"),
        "blocks": list(_blocks(seance)),
    }


def _blocks(seance: Seance) -> Iterator[Block]:
    """In the order in which a committee reads."""
    yield from opening.opening_blocks(seance)
    for entry in seance.indicators:
        yield from indicator_blocks(seance, entry)
    yield from since.since_blocks(seance)
    yield from targets.target_blocks(seance)
    yield from plan.plan_blocks(seance)
    yield from lists.silent_blocks(seance)
    yield from method.method_blocks(seance)
    yield from sources.source_blocks(seance)
    yield from lists.annex_blocks(seance)


def _plain(value: str) -> str:
    told = text(value)
    return told if isinstance(told, str) else "".join(told)

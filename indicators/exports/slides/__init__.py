"""A séance as slides with native charts, on our own deck or on a template of the reader's."""

from dataclasses import replace

from data.seances.frozen import Payload, Snapshot
from indicators.exports.slides.base import own_deck
from indicators.exports.slides.limited import make_limited
from indicators.exports.slides.made import make
from indicators.exports.slides.preflight import check_template

__all__ = ["slides_bytes"]


def slides_bytes(snapshot: Snapshot, template: bytes | None = None) -> bytes:
    """The .pptx file of a séance, the same to the byte each time. template: a .pptx or .potx whose theme it takes.

    Raises Refusal, one French sentence, when the template cannot be used; it is only opened in a process of its own.
    """
    told = replace(snapshot, payload=_without_schools(snapshot.payload))
    if template is None:
        return make(told, own_deck())
    check_template(template)
    return make_limited(told, template)


def _without_schools(payload: Payload) -> Payload:
    """No slide names an establishment, and they are nearly all of what a séance weighs."""
    entries = [entry | {"establishments": []} for entry in payload["indicators"]]
    return payload | {"indicators": entries}

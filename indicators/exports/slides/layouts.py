"""The layouts of a deck, found by what they hold and never by their place or name."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from indicators.exports.slides.fitting import INCH, Room

_TITLES = {KIND.TITLE, KIND.CENTER_TITLE}
_CONTENTS = {KIND.BODY, KIND.OBJECT}
_APART = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}
_LEAST_WIDTH, _LEAST_HEIGHT = 6 * INCH, 3 * INCH
_USUAL_TITLE = 44.0


@dataclass(frozen=True)
class Layouts:
    """cover: of the first slide. content: of the others, which draw in `room`, under a title of at most `title_size` points."""

    cover: SlideLayout
    content: SlideLayout
    room: Room
    title_size: float


def find_layouts(deck: Presentation) -> Layouts:
    """Raises ValueError when there is no layout at all."""
    found = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    if not found:
        raise ValueError("no layout")
    content = max(found, key=lambda layout: _fitness(deck, layout))
    cover = next((layout for layout in found if _is_cover(layout)), content)
    return Layouts(cover=cover, content=content, room=_room(deck, content), title_size=_title_size(content))


def placeholders(page: Any) -> list[Any]:
    """Those of a master, a layout or a slide."""
    return list(page.placeholders)


def _kinds(layout: SlideLayout) -> list[KIND]:
    return [_kind(shape) for shape in placeholders(layout)]


def _kind(shape: Any) -> KIND:
    """A text written upwards is no place for a table."""
    is_upright = shape._element.ph.get("orient") == "vert"
    return KIND.VERTICAL_BODY if is_upright else shape.placeholder_format.type


def _is_cover(layout: SlideLayout) -> bool:
    kinds = set(_kinds(layout))
    return KIND.CENTER_TITLE in kinds or {KIND.TITLE, KIND.SUBTITLE} <= kinds


def _fitness(deck: Presentation, layout: SlideLayout) -> tuple[int, int]:
    """A title over one large content, then a title alone, then nothing at all; the one with most room among equals."""
    kinds = [kind for kind in _kinds(layout) if kind not in _APART]
    contents = [kind for kind in kinds if kind in _CONTENTS]
    is_titled = [kind for kind in kinds if kind not in _CONTENTS] == [KIND.TITLE]
    room = _content(deck, layout)
    if is_titled and len(contents) == 1 and room:
        return 3, room.width * room.height
    if is_titled and not contents:
        return 2, 0
    return (0 if kinds else 1), 0


def _room(deck: Presentation, layout: SlideLayout) -> Room:
    """Where the layout has its content, when it is large enough; else all but the title and the edges."""
    wide, tall = int(deck.slide_width or 0), int(deck.slide_height or 0)
    edge, top = wide // 20, tall // 5
    usual = Room(edge, top, wide - 2 * edge, _floor(deck) - top)
    return _content(deck, layout) or usual


def _content(deck: Presentation, layout: SlideLayout) -> Room | None:
    """The place of its content; None when there is none under the title that a chart can hold in."""
    wide, tall = int(deck.slide_width or 0), int(deck.slide_height or 0)
    shapes = [shape for shape in placeholders(layout) if shape.width is not None and shape.height is not None]
    above = [shape.top + shape.height // 2 for shape in shapes if shape.placeholder_format.type in _TITLES]
    for shape in shapes:
        if _kind(shape) in _CONTENTS and shape.top >= max(above, default=0):
            left, top = max(int(shape.left), 0), max(int(shape.top), 0)
            width, height = min(int(shape.width), wide - left), min(int(shape.height), _floor(deck) - top)
            if width >= min(_LEAST_WIDTH, 0.6 * wide) and height >= min(_LEAST_HEIGHT, 0.5 * tall):
                return Room(left, top, width, height)
    return None


def _floor(deck: Presentation) -> int:
    """Where the foot of the slide begins."""
    return int((deck.slide_height or 0) * 0.92)


def footer_room(deck: Presentation) -> Room:
    """The last line of a slide."""
    wide, tall = int(deck.slide_width or 0), int(deck.slide_height or 0)
    edge = wide // 22
    return Room(edge, int(tall * 0.93), wide - 2 * edge, int(tall * 0.05))


def _title_size(layout: SlideLayout) -> float:
    """The size of its titles in points, as the layout, its placeholder or its master says it."""
    own = [shape._element for shape in placeholders(layout) if shape.placeholder_format.type in _TITLES]
    style = layout.slide_master._element.find(f".//{qn('p:titleStyle')}")
    for element in [*own, *([style] if style is not None else [])]:
        for drawn in element.iter(qn("a:defRPr")):
            if (drawn.get("sz") or "").isdigit():
                return int(drawn.get("sz")) / 100
    return _USUAL_TITLE

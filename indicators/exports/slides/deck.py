"""Slides under construction: titles, texts, tables and charts that never leave their place, and the foot of each."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from data.text import cut
from indicators.exports.inert import one_line, paragraphs
from indicators.exports.seance import DEMONSTRATION, Seance
from indicators.exports.slides.elements import element
from indicators.exports.slides.fitting import MARGIN, Room, fitted, height, pages
from indicators.exports.slides.layouts import Layouts, find_layouts, footer_room

BODY, SMALL, LEAST = 18.0, 12.0, 10.0  # sizes of texts, in points
_TITLES = (28, 26, 24, 22, 20, 18, 16)
_COVER_TITLES = (40, 36, 32, 28, 24, 20)
_SIZES = (18, 16, 14)
_INDENT = 460_000  # EMU that a template's bullets may take from a line
_LANGUAGE = "fr-FR"
_INVENTED = DEMONSTRATION.split("\u00a0:")[0].split(" :")[0]
_LONGEST_SCOPE = 60  # characters of the foot
_NUMBER_WIDTH = 1_250_000  # EMU that « · page 123 » takes of the foot
_NUMBER = "{7A1F6C52-6F0E-4B7B-9F43-0E2B1D6C8A55}"  # any identifier
_BOLD = 1.15  # how much wider bold letters are
NEXT = " (suite)"


@dataclass(frozen=True)
class Text:
    """A paragraph. strong: in bold, the head of those under it."""

    words: str
    strong: bool = False


class Deck:
    """The slides of a séance on a presentation that has none yet."""

    def __init__(self, presentation: Presentation, seance: Seance) -> None:
        self.presentation = presentation
        self._seance = seance
        self._layouts: Layouts = find_layouts(presentation)
        self._footer = footer_room(presentation)

    @property
    def room(self) -> Room:
        """Where a slide has its content."""
        return self._layouts.room

    # --- slides

    def cover(self, title: str, texts: Sequence[Text]) -> None:
        """The first slide; what does not fit under its title goes on in the next ones."""
        texts = _inert(texts)
        slide = self._add(self._layouts.cover, title, sizes=_COVER_TITLES)
        under = next((one for one in slide.placeholders if one.placeholder_format.idx == 1), None)
        room = _room_of(under) if under is not None else self.room
        words = [text.words for text in texts]
        heads = {text.words for text in texts if text.strong}
        size = next((size for size in _SIZES if len(pages(words, room, size)) == 1), _SIZES[-1])
        shared = [[Text(line, line in heads) for line in page] for page in pages(words, room, size, heads)]
        frame = under.text_frame if under is not None else self.box(slide, room)
        _fill(frame, shared[0], size)
        if len(shared) > 1:
            self.texts(f"{title}{NEXT}", [text for page in shared[1:] for text in page])

    def slide(self, title: str, *, notes: str = "") -> Slide:
        """A slide with nothing but its title, to draw in `room`."""
        slide = self._add(self._layouts.content, title, notes=notes)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in (KIND.TITLE, KIND.CENTER_TITLE):
                shape._element.getparent().remove(shape._element)
        return slide

    def texts(self, title: str, texts: Sequence[Text], *, notes: str = "") -> None:
        """Slides of text, as many as it takes."""
        texts = _inert(texts)
        room = Room(self.room.left, self.room.top, self.room.width - _INDENT, self.room.height)
        words = [text.words for text in texts]
        size = next((size for size in _SIZES if len(pages(words, room, size)) == 1), _SIZES[-1])
        heads = {text.words for text in texts if text.strong}
        for place, page in enumerate(pages(words, room, size, heads)):
            slide = self._add(self._layouts.content, title + NEXT * bool(place), notes=notes)
            body = next(
                (one for one in slide.placeholders if one.placeholder_format.type in (KIND.BODY, KIND.OBJECT)), None
            )
            frame = body.text_frame if body is not None else self.box(slide, self.room)
            if body is not None:
                body.left, body.top = Emu(self.room.left), Emu(self.room.top)
                body.width, body.height = Emu(self.room.width), Emu(self.room.height)
            _fill(frame, [Text(line, strong=line in heads) for line in page], size)

    def _add(self, layout: SlideLayout, title: str, *, sizes: Sequence[float] = _TITLES, notes: str = "") -> Slide:
        slide = self.presentation.slides.add_slide(layout)
        said = one_line(title)
        holder = slide.shapes.title
        edge = Room(self.room.left, self.room.top // 5, self.room.width, self.room.top * 7 // 10)
        room = _room_of(holder) if holder is not None else edge
        allowed = [size for size in sizes if size <= max(self._layouts.title_size, sizes[-1])]
        size, shown = fitted(said, _for_bold(room), allowed)
        frame = holder.text_frame if holder is not None else self.box(slide, room)
        _fill(frame, [Text(shown, strong=holder is None)], size)
        whole = said if shown != said else ""
        if whole or notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(paragraphs(f"{whole}\n{notes}"))
        self._foot(slide)
        return slide

    def _foot(self, slide: Slide) -> None:
        scope = cut(one_line(self._seance.scope), _LONGEST_SCOPE)
        told = [self._seance.situation, *[_INVENTED] * self._seance.demonstration, scope]
        frame = self.box(slide, self._footer, name="Pied de page")
        _, shown = fitted(" · ".join(told), self._footer_words, (LEAST, LEAST - 1))
        _fill(frame, [Text(f"{shown} · page ")], LEAST if shown == " · ".join(told) else LEAST - 1)
        number = element("a:fld", id=_NUMBER, type="slidenum")
        number.append(deepcopy(frame.paragraphs[0].runs[0]._r.rPr))
        number.append(element("a:t", str(len(self.presentation.slides))))
        frame.paragraphs[0]._p.append(number)

    @property
    def _footer_words(self) -> Room:
        """The foot without the place of its number."""
        one = self._footer
        return Room(one.left, one.top, one.width - _NUMBER_WIDTH, one.height)

    # --- what is on a slide

    def box(self, slide: Slide, room: Room, *, name: str = "") -> TextFrame:
        """An empty text box."""
        shape = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height))
        if name:
            shape.name = name
        return shape.text_frame

    def line(self, slide: Slide, room: Room, words: str, *, strong: bool = False) -> None:
        """A text that is cut where its place ends."""
        size, shown = fitted(one_line(words), _for_bold(room) if strong else room, (14, 12, 11))
        _fill(self.box(slide, room), [Text(shown, strong)], size)

    def words(self, slide: Slide, room: Room, texts: Sequence[Text]) -> list[Text]:
        """Texts in their place at a readable size. Returns those that did not fit, whole; nothing is then half written."""
        texts = _inert(texts)
        said = [text.words for text in texts]
        for size in (14, 13, SMALL):
            if height(said, room.width - MARGIN, size) <= room.height - MARGIN / 2:
                _fill(self.box(slide, room), texts, size)
                return []
        return texts


def _without_bullet(properties: Any) -> None:
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(element("a:buNone"))


def _for_bold(room: Room) -> Room:
    """What bold letters leave of a place."""
    return Room(room.left, room.top, int(room.width / _BOLD), room.height)


def _inert(texts: Sequence[Text]) -> list[Text]:
    """Each on one line: what people typed may hold anything."""
    return [Text(one_line(text.words), text.strong) for text in texts]


def _room_of(shape: Any) -> Room:
    return Room(int(shape.left or 0), int(shape.top or 0), int(shape.width or 0), int(shape.height or 0))


def _fill(frame: TextFrame, texts: Sequence[Text], size: float) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(0), Pt(size * 0.3), 1.0
        run = paragraph.add_run()
        run.text = text.words
        run.font.size = Pt(size)
        if text.strong:
            run.font.bold = True
            _without_bullet(paragraph._p.get_or_add_pPr())
            paragraph.space_before = Pt(size * 0.5 * bool(place))
        run._r.get_or_add_rPr().set("lang", _LANGUAGE)

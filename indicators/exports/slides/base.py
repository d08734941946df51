"""Our own empty deck, 16:9: the one of the library, its slides widened and its layouts said in French."""

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches, Length

from indicators.exports.slides.layouts import placeholders
from indicators.figures.palette import PALETTES

_NAMES = {"Title Slide": "Titre", "Title and Content": "Titre et contenu", "Title Only": "Titre seul", "Blank": "Vide"}
_TEXTS = {
    "Click to edit Master title style": "Titre",
    "Click to edit Master subtitle style": "Sous-titre",
    "Click to edit Master text styles": "Texte",
    "Second level": "Deuxième niveau",
    "Third level": "Troisième niveau",
    "Fourth level": "Quatrième niveau",
    "Fifth level": "Cinquième niveau",
    "1/27/13": "",
}
_PLACES = {
    PP_PLACEHOLDER.CENTER_TITLE: (0.6, 1.5, 12.13, 1.7),
    PP_PLACEHOLDER.SUBTITLE: (0.6, 3.3, 12.13, 3.3),
    PP_PLACEHOLDER.TITLE: (0.6, 0.3, 12.13, 1.1),
    PP_PLACEHOLDER.BODY: (0.6, 1.5, 12.13, 5.3),
    PP_PLACEHOLDER.FOOTER: (0.6, 6.95, 11.0, 0.35),
    PP_PLACEHOLDER.SLIDE_NUMBER: (11.7, 6.95, 1.03, 0.35),
    PP_PLACEHOLDER.DATE: (0.6, 6.95, 0.5, 0.35),
}
_ACCENTS = ("strong", "target", "muted", "middle", "light", "ink")


def own_deck() -> Deck:
    """No slide, four layouts, the theme's own fonts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for layout in list(deck.slide_layouts):
        if layout.name not in _NAMES:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    _align_left(master)
    _colour(master)
    for page in (master, *deck.slide_layouts):
        _arrange(page)
    return deck


def _arrange(page: SlideMaster | SlideLayout) -> None:
    page._element.cSld.set("name", _NAMES.get(page.name, ""))
    for text in page._element.iter(qn("a:t")):
        text.text = _TEXTS.get(text.text, text.text)
    is_master = isinstance(page, SlideMaster)
    for shape in placeholders(page):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
        elif kind in _PLACES and (is_master or kind in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE)):
            shape.left, shape.top, shape.width, shape.height = (Length(Inches(one)) for one in _PLACES[kind])
    for properties in page._element.iter(*(qn(f"a:lvl{level}pPr") for level in range(1, 10))):
        if properties.get("algn") == "ctr":
            properties.set("algn", "l")
    # The library's greys are too pale to be read from the back of a room.
    for tint in list(page._element.iter(qn("a:tint"))):
        tint.getparent().remove(tint)


def _align_left(master: SlideMaster) -> None:
    """A verdict is a sentence: it is read from the left, and it is not as large as a title of two words."""
    first = master._element.find(".//" + qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    first.set("algn", "l")
    first.find(qn("a:defRPr")).set("sz", "2800")
    first.find(qn("a:defRPr")).set("b", "1")


def _colour(master: SlideMaster) -> None:
    """What people add to a slide then wears the colours of the charts."""
    theme = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    written = theme.blob.decode()
    for place, name in enumerate(_ACCENTS, start=1):
        start = written.index(f"<a:accent{place}>") + len(f"<a:accent{place}>")
        end = written.index(f"</a:accent{place}>")
        colour = getattr(PALETTES["light"], name).lstrip("#").upper()
        written = f'{written[:start]}<a:srgbClr val="{colour}"/>{written[end:]}'
    theme._blob = written.replace("Office Theme", "Gouvernail").encode()

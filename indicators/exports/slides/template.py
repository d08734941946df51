"""A template opened: its slides go, its theme and layouts stay, and nothing in it reaches outside. In the child only."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.presentation import Presentation

_MAIN_TYPES = (CONTENT_TYPE.PML_PRESENTATION_MAIN, CONTENT_TYPE.PML_TEMPLATE_MAIN)
_RUNS = ("oleobject", "vbaproject", "activex", "/package", "/control", "ctrlprop")
_ACTIONS = ("ppaction://macro", "ppaction://program", "ppaction://ole")
_PERSONAL = (
    "p:sldIdLst",
    "p:custShowLst",
    "p:extLst",
    "p:custDataLst",
    "p:smartTags",
    "p:handoutMasterIdLst",
    "p:embeddedFontLst",
    "p:modifyVerifier",
)
_KEPT_OF_PACKAGE = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)
_KEPT_OF_DECK = ("slideMaster", "notesMaster", "theme", "tableStyles", "presProps", "viewProps")


class Unfit(Exception):
    """Its text is the name of a problem, for the parent."""


def open_template(content: bytes) -> Presentation:
    """An empty deck. Raises Unfit, or whatever a damaged file makes the library raise."""
    package = Package.open(BytesIO(content))
    part = package.main_document_part
    # The library keeps what `content_type` first says: it is asked only once it is that of a deck.
    if not isinstance(part, PresentationPart) or part._content_type not in _MAIN_TYPES:
        raise Unfit("not_a_template")
    part._content_type = CONTENT_TYPE.PML_PRESENTATION_MAIN
    _empty(part)
    for relationship in list(package._rels.values()):
        if relationship.reltype not in _KEPT_OF_PACKAGE:
            package._rels.pop(relationship.rId)
    for reached in _reached(part, {}):
        _close(reached)
    return part.presentation


def _empty(part: PresentationPart) -> None:
    """Without slides, nor what names them (sections, shows), nor what else a person may have left in it."""
    root = part._element
    for name in _PERSONAL:
        for element in root.findall(qn(name)):
            root.remove(element)
    for relationship in list(part.rels.values()):
        if relationship.is_external or not relationship.reltype.endswith(_KEPT_OF_DECK):
            part.rels.pop(relationship.rId)


def _reached(part: Part, seen: dict[int, Part]) -> Iterator[Part]:
    """Every part that the deck would keep."""
    if id(part) in seen:
        return
    seen[id(part)] = part
    yield part
    for relationship in list(part.rels.values()):
        if not relationship.is_external:
            yield from _reached(relationship.target_part, seen)


def _close(part: Part) -> None:
    """Links of a text go, with what points at them; whatever else is outside or could run is refused."""
    for relationship in list(part.rels.values()):
        if any(word in relationship.reltype.lower() for word in _RUNS):
            raise Unfit("runs")
        if relationship.is_external:
            if relationship.reltype != RELATIONSHIP_TYPE.HYPERLINK or not hasattr(part, "_element"):
                raise Unfit("outside")
            _unlink(part._element, relationship.rId)
            part.rels.pop(relationship.rId)
    if hasattr(part, "_element"):
        _disarm(part._element)


def _unlink(root: Any, wanted: str) -> None:
    for element in _clicks(root):
        if element.get(qn("r:id")) == wanted:
            element.getparent().remove(element)


def _disarm(root: Any) -> None:
    """A click runs no macro, program or object: such actions need no relationship."""
    for element in _clicks(root):
        if element.get("action", "").lower().startswith(_ACTIONS):
            element.getparent().remove(element)


def _clicks(root: Any) -> list[Any]:
    return list(root.iter(*map(qn, ("a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"))))

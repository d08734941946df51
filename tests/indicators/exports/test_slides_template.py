"""Slides on a template of the reader's: its theme is kept, its slides go, and a hostile one is refused."""

from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from data.errors import Refusal
from data.settings import get_settings
from indicators.exports.slides import slides_bytes
from tests.indicators.exports.seances import planned_seance, recent_seance

OLD = "DIAPOSITIVE D'AVANT"
TEMPLATE_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
DECK_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def saved(deck: Deck) -> bytes:
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def template() -> Deck:
    """4:3, its layouts in another order and without their names, with two slides and a link on its layouts."""
    deck = Presentation()
    for slide in (deck.slides.add_slide(deck.slide_layouts[at]) for at in (0, 5)):
        slide.shapes.title.text = OLD
    ids = deck.slide_master._element.find("{*}sldLayoutIdLst")
    ids[:] = list(reversed(ids))
    for layout in deck.slide_layouts:
        layout._element.cSld.set("name", "?")
        run = layout.placeholders[0].text_frame.paragraphs[0].add_run() if len(layout.placeholders) else None
        if run is not None:
            run.text = "site"
            run.hyperlink.address = "http://exemple.test/suivi"
    return deck


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def changed(**members: bytes | None) -> bytes:
    """The usual template with other members; « ppt__x.xml » is ppt/x.xml."""
    found = parts(saved(Presentation()))
    return zipped(
        found | {name.replace("__", "/"): content for name, content in members.items() if content is not None}
    )


# --- accepted


@pytest.fixture(scope="module")
def made() -> bytes:
    return slides_bytes(planned_seance(), saved(template()))


def test_the_theme_and_the_size_are_the_template_s_and_its_slides_are_gone(made: bytes) -> None:
    deck = Presentation(BytesIO(made))
    assert deck.slide_width == Inches(10)
    assert deck.slides[0].shapes.title.text_frame.text == "Comité du 15 mars 2022"
    members = parts(made)
    assert members["ppt/theme/theme1.xml"] == parts(saved(template()))["ppt/theme/theme1.xml"]
    assert not any(OLD.encode() in content for content in members.values())


def test_layouts_are_found_by_what_they_hold(made: bytes) -> None:
    deck = Presentation(BytesIO(made))
    kinds = [[str(one.placeholder_format.type) for one in slide.slide_layout.placeholders] for slide in deck.slides]
    assert kinds[0][0].startswith("CENTER_TITLE")
    assert all(found[0].startswith("TITLE") and found[1].startswith("OBJECT") for found in kinds[1:])


def test_everything_stays_on_the_narrower_slide(made: bytes) -> None:
    deck = Presentation(BytesIO(made))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_the_plan_has_its_slides_there_too(made: bytes) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(made)).slides if slide.shapes.title]
    assert "1\u00a0action du plan est en retard" in titles


def test_no_link_leads_out_of_it_any_more(made: bytes) -> None:
    assert not any(
        b"exemple.test" in content or b'TargetMode="External"' in content for content in parts(made).values()
    )


def test_it_is_the_same_to_the_byte_and_has_the_charts_of_our_own_deck(made: bytes) -> None:
    assert slides_bytes(planned_seance(), saved(template())) == made
    assert _drawn(made) == _drawn(slides_bytes(planned_seance()))


def _drawn(content: bytes) -> list[list[tuple[float | None, ...]]]:
    deck = Presentation(BytesIO(content))
    charts = (shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    return [[tuple(one.values) for one in chart.plots[0].series] for chart in charts]


def test_a_potx_gives_a_pptx() -> None:
    members = parts(saved(Presentation()))
    types = members["[Content_Types].xml"].replace(DECK_TYPE, TEMPLATE_TYPE)
    made = slides_bytes(recent_seance(), zipped(members | {"[Content_Types].xml": types}))
    assert DECK_TYPE in parts(made)["[Content_Types].xml"]
    assert len(Presentation(BytesIO(made)).slides) > 5


def test_a_template_with_one_blank_layout_does() -> None:
    deck = Presentation()
    for layout in list(deck.slide_layouts)[:6] + list(deck.slide_layouts)[7:]:
        deck.slide_layouts.remove(layout)
    made = Presentation(BytesIO(slides_bytes(recent_seance(), saved(deck))))
    said = [shape.text_frame.text for shape in made.slides[1].shapes if shape.has_text_frame]
    assert any(text.startswith("On ne peut pas conclure") for text in said)


def test_a_click_of_a_layout_runs_nothing_any_more() -> None:
    found = parts(saved(Presentation()))
    layout = "ppt/slideLayouts/slideLayout1.xml"
    click = b'<a:hlinkClick r:id="" action="ppaction://macro?name=x"/>'
    asked = found[layout].replace(b'name="Title 1"/>', b'name="Title 1">' + click + b"</p:cNvPr>", 1)
    assert asked != found[layout]
    made = slides_bytes(recent_seance(), zipped(found | {layout: asked}))
    assert not any(b"ppaction://macro" in content for content in parts(made).values())


# --- refused


def _macro() -> bytes:
    return changed(**{"ppt__vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def _macro_type() -> bytes:
    found = parts(saved(Presentation()))["[Content_Types].xml"]
    macro = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    return changed(**{"[Content_Types].xml": found.replace(DECK_TYPE, macro)})


_ENTITIES = b' \n<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>'
_UTF_16 = "<p/>".encode("utf-16")


def _entities() -> bytes:
    found = parts(saved(Presentation()))["ppt/presentation.xml"]
    return changed(**{"ppt__presentation.xml": found.replace(b"?>", b'?><!DOCTYPE p [<!ENTITY a "b">]>', 1)})


def _other_encoding(name: str, written: str) -> bytes:
    """Entities that no look at the bytes would find."""
    text = parts(saved(Presentation()))["ppt/presentation.xml"].decode()
    text = text.replace("UTF-8", name, 1).replace("?>", '?><!DOCTYPE p [<!ENTITY a "b">]>', 1)
    return changed(**{"ppt__presentation.xml": text.encode(written)})


def _workbook() -> bytes:
    written = BytesIO()
    Workbook().save(written)
    return written.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "n'est pas un modèle"),
    ("a text", lambda: b"bonjour", "n'est pas un modèle"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "n'est pas un modèle"),
    ("a workbook", _workbook, "n'est pas un modèle"),
    ("an old deck", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "n'est pas un modèle"),
    ("cut short", lambda: saved(Presentation())[:9_000], "endommagé"),
    ("macros", _macro, "macros"),
    ("macros by type", _macro_type, "macros"),
    ("activeX", lambda: changed(**{"ppt__activeX__activeX1.xml": b"<a/>"}), "ActiveX"),
    ("entities", _entities, "entités XML"),
    ("entities under an image's name", lambda: changed(ppt__media__image1__png=_ENTITIES), "entités XML"),
    ("a text in UTF-16 under an image's name", lambda: changed(ppt__media__image1__png=_UTF_16), "UTF-8"),
    ("entities in UTF-16", lambda: _other_encoding("UTF-16", "utf-16"), "UTF-8"),
    ("entities in UTF-16 without its mark", lambda: _other_encoding("UTF-16", "utf-16-le"), "UTF-8"),
    ("entities in UTF-7", lambda: _other_encoding("UTF-7", "utf-7"), "UTF-8"),
    ("a path out of it", lambda: changed(**{"..__evil.xml": b"<a/>"}), "chemins"),
    ("a bomb", lambda: changed(**{"ppt__big.xml": b" " * (41 * 2**20)}), "trop de données"),
    ("too many parts", lambda: changed(**{f"ppt__x{at}.xml": b"<a/>" for at in range(2_100)}), "parties"),
]


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_template_is_refused_before_it_is_opened(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        slides_bytes(recent_seance(), make())
    assert str(refused.value).endswith(".")


def _with_part_of_a_layout(kind: str, target: str, *, external: bool) -> bytes:
    deck = Presentation()
    layout = deck.slide_layouts[1].part
    if external:
        layout.relate_to(target, kind, is_external=True)
    else:
        layout.relate_to(deck.slide_layouts[2].part, kind)
    return saved(deck)


def test_a_picture_fetched_from_elsewhere_is_refused() -> None:
    with pytest.raises(Refusal, match="hors de lui"):
        slides_bytes(
            recent_seance(), _with_part_of_a_layout(RELATIONSHIP_TYPE.IMAGE, "http://exemple.test/a.png", external=True)
        )


def test_an_object_in_a_layout_is_refused() -> None:
    with pytest.raises(Refusal, match="objet incorporé"):
        slides_bytes(recent_seance(), _with_part_of_a_layout(RELATIONSHIP_TYPE.OLE_OBJECT, "", external=False))


def test_xml_that_is_none_is_refused_as_damaged() -> None:
    with pytest.raises(Refusal, match="endommagé"):
        slides_bytes(recent_seance(), changed(**{"ppt__slideMasters__slideMaster1.xml": b"<p:sldMaster"}))


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    get_settings.cache_clear()


def test_a_child_out_of_time_is_ended(limited: pytest.MonkeyPatch) -> None:
    limited.setenv("GOUVERNAIL_LIMITS__SECONDS", "0.05")
    get_settings.cache_clear()
    with pytest.raises(Refusal, match="trop de temps"):
        slides_bytes(recent_seance(), saved(Presentation()))


def test_a_template_that_needs_more_memory_than_allowed_is_refused(limited: pytest.MonkeyPatch) -> None:
    limited.setenv("GOUVERNAIL_LIMITS__MEMORY_MB", "1")
    get_settings.cache_clear()
    with pytest.raises(Refusal, match="trop de mémoire|endommagé"):
        slides_bytes(recent_seance(), saved(Presentation()))

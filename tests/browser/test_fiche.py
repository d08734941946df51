"""The sheet of an establishment as a page to print, in a real browser: one page, no request, texts as they were typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.database import LOCAL
from data.returns.origins import Origin
from data.settings import Settings
from data.usage.record import Usage, record_usage
from indicators.establishments.history import Moment
from indicators.establishments.place import Place
from indicators.establishments.sheet import Sheet, sheet
from indicators.exports.establishment_sheet import sheet_document
from indicators.plan.actions import action_on
from indicators.plan.concerned import Concerning
from tests.browser.conftest import OpenPage
from tests.browser.screen import complaints, cut_texts, download, grave_violations, settle
from tests.indicators.some_establishments import DAY, A, B, C, D, filled, found, situation, tell
from tests.plans import item, plan_of
from tests.screens.stores import A as OF_THE_STORE

pytestmark = pytest.mark.browser

HOSTILE = "</style><script>document.title='pris'</script><img src=http://x.invalid/a.png> =1+1 {{x}} & 'l' \"g\""
LONG = f"{HOSTILE} Lycée polyvalent général et technologique Notre-Dame-de-l'Immaculée-Conception " + "W" * 120
LINK = "?annee=2021-2022&jour=2022-03-31"


def usual() -> Sheet:
    """An establishment with answers, usage and peers."""
    db = filled()
    tell(db, A, date(2022, 3, 10), {"cadre_etat": "En cours de rédaction"})
    months = [date(2020 + (place + 8) // 12, (place + 8) % 12 + 1, 1) for place in range(18)]
    facts = [
        Usage(
            uai=uai,
            month=month,
            service="e-lyco",
            profile="élèves",
            potential=1_000,
            activated=None,
            unique_users=400 + 7 * place + 50 * number,
            visits=None,
        )
        for place, month in enumerate(months)
        for number, uai in enumerate((A, B, C, D))
    ]
    record_usage(db, LOCAL, facts, file_name="e-lyco.csv", file_sha256="e", content_sha256="e")
    return sheet(db, A, found(db, "cadre_communication", "comite_fonctionnel", "formation_pairs"), situation(db, DAY))


def worst() -> Sheet:
    """Long hostile texts everywhere, 30 answers, 24 months of usage, 24 months of states, two renamings."""
    one = usual()
    long = dict.fromkeys(("name", "commune", "epci", "circonscription", "bassin", "mail"), LONG)
    names = tuple((f"{LONG} {year}", date(year, 9, 1)) for year in (2018, 2019, 2020))
    who = replace(one.identity, **long, names=names, is_open=False, priority_education="REP+")
    months = [Moment(day=date(2021, 1, 1 + place), state="partiel") for place in range(24)]
    lacks = ("nombre de réunions non renseigné", "comptes rendus non renseignés", "direction absente", HOSTILE)
    standings = [
        replace(
            standing, state="partiel", missing=lacks, file_name=LONG, sheet=LONG, cell="XFD1048576", answered_on=DAY,
            moments=tuple(months),
        )
        for standing in one.standings
    ]  # fmt: skip
    service = one.services[0]
    year = tuple(
        replace(service.months[0], month=date(2021 + (place + 8) // 12, (place + 8) % 12 + 1, 1), is_over=False)
        for place in range(12)
    )
    return replace(
        one,
        identity=who,
        place=Place(latitude=47.2, longitude=-1.5, exact=False),
        standings=tuple(standings),
        services=(replace(service, months=year),),
        answers=tuple(_answer(one.answers[0], place) for place in range(30)),
        actions=tuple(_action(place) for place in range(1, 10)),
    )


def _answer(model: Origin, place: int) -> Origin:
    label = f"{place} Formation de proximité ou par les pairs suivie dans l'année, selon {HOSTILE}"
    return replace(model, question=f"q{place}", label=label, value=LONG, cell="XFD1048576", status="compte")


def _action(number: int) -> Concerning:
    one = item(f"A{number}00", "action", title=LONG, owner=LONG, starts_on=date(2021, 12, 1), due_on=date(2022, 6, 30))
    return Concerning(action=action_on(plan_of(one), one, DAY), why=f"EPCI : {LONG}")


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page without anything else, which may ask for whatever it likes."""
    context = browser.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


def document(of: Sheet) -> str:
    known_at = datetime(2022, 3, 15, 10, 0)
    return sheet_document(of, Settings(), known_at=known_at, demonstration=True).decode("utf-8")


@pytest.mark.parametrize("make", [usual, worst])
def test_it_prints_on_exactly_one_page(paper: Page, tmp_path: Path, make: Callable[[], Sheet]) -> None:
    asked: list[str] = []
    paper.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "fiche.html"
    file.write_text(document(make()), encoding="utf-8")
    paper.goto(file.as_uri())
    pdf = paper.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    assert asked == [file.as_uri()]


def test_nothing_is_lost_to_the_right_of_the_paper(paper: Page) -> None:
    paper.set_viewport_size({"width": 718, "height": 1055})  # 190 mm, what the margins leave
    paper.emulate_media(media="print")
    paper.set_content(document(worst()))
    assert paper.evaluate("document.documentElement.scrollWidth") <= 718


def test_texts_are_shown_as_they_were_typed(paper: Page) -> None:
    said = complaints(paper)
    paper.set_content(document(worst()))
    assert paper.locator("script, img, link, iframe, a, form").count() == 0
    expect(paper.locator("h1")).to_contain_text("</style><script>document.title='pris'</script>")
    assert paper.title().startswith("</style><script>")
    assert paper.evaluate("document.documentElement.lang") == "fr"
    assert said == []


def test_it_can_be_read_by_everyone(paper: Page) -> None:
    paper.set_content(document(usual()))
    assert grave_violations(paper) == []
    for table in paper.locator("table").all():
        assert table.locator("caption").count() == 1
        assert table.locator("thead th[scope=col]").count() > 1
        assert table.locator("tbody th[scope=row]").count() == table.locator("tbody tr").count()
    assert all(drawing.get_attribute("aria-label") for drawing in paper.locator("svg").all())


def test_the_same_sheet_gives_the_same_bytes() -> None:
    one = usual()
    assert document(one) == document(one)


def test_from_the_list_to_a_sheet_and_its_page_to_print(open_page: OpenPage) -> None:
    page = open_page(f"/etablissements{LINK}&indicateur=comite_fonctionnel")
    said = complaints(page)
    page.get_by_role("button", name="Par qui commencer").click()
    settle(page)
    assert "etat=Partiel" in page.url
    alt = "Établissements, avec leur état, ce qui leur manque et l'ancienneté de leur dernière réponse."
    grid = page.get_by_test_id("stDataFrame").filter(has=page.get_by_role("region", name=alt))
    box = grid.locator("canvas").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box of the first row
    settle(page)
    page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").filter(has_text="Sa fiche").click()
    settle(page)
    assert page.title() == "Établissement · Gouvernail"
    assert f"uai={OF_THE_STORE}" in page.url
    assert cut_texts(page) + grave_violations(page) == []
    html = download(page, "Fiche à imprimer").decode("utf-8")
    assert "<!DOCTYPE html>" in html and "Situation au 31 mars 2022" in html
    assert said == []

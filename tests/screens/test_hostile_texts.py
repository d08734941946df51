"""What people and files wrote is shown as it was written: no markup, link, formula or icon comes of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.plan.declaration import KINDS
from pages.shared.text import plain
from tests.browser.official import directory, school
from tests.screens.conftest import Screen
from tests.screens.reading import read, unfold
from tests.screens.stores import COMMENT, FILE, HOSTILE, LINK, LONG
from tests.screens.test_pages import TITLES

# Parts of HOSTILE that Streamlit would turn into something else when they come without a backslash.
ALIVE = re.compile(r"(?<!\\)(\[lien\]|<b>|\$a\$|:material/home:)")


def markdown_of(app: AppTest) -> list[str]:
    """Every text of the page that Streamlit reads as Markdown: bodies, labels of widgets, cells of static tables."""
    bodies = (app.markdown, app.caption, app.title, app.header, app.subheader)
    boxes = (app.info, app.success, app.warning, app.error)
    labels = (app.button, app.checkbox, app.radio, app.selectbox, app.multiselect, app.text_input, app.expander)
    texts = [one.value for kind in (*bodies, *boxes) for one in kind]
    texts += [one.label for kind in labels for one in kind]
    texts += [one.proto.label for kind in ("page_link", "download_button") for one in app.get(kind)]
    texts += [str(cell) for table in app.table for cell in (*table.value.columns, *table.value.to_numpy().flat)]
    return texts


def titles_of(chart: Any) -> str:
    return json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)


@pytest.mark.parametrize("page", TITLES)
def test_nothing_comes_alive(screen: Screen, filled_store: Path, page: str) -> None:
    app = screen(page, filled_store, LINK)
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []


def test_a_group_named_so_is_shown_literally(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK | {"groupe": "Commune"})
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
    assert HOSTILE in [read(str(cell)) for cell in app.table[1].value["Commune"]]
    drawn = titles_of(app.get("plotly_chart")[1])
    assert "<b>x" not in drawn and "$a$" not in drawn


def test_a_group_that_heads_a_column_is_shown_literally(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/territoire.py", filled_store, LINK | {"groupe": "Commune"})
    assert HOSTILE in [read(str(column)) for table in app.table for column in table.value.columns]
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []


def test_an_establishment_is_listed_under_its_own_name(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK)
    # The grid draws text as text; only the Markdown of other elements needs care.
    assert HOSTILE in list(app.dataframe[0].value["Établissement"])


def test_a_seance_shows_its_name_and_comment_as_they_were_typed(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/gerer/seances.py", filled_store, LINK)
    assert [one.value for one in app.subheader] == [plain(HOSTILE)]
    assert f"> {plain(COMMENT)}" in [one.value for one in app.markdown]


def test_a_reason_is_shown_as_it_was_typed(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK)
    assert any(f"Motif : {HOSTILE}" in read(one.value) for one in app.markdown)


def test_a_file_handed_in_is_named_as_it_is(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/gerer/retours.py", filled_store, LINK)
    app.file_uploader(key="retours_0").set_value([(FILE, b"rien", "text/csv")])
    app.run()
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
    assert FILE in [read(one.value) for one in app.subheader]


def test_a_directory_handed_in_is_named_as_it_is(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/gerer/administration.py", filled_store, LINK)
    content = directory([school("0449001V", "Collège des Ajoncs", "Collège", "44109", "Nantes")])
    app.file_uploader(key="annuaire_0").set_value((f"{HOSTILE}.csv", content, "text/csv"))
    app.run()
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
    assert f"Charger {HOSTILE}.csv" in [read(one.label) for one in app.button]


def test_a_refusal_repeats_what_was_typed_literally(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/gerer/cibles.py", filled_store, LINK)
    next(one for one in app.text_input if one.label == "Cible").set_value("[lien](http://x) $a$ :material/home:")
    next(one for one in app.button if one.label == "Fixer cette cible").click().run()
    assert app.warning and not ALIVE.search(app.warning[0].value)


# The pages that show something of the plan, with the parts that are folded at first.
PLAN_PAGES = [
    "pages/agir/retours_experience.py",
    "pages/agir/projections.py",
    "pages/agir/plan_action.py",
    "pages/agir/chaine.py",
    "pages/agir/prochaine_seance.py",
    "pages/gerer/listes.py",
    "pages/gerer/administration.py",
    "pages/consulter/synthese.py",
]


@pytest.mark.parametrize("page", PLAN_PAGES)
def test_nothing_of_the_plan_comes_alive(screen: Screen, hostile_plan: tuple[Path, dict[str, str]], page: str) -> None:
    app = screen(page, hostile_plan[0], LINK)
    unfold(app)
    assert not app.exception
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
    drawn = [titles_of(chart) for chart in app.get("plotly_chart")]
    assert not [text for text in drawn if "<b>x" in text or "$a$" in text]


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_is_shown_as_it_was_typed(screen: Screen, hostile_plan: tuple[Path, dict[str, str]], kind: str) -> None:
    path, references = hostile_plan
    app = screen("pages/agir/fiche.py", path, LINK | {"fiche": references[kind]})
    unfold(app)
    assert not app.exception
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
    assert any(HOSTILE in read(one.value) for one in app.main.header)
    if any(field.code == "text" for field in KINDS[kind].fields):
        assert plain(LONG) in [one.value for one in app.markdown]

"""Monthly usage files on the screen: a preview that writes nothing, the button that imports, the undoing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.batches import Batch, batches
from tests.data.usage.told import lines
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, says
from tests.screens.stores import LINK, A, B, open_store, with_establishments

PAGE = "pages/gerer/releves.py"
RELEVE = lines(
    f"{A};2022-02;e-lyco;élèves;100;80;60;900", f"{B};2022-02;e-lyco;élèves;100;80;-1;900"
)  # fmt: skip


def taken(store: Path) -> list[Batch]:
    db = open_store(store)
    found = [batch for batch in batches(db, as_of=db.clock()) if batch.kind == "usage"]
    db.close()
    return found


def hand_in(app: AppTest, content: str) -> AppTest:
    app.file_uploader(key="releves_0").set_value([("février.csv", content.encode(), "text/csv")])
    return app.run()


def test_a_preview_says_what_would_change_and_writes_nothing(screen: Screen, filled_store: Path) -> None:
    before = taken(filled_store)
    app = hand_in(screen(PAGE, filled_store, LINK), RELEVE)
    assert not app.exception
    # A told 48 users of 100 accounts: changed. The five others of February stay.
    assert says(app, "Accepté en partie. 1 ligne acceptée sur 2 ; 1 relevé modifié. 5 relevés des mêmes mois")
    assert list(app.dataframe[0].value["Cellule"]) == ["G3"]
    assert app.dataframe[1].value["Mois"][0] == "février 2022"
    assert taken(filled_store) == before


def test_the_button_imports_and_the_history_undoes(screen: Screen, filled_store: Path) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), RELEVE)
    button(app, "Importer 1 relevé")
    assert_calm(app)
    assert says(app, "1 relevé : c'est enregistré, et compté dès maintenant.")
    (latest, *_) = taken(filled_store)
    assert (latest.file_name, latest.accepted_count) == ("février.csv", 1)
    app.text_input(key=f"motif_{latest.id}_True").set_value("mauvais mois")
    button(app, "Annuler cet import entier")
    assert says(app, "L'import de « février.csv » est annulé : ses relevés ne comptent plus.")
    assert not taken(filled_store)[0].active


def test_the_months_known_stand_by_service(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "12 mois connus pour 1 service, le dernier est février 2022.")
    months = app.dataframe[0].value
    assert list(months.columns) == ["Mois", "e-lyco"] and months["e-lyco"][0] == "6"


@pytest.mark.parametrize("with_schools", [True, False])
def test_a_store_without_releves_says_so(screen: Screen, tmp_path: Path, with_schools: bool) -> None:
    if with_schools:
        with_establishments(tmp_path / "a.duckdb")
    else:
        open_store(tmp_path / "a.duckdb").close()
    app = screen(PAGE, tmp_path / "a.duckdb")
    assert_calm(app)
    assert says(app, "Aucun relevé n'est encore connu") == with_schools

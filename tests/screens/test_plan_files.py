"""The plan as a workbook on its screens: a look before the import, the import, and taking it back."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from data.plan.workbook import plan_workbook
from tests.screens.conftest import Screen
from tests.screens.planning import only, standing, tell
from tests.screens.reading import assert_calm, button, read, says, unfold
from tests.screens.stores import HOSTILE, LINK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOARDS = ["pages/agir/retours_experience.py", "pages/agir/projections.py", "pages/agir/plan_action.py"]


def edited(store: Path, *cells: tuple[str, str, object]) -> bytes:
    """The workbook of the plan with some cells typed over: (sheet, title of the column, value), in the first data row
    whose column « Repère » is blank."""
    book = load_workbook(BytesIO(tell(store, lambda db: plan_workbook(db, as_of=db.clock()))))
    for sheet, column, value in cells:
        titles = {
            str(cell.value): cell.column for row in book[sheet].iter_rows(max_row=6) for cell in row if cell.value
        }
        first = next(cell.row for row in book[sheet].iter_rows(max_row=6) for cell in row if cell.value == "Repère")
        filled = [row for row in range(first + 1, 200) if book[sheet].cell(row, titles["Repère"]).value]
        book[sheet].cell((filled or [first])[-1] + 1, titles[column]).value = value  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def dropped(screen: Screen, store: Path, content: bytes, page: str = BOARDS[0]) -> AppTest:
    app = screen(page, store, LINK)
    unfold(app, "Échanger avec Excel")
    app.file_uploader(key="plan_0").set_value(("plan.xlsx", content, XLSX)).run()
    return app


@pytest.mark.parametrize("page", BOARDS)
def test_each_board_exchanges_the_plan(screen: Screen, filled_store: Path, page: str) -> None:
    tell(filled_store)
    app = screen(page, filled_store, LINK)
    assert not app.file_uploader  # what is folded costs nothing
    unfold(app, "Échanger avec Excel")
    assert_calm(app)
    assert [one.label for one in app.download_button] == ["Télécharger le plan (.xlsx)"]
    assert len(app.file_uploader) == 1


def test_the_plan_given_back_as_it_is_changes_nothing(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = dropped(screen, filled_store, edited(filled_store))
    assert_calm(app)
    assert says(app, "0 fiche nouvelle, 0 modifiée, 41 inchangées. Rien n'est encore enregistré.")
    assert not [one for one in app.button if one.label.startswith("Importer")]


def test_a_workbook_is_looked_at_imported_and_taken_back(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    content = edited(filled_store, ("Irritants", "Intitulé", HOSTILE))
    app = dropped(screen, filled_store, content)
    assert_calm(app)
    assert says(app, "1 fiche nouvelle (1 irritant), 0 modifiée, 41 inchangées. Rien n'est encore enregistré.")
    assert len(standing(filled_store).of("irritant")) == 1
    button(app, "Importer 1 fiche")
    assert_calm(app)
    assert says(app, "1 fiche importée de « plan.xlsx » : l'import peut être annulé plus bas.")
    assert only(filled_store, "irritant", HOSTILE).file_name == "plan.xlsx"
    next(one for one in app.text_input if one.label == "Motif, gardé avec l'historique").set_value("Essai")
    button(app, "Annuler cet import entier")
    assert_calm(app)
    assert says(app, "L'import de « plan.xlsx » est annulé : ses fiches ne comptent plus.")
    assert len(standing(filled_store).of("irritant")) == 1


def test_each_changed_item_says_what_changes_before_the_import_and_the_history_counts_items(
    screen: Screen, filled_store: Path
) -> None:
    tell(filled_store)
    content = edited(filled_store, ("Irritants", "Intitulé", "Du temps manque"))
    book = load_workbook(BytesIO(content))
    sheet = book["Actions"]
    row, column = next(
        (one.row, one.column) for line in sheet.iter_rows() for one in line if one.value == "Pilotage départemental"
    )
    sheet.cell(row, column).value = HOSTILE
    due = next(one.column for one in sheet[row] if one.value == datetime(2022, 6, 30))
    sheet.cell(row, due).value = datetime(2022, 5, 31)
    out = BytesIO()
    book.save(out)
    app = dropped(screen, filled_store, out.getvalue())
    assert_calm(app)
    rows = next(one.value for one in app.dataframe if "Ce qui change" in one.value)
    assert rows[["Fiche", "Sorte", "Ce qui change"]].to_numpy().tolist() == [
        ["Nouvelle", "Irritant", ""],
        ["Modifiée", "Action", f"Pilote : Pilotage départemental → {HOSTILE} ; Échéance : 30/06/2022 → 31/05/2022"],
    ]
    button(app, "Importer 2 fiches")
    assert_calm(app)
    assert says(app, "plan.xlsx : 2 fiches changées ou ajoutées, 40 inchangées, importé le ")
    taken = next(one.value for one in app.dataframe if "Empreinte (sha256)" in one.value)
    assert taken["Fiches"].tolist() == ["2\u00a0fiches changées ou ajoutées, 40\u00a0inchangées"]


def test_what_is_wrong_is_told_cell_by_cell_and_the_rest_is_taken(screen: Screen, filled_store: Path) -> None:
    content = edited(filled_store, ("Irritants", "Intitulé", "Du temps manque"), ("Besoins", "Texte", "Sans titre"))
    app = dropped(screen, filled_store, content, BOARDS[1])
    assert says(app, "1 fiche nouvelle (1 irritant), 0 modifiée, 30 inchangées, 1 ligne refusée.")
    remarks = next(one.value for one in app.dataframe if "Que faire" in one.value)
    assert remarks["Feuille"].tolist() == ["Besoins"]
    button(app, "Importer 1 fiche")
    assert only(filled_store, "irritant", "Du temps manque").ref == "I1"
    fiche = screen("pages/agir/fiche.py", filled_store, LINK | {"fiche": "I1"})
    unfold(fiche, "Historique")
    assert says(fiche, "poste local, classeur « plan.xlsx », feuille « Irritants », ligne")


def test_another_file_is_refused_in_one_sentence(screen: Screen, filled_store: Path) -> None:
    app = dropped(screen, filled_store, b"rien")
    assert not app.exception
    assert len(app.error) == 1 and not [one for one in app.button if read(one.label).startswith("Importer")]

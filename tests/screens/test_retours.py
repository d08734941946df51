"""Returns on the screen: a preview that writes nothing, the button that imports, the form that sets an import aside."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.batches import Batch, batches
from tests.data.files.made_ole import ole
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import FILE, LINK, A, C, H, open_store
from tests.workbooks import filled, table

PAGE = "pages/gerer/retours.py"
PROTECTED = ole({"EncryptionInfo": b"", "EncryptedPackage": b"x" * 5000})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def returns(store: Path) -> list[Batch]:
    db = open_store(store)
    found = [batch for batch in batches(db, as_of=db.clock()) if batch.kind == "returns"]
    db.close()
    return found


def answered(store: Path) -> set[str]:
    db = open_store(store)
    found = {row["uai"] for row in db.query("SELECT DISTINCT uai FROM answer")}
    db.close()
    return found


def questionnaire(store: Path, answers: dict[str, dict[str, object]]) -> bytes:
    db = open_store(store)
    content = filled(db, "2021-2022", answers)
    db.close()
    return content


def hand_in(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader(key="retours_0").set_value([(name, content, XLSX) for name, content in files])
    return app.run()


@pytest.fixture
def partly_good(filled_store: Path) -> bytes:
    """Two good rows, one of which replaces an answer, and a bad one."""
    return questionnaire(
        filled_store,
        {
            A: {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 20)},
            H: {"cadre_etat": "Intégré au projet", "date_reponse": date(2022, 3, 21)},
            C: {"cadre_etat": "Integre projet", "comite_reunions": "environ 30"},
        },
    )


def test_a_preview_shows_each_refused_cell_and_writes_nothing(
    screen: Screen, filled_store: Path, partly_good: bytes
) -> None:
    before = returns(filled_store)
    app = hand_in(screen(PAGE, filled_store, LINK), ("mars.xlsx", partly_good))
    assert not app.exception
    assert says(app, "Accepté en partie.") and says(app, "2 lignes acceptées sur 3 ; 2 réponses nouvelles, 2 modifiées")
    assert says(app, "Cellules à revoir (2)")
    issues = app.dataframe[0].value
    assert sorted(cell[0] for cell in issues["Cellule"]) == ["E", "M"]
    assert any("Vouliez-vous dire « Intégré au projet » ?" in message for message in issues["Que faire"])
    assert any("« environ 30 » n'est pas un nombre entier" in message for message in issues["Que faire"])
    changes = app.dataframe[1].value
    assert ("Intégré au projet", "Aucun") in set(zip(changes["Avant"], changes["Après"], strict=True))
    assert returns(filled_store) == before


def test_the_button_imports_what_was_shown(screen: Screen, filled_store: Path, partly_good: bytes) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), ("mars.xlsx", partly_good))
    button(app, "Importer 2 retours d'établissements")
    assert_calm(app)
    assert says(app, "2 retours d'établissements : c'est enregistré, et compté dès maintenant sur la synthèse.")
    assert [batch.file_name for batch in returns(filled_store)] == ["mars.xlsx", FILE]
    assert H in answered(filled_store) and C not in answered(filled_store)
    assert not app.file_uploader(key="retours_1").value  # the box is empty again
    assert says(app, "9 établissements attendus, 6 ont répondu.")


def test_the_same_file_twice_changes_nothing_and_says_so(
    screen: Screen, filled_store: Path, partly_good: bytes
) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), ("mars.xlsx", partly_good))
    button(app, "Importer 2 retours d'établissements")
    app.file_uploader(key="retours_1").set_value([("mars bis.xlsx", partly_good, XLSX)])
    app.run()
    assert says(app, "Déjà importé.")
    assert [one.label for one in app.button if one.label.startswith("Importer")] == []
    assert len(returns(filled_store)) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"Bonjour,\nvoici notre retour.", "Refusé."),
        (PROTECTED, "mot de passe"),
        (table([["Commune", "Oui"], ["Nantes", 12]]), "n'a pas de colonne UAI"),
        (table([["UAI", "cadre_etat"], ["0449999X", "Aucun"]]), "la lettre attendue"),
    ],
    ids=["empty", "a letter", "protected", "totals", "wrong letter"],
)
def test_a_file_that_will_not_do_gets_its_sentence_and_no_button(
    screen: Screen, filled_store: Path, content: bytes, said: str
) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), ("retour.xlsx", content))
    assert not app.exception
    told = [read(box.value) for box in app.error] + [str(m) for one in app.dataframe for m in one.value.to_numpy().flat]
    assert any(said in text for text in told), told
    assert not any(one.label.startswith("Importer") for one in app.button)


def test_a_file_from_another_campaign_is_refused(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    other = filled(db, "2020-2021", {A: {"cadre_etat": "Aucun"}})
    db.close()
    app = hand_in(screen(PAGE, filled_store, LINK | {"campagne": "Enquête 2021-2022"}), ("autre.xlsx", other))
    assert "Ce questionnaire est celui de la campagne « 2020-2021 »" in read(app.error[0].value)


def test_setting_an_import_aside_needs_a_reason(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    button(app, "Annuler cet import entier")
    assert not app.exception
    assert "motif" in app.warning[0].value.lower()
    assert all(batch.active for batch in returns(filled_store))


def test_an_import_set_aside_no_longer_counts_and_stays_in_the_history(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    next(one for one in app.text_input if one.label.startswith("Motif")).set_value("Mauvais fichier")
    button(app, "Annuler cet import entier")
    assert_calm(app)
    assert says(app, f"L'import de « {FILE} » est annulé : ses réponses ne comptent plus.")
    (batch,) = returns(filled_store)
    assert (batch.active, batch.revert_reason) == (False, "Mauvais fichier")
    history = next(frame.value for frame in app.dataframe if "État" in frame.value)
    assert list(history["État"]) == ["Annulé : Mauvais fichier"]
    assert says(app, "9 établissements attendus, 0 a répondu.")
    assert says(screen("pages/consulter/synthese.py", filled_store, LINK), "entre 0 et 9 projets")

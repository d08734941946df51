"""Returns on the screen: a preview that writes nothing, the button that imports, the form that sets an import aside."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from data.batches import Batch, batches
from tests.data.files.made_ole import ole
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, read, says
from tests.screens.stores import FILE, LINK, A, C, E, F, H, I, open_store
from tests.workbooks import fiche, filled, saved, table

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


# --- sending


def downloads(app: AppTest) -> list[str]:
    """Labels of the buttons that give a file."""
    return [one.proto.label for one in app.main.get("download_button")]


def frame(app: AppTest, column: str) -> Any:
    """The first table that has this column."""
    return next(one.value for one in app.dataframe if column in one.value)


def test_the_fiches_are_prepared_then_offered_until_answers_come_in(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert downloads(app)[:2] == ["Télécharger le tableau", "Télécharger la liste pour un publipostage (CSV)"]
    assert "Télécharger les fiches (zip)" not in downloads(app)
    button(app, "Préparer les 9 fiches")
    assert_calm(app)
    assert "Télécharger les fiches (zip)" in downloads(app)
    assert "Télécharger les fiches (zip)" in downloads(app.run())  # a download may be asked twice
    hand_in(app, ("H.xlsx", questionnaire(filled_store, {H: {"cadre_etat": "Aucun"}})))
    button(app, "Importer 1 retour d'établissement")
    assert "Télécharger les fiches (zip)" not in downloads(app)  # their last known answers are no longer the last


# --- several files


def one_fiche(store: Path, uai: str, answers: Mapping[str, Any]) -> bytes:
    db = open_store(store)
    content = saved(fiche(db, "2021-2022", uai, answers))
    db.close()
    return content


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def four_files(filled_store: Path) -> dict[str, bytes]:
    """Two good fiches, one with a faulty cell, and a letter."""
    return {
        "H.xlsx": one_fiche(filled_store, H, {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 21)}),
        "I.xlsx": one_fiche(filled_store, I, {"comite_existe": "Oui", "comite_reunions": 0}),
        "C.xlsx": one_fiche(filled_store, C, {"comite_reunions": "environ 30"}),
        "lettre.csv": b"Bonjour,\nvoici notre retour.",
    }


def test_many_files_are_summed_up_and_the_most_worrying_one_is_shown(
    screen: Screen, filled_store: Path, four_files: dict[str, bytes]
) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), *four_files.items())
    assert not app.exception
    assert says(app, "4 fichiers lus : 2 acceptés en entier, 2 refusés.")
    files = frame(app, "Nouvelles")
    assert list(zip(files["Fichier"], files["État"], files["Remarques"], strict=True)) == [
        ("H.xlsx", "Tout est accepté", 0),
        ("I.xlsx", "Tout est accepté", 1),  # a committee without meetings
        ("C.xlsx", "Refusé", 1),
        ("lettre.csv", "Refusé", 0),
    ]
    assert app.selectbox(key="fichier").options == ["C.xlsx", "lettre.csv", "I.xlsx", "H.xlsx"]
    assert "environ 30" in frame(app, "Que faire")["Que faire"][0]
    assert downloads(app)[2:4] == ["Télécharger toutes les corrections (zip)", "Télécharger le classeur de correction"]
    app.selectbox(key="fichier").select("I.xlsx").run()
    assert "demandez s'il s'est réuni" in frame(app, "Que faire")["Que faire"][0]
    assert "Télécharger le classeur de correction" not in downloads(app)
    assert says(app, "Restent de côté : 2 fichiers refusés.")
    button(app, "Importer 2 retours d'établissements")
    assert_calm(app)
    assert says(app, "Ce que le dernier dépôt a laissé de côté")
    assert list(frame(app, "Motif")["Fichier"]) == ["C.xlsx", "lettre.csv"]
    assert downloads(app)[2] == "Télécharger toutes les corrections (zip)"
    assert {batch.file_name for batch in returns(filled_store)} == {"H.xlsx", "I.xlsx", FILE}
    assert "1 réponse acceptée est à vérifier" in [read(label) for label in links(app)]


def test_a_zip_stands_for_the_files_in_it(screen: Screen, filled_store: Path, four_files: dict[str, bytes]) -> None:
    app = hand_in(screen(PAGE, filled_store, LINK), ("retours.zip", zipped(four_files)))
    assert says(app, "4 fichiers lus : 2 acceptés en entier, 2 refusés.")
    button(app, "Importer 2 retours d'établissements")
    assert_calm(app)
    assert {batch.file_name for batch in returns(filled_store)} == {"retours.zip/H.xlsx", "retours.zip/I.xlsx", FILE}
    kept = frame(app, "Importé le")
    assert dict(zip(kept["Fichier"], kept["Remarques"], strict=True))["retours.zip/I.xlsx"] == 1


def test_files_of_the_same_name_are_told_apart(screen: Screen, filled_store: Path) -> None:
    same = [(f"retour{'' if place < 4 else '5'}.xlsx", table([["UAI"], [place]])) for place in range(5)]
    app = hand_in(screen(PAGE, filled_store, LINK), *same)
    assert app.selectbox(key="fichier").options == [
        "retour.xlsx",
        "retour.xlsx (2)",
        "retour.xlsx (3)",
        "retour.xlsx (4)",
        "retour5.xlsx",
    ]


# --- what a person decides


def test_a_row_left_out_is_not_taken_and_keeps_its_name_in_the_list(
    screen: Screen, filled_store: Path, partly_good: bytes
) -> None:
    """A is known already; H is new."""
    app = hand_in(screen(PAGE, filled_store, LINK), ("mars.xlsx", partly_good))
    name = f"Collège A ({A}), mars.xlsx, ligne 7"
    assert app.multiselect(key="ecartees").options == [name]
    assert list(frame(app, "La règle")["La règle"]) == ["Remplace une réponse déjà connue : la plus récente compte"]
    app.multiselect(key="ecartees").select(name).run()
    assert not app.exception
    assert app.multiselect(key="ecartees").options == [name]
    assert list(frame(app, "La règle")["La règle"]) == ["Écartée"]
    assert "Ligne écartée" in set(frame(app, "Que faire")["Gravité"])
    button(app, "Importer 1 retour d'établissement")
    assert_calm(app)
    db = open_store(filled_store)
    told = db.query("SELECT value FROM answer WHERE uai = $uai AND question = 'cadre_etat'", uai=A)
    db.close()
    assert [row["value"] for row in told] == ["Intégré au projet"]


def test_one_of_two_rows_that_differ_is_taken_once_the_other_is_left_out(screen: Screen, filled_store: Path) -> None:
    twice = table([["UAI", "cadre_etat"], [F, "Aucun"], [F, "Intégré au projet"]])
    app = hand_in(screen(PAGE, filled_store, LINK), ("double.xlsx", twice))
    assert says(app, "Refusé. Toutes les lignes ont été refusées")
    first, second = app.multiselect(key="ecartees").options
    assert (first, second) == (f"École F ({F}), double.xlsx, ligne 2", f"École F ({F}), double.xlsx, ligne 3")
    app.multiselect(key="ecartees").select(first).run()
    assert says(app, "1 ligne acceptée sur 2 ; 1 réponse nouvelle.")
    assert "Importer 1 retour d'établissement" in [read(one.label) for one in app.button]


def test_columns_are_read_once_approved_and_remembered(screen: Screen, filled_store: Path) -> None:
    own = table([["UAI", "Cadre de com. numérique", "Date de réponse"], [E, "Rédigé, non intégré", date(2022, 3, 20)]])
    app = hand_in(screen(PAGE, filled_store, LINK), ("suivi.xlsx", own))
    assert says(app, "Colonnes à valider. Les colonnes de ce fichier ne portent pas les libellés du questionnaire")
    assert not app.error and not any(one.label.startswith("Importer") for one in app.button)
    proposed = {read(one.label): one.value for one in app.selectbox if one.label.startswith("Colonne")}
    assert proposed == {
        "Colonne « Cadre de com. numérique » (B1)": "cadre_etat",
        "Colonne « Date de réponse » (C1)": "date_reponse",
    }
    button(app, "Valider ces correspondances")
    assert_calm(app)
    assert says(app, "Tout est accepté. 1 ligne acceptée sur 1 ; 2 modifiées.")
    changes = frame(app, "Avant")
    assert list(zip(changes["Question"], changes["Avant"], changes["Après"], strict=True)) == [
        ("Cadre de communication numérique", "Aucun", "Rédigé, non intégré"),
        ("Date de la réponse", "10/03/2022", "20/03/2022"),
    ]
    button(app, "Importer 1 retour d'établissement")
    next_one = table([["UAI", "Date de réponse", "Cadre de com. numérique"], [F, date(2022, 3, 20), "Aucun"]])
    app.file_uploader(key="retours_1").set_value([("avril.xlsx", next_one, XLSX)])
    assert says(app.run(), "Tout est accepté. 1 ligne acceptée sur 1 ; 2 réponses nouvelles.")


# --- history


def test_after_an_import_the_history_shows_it_first(screen: Screen, filled_store: Path, partly_good: bytes) -> None:
    """Even when an earlier one was being looked at: the button that undoes stands below."""
    before = str(returns(filled_store)[0].id)
    app = hand_in(screen(PAGE, filled_store, LINK | {"import": before}), ("mars.xlsx", partly_good))
    assert says(app, f"{FILE} : 5 lignes acceptées sur 6")
    button(app, "Importer 2 retours d'établissements")
    assert says(app, "mars.xlsx : 2 lignes acceptées sur 3")
    (shown,) = [one.value for one in app.selectbox if one.label == "Import à regarder de près"]
    assert shown == str(returns(filled_store)[0].id) != before
    assert downloads(app)[-2:] == ["Télécharger l'original", "Télécharger la correction"]


def test_an_import_set_aside_is_taken_back(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    for label, done in (("Annuler cet import entier", "est annulé"), ("Reprendre cet import", "est repris")):
        reason = next(one for one in app.text_input if one.label.startswith("Motif"))
        assert reason.value == ""  # that of the decision before is not taken over
        reason.set_value("Vérification")
        button(app, label)
        assert_calm(app)
        assert says(app, f"L'import de « {FILE} » {done}")
    assert says(app, "9 établissements attendus, 5 ont répondu.")
    assert [batch.active for batch in returns(filled_store)] == [True]

"""The screen of séances: freezing, what is said of each, its files and its proof, and the calendar of the committee."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.database import LOCAL
from data.seances.frozen import Listed, listed
from data.seances.judgements import record_judgement
from data.seances.meetings import Meeting, meetings, plan_meeting
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.screens.conftest import Screen
from tests.screens.planning import tell
from tests.screens.reading import assert_calm, button, links, read, says
from tests.screens.stores import DAY, HOSTILE, LINK, open_store, with_establishments

PAGE = "pages/gerer/seances.py"
FREEZE = "Figer la situation au 31 mars 2022"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def frozen(store: Path) -> list[Listed]:
    db = open_store(store)
    found = listed(db)
    db.close()
    return found


def planned(store: Path) -> list[Meeting]:
    db = open_store(store)
    found = meetings(db, as_of=db.clock())
    db.close()
    return found


def field(app: AppTest, label: str, text: str) -> None:
    next(one for one in [*app.text_input, *app.text_area] if read(one.label) == label).set_value(text)


def unfold(app: AppTest, part: str, seance: Listed) -> None:
    app.session_state[f"{part}_{seance.id}"] = True
    app.run()


def plan(app: AppTest, day: date, label: str) -> None:
    next(one for one in app.date_input if one.label == "Jour de la séance").set_value(day)
    field(app, "Nom à lui donner", label)
    button(app, "Prévoir cette séance")


def calendar(app: AppTest) -> list[tuple[str, ...]]:
    return [tuple(read(cell) for cell in row) for row in app.table[0].value.itertuples(index=False)]


# --- freezing


def test_the_plan_is_said_to_be_kept_too_and_the_block_counts_its_actions(screen: Screen, filled_store: Path) -> None:
    told = tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Le plan d'action de ce jour est gardé avec eux.")
    assert not says(app, "Plan d'action figé")  # it was told after the séance
    app.text_input[0].set_value("Comité du plan")
    button(app, FREEZE)
    assert_calm(app)
    assert told and says(app, "Plan d'action figé : 1 action.")


def test_a_seance_needs_a_name(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    button(app, FREEZE)
    assert not app.exception
    assert read(app.warning[0].value) == "Donnez un nom à la séance, par exemple « Comité du 15 mars 2022 »."
    assert [seance.label for seance in frozen(filled_store)] == [HOSTILE]


def test_a_seance_keeps_the_situation_and_the_filters_of_the_screen(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"type": "Collège"})
    app.text_input[0].set_value("Comité des collèges")
    app.text_area[0].set_value("Relancer avant mai.")
    button(app, FREEZE)
    assert_calm(app)
    assert says(app, "La séance « Comité des collèges » est figée.")
    assert says(app, "Situation au 31 mars 2022, année scolaire 2021-2022, Collège.")
    seance = frozen(filled_store)[0]
    assert (seance.label, f"{seance.situation_on}", seance.comment) == (
        "Comité des collèges",
        "2022-03-31",
        "Relancer avant mai.",
    )
    assert seance.payload["filters"] == {"type": "Collège"}
    framework = seance.payload["indicators"][0]
    assert (framework["expected"], framework["yes"], framework["partial"], framework["silent"]) == (3, 1, 1, 1)


def test_a_frozen_seance_does_not_move_with_what_comes_later(screen: Screen, filled_store: Path) -> None:
    before = json.dumps(frozen(filled_store)[0].payload, sort_keys=True)
    app = screen("pages/gerer/retours.py", filled_store, LINK)
    next(one for one in app.text_input if one.label.startswith("Motif")).set_value("Mauvais fichier")
    button(app, "Annuler cet import entier")
    assert says(screen("pages/consulter/synthese.py", filled_store, LINK), "entre 0 et 9 projets")
    assert says(screen(PAGE, filled_store, LINK), "entre 3 et 7 projets")
    assert json.dumps(frozen(filled_store)[0].payload, sort_keys=True) == before


def test_a_store_without_campaign_freezes_nothing(screen: Screen, tmp_path: Path) -> None:
    with_establishments(tmp_path / "annuaire.duckdb")
    app = screen(PAGE, tmp_path / "annuaire.duckdb")
    assert not app.button
    assert frozen(tmp_path / "annuaire.duckdb") == []


# --- each frozen séance


def test_each_seance_leads_to_its_page_and_says_who_froze_it(screen: Screen, filled_store: Path) -> None:
    seance = frozen(filled_store)[0]
    app = screen(PAGE, filled_store, LINK)
    assert links(app) == ["Ouvrir en lecture seule", "Comparer"]
    asked = [link.proto.query_string for link in app.main.get("page_link")]
    assert asked == [f"seance={seance.id}", f"avant={seance.id}"]
    assert says(app, f"Figée par poste local le 15/03/2022 à 10 h 00. Empreinte (sha256) : {seance.sha256}")


def test_every_format_can_be_taken_away_once_the_part_is_open(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert [one.label for one in app.download_button] == []
    unfold(app, "telecharger", frozen(filled_store)[0])
    assert_calm(app)
    assert [one.label for one in app.download_button] == [
        "Classeur (XLSX)",
        "Diapositives (PPTX)",
        "Rapport (PDF)",
        "Établissements (CSV)",
        "Établissements (Parquet)",
        "Données ouvertes (zip)",
    ]


def test_the_pack_is_prepared_only_when_asked_and_kept_for_that_click(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "telecharger", frozen(filled_store)[0])
    button(app, "Préparer tout le dossier (zip)")
    assert_calm(app)
    assert [one.label for one in app.download_button][-1] == "Tout le dossier (zip)"
    app.run()
    assert "Tout le dossier (zip)" not in [one.label for one in app.download_button]


def test_slides_that_will_not_do_are_refused_in_one_sentence(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.file_uploader(key="modele_diapositives").set_value([(f"{HOSTILE}.pptx", b"rien", PPTX)])
    app.run()
    assert not app.exception
    assert len(app.warning) == 1
    assert read(app.warning[0].value).endswith(".")


def test_the_committee_judges_one_indicator_and_takes_it_back(screen: Screen, filled_store: Path) -> None:
    seance = frozen(filled_store)[0]
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "avis", seance)
    label = seance.payload["indicators"][0]["label"]
    field(app, label, f"  {HOSTILE}\n# deuxième ligne ")
    field(app, "L'ensemble de la séance", "Le comité garde ses cibles.")
    button(app, "Enregistrer les avis")
    assert_calm(app)
    judged = frozen(filled_store)[0]
    assert judged.judgements == {
        "": "Le comité garde ses cibles.",
        "cadre_communication": f"{HOSTILE}\n# deuxième ligne",
    }
    assert (judged.sha256, judged.payload) == (seance.sha256, seance.payload)
    assert says(app, f"> Avis du comité : {HOSTILE}  \n# deuxième ligne")
    assert not any("<b>" in one.value.replace("\\<b", "") for one in app.markdown)

    field(app, label, "")
    button(app, "Enregistrer les avis")
    assert frozen(filled_store)[0].judgements == {"": "Le comité garde ses cibles."}


def test_an_opinion_that_did_not_change_is_not_told_again(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "avis", frozen(filled_store)[0])
    for _ in range(2):
        field(app, "L'ensemble de la séance", "Le comité garde ses cibles.")
        button(app, "Enregistrer les avis")
    db = open_store(filled_store)
    assert [row["n"] for row in db.query("SELECT count(*) AS n FROM judgement")] == [1]
    db.close()


def test_an_opinion_that_another_saved_meanwhile_is_not_overwritten_unseen(screen: Screen, filled_store: Path) -> None:
    seance, whole = frozen(filled_store)[0], "L'ensemble de la séance"
    db = open_store(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "avis", seance)
    record_judgement(db, LOCAL, seance.id, "", "Avis de A")
    app.run()
    field(app, whole, "Avis de B")
    button(app, "Enregistrer les avis")
    assert not app.exception and not app.success
    told = read(app.warning[0].value)
    assert told.startswith("L'avis sur « l'ensemble de la séance » a changé depuis qu'il est affiché")
    assert "« Avis de A »" in told
    assert next(one for one in app.text_area if read(one.label) == whole).value == "Avis de B"
    assert listed(db)[0].judgements == {"": "Avis de A"}

    button(app, "Enregistrer les avis")
    assert_calm(app)
    assert listed(db)[0].judgements == {"": "Avis de B"}
    db.close()


def test_a_box_left_alone_does_not_undo_what_another_saved(screen: Screen, filled_store: Path) -> None:
    seance = frozen(filled_store)[0]
    db = open_store(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "avis", seance)
    record_judgement(db, LOCAL, seance.id, "cadre_communication", "Avis de A")
    field(app, "L'ensemble de la séance", "Avis de B")
    button(app, "Enregistrer les avis")
    assert_calm(app)
    assert listed(db)[0].judgements == {"": "Avis de B", "cadre_communication": "Avis de A"}
    label = seance.payload["indicators"][0]["label"]
    assert next(one for one in app.text_area if read(one.label) == label).value == "Avis de A"
    db.close()


def test_a_seance_that_holds_says_so(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "verifier", frozen(filled_store)[0])
    button(app, "Vérifier cette séance")
    assert_calm(app)
    assert says(app, "La séance tient : recalculée depuis les faits, elle donne exactement les mêmes nombres.")
    assert not app.dataframe


def test_a_seance_that_would_differ_says_where_and_why(
    screen: Screen, filled_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUVERNAIL_TOLERANCE", "0.2")
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "verifier", frozen(filled_store)[0])
    button(app, "Vérifier cette séance")
    assert not app.exception
    assert "Les réglages de l'installation ont changé depuis." in read(app.warning[0].value)
    first = app.dataframe[0].value.iloc[0]
    assert (first["Quoi"], first["Figé"], first["Recalculé"]) == ("Tolérance", "0.05", "0.2")


def test_only_the_latest_seances_are_shown_until_the_others_are_asked_for(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    for number in range(6):
        freeze(db, LOCAL, Situation(school_year="2021-2022", on=DAY, as_of=db.clock()), label=f"Comité {number}")
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert [one.value for one in app.subheader] == [f"Comité {number}" for number in (5, 4, 3, 2, 1, 0)]
    app.checkbox(key="anciennes").check().run()
    assert read(app.subheader[-1].value) == HOSTILE


# --- the calendar


def test_a_meeting_is_planned_moved_and_called_off(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Aucune séance n'est prévue.")
    plan(app, date(2022, 6, 14), HOSTILE)
    assert_calm(app)
    assert says(app, f"« {HOSTILE} » est prévue le 14 juin 2022.")
    # 75 days after 31 March; at school: 6 before the holidays of 9 to 24 April, 5 after, 20 in May without 26 and 27, 9 in June.
    soon = "dans 75 jours, dont environ 8 semaines d'école"
    assert says(app, f"Prochaine séance : {HOSTILE}, le 14 juin 2022, {soon}.")
    assert [row[:2] for row in calendar(app)] == [("31/03/2022", HOSTILE), ("14/06/2022", HOSTILE)]

    next(one for one in app.date_input if one.label == "Nouveau jour").set_value(date(2022, 6, 21))
    button(app, "Déplacer ou renommer")
    assert [one.held_on for one in planned(filled_store)] == [date(2022, 6, 21)]
    assert says(app, "le 21 juin 2022, dans 82 jours")

    button(app, "Annuler cette séance")
    assert read(app.warning[0].value) == "Dites pourquoi cette séance n'a pas lieu : report, vacances, empêchement..."
    field(app, "Motif de l'annulation", f"Report {HOSTILE}")
    button(app, "Annuler cette séance")
    assert calendar(app)[-1] == ("21/06/2022", HOSTILE, f"Annulée : Report {HOSTILE}")
    assert says(app, "Aucune séance n'est prévue.")

    button(app, "Remettre au calendrier")
    assert [one.called_off for one in planned(filled_store)] == [""]


def test_who_moves_a_meeting_that_another_moved_meanwhile_is_told_and_keeps_what_was_chosen(
    screen: Screen, filled_store: Path
) -> None:
    app = screen(PAGE, filled_store, LINK)
    plan(app, date(2022, 6, 14), "Comité de juin")
    next(one for one in app.date_input if one.label == "Nouveau jour").set_value(date(2022, 6, 21))
    db = open_store(filled_store)
    (shown,) = meetings(db, as_of=db.clock())
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 16), label="Comité de juin", meeting=shown)
    db.close()
    button(app, "Déplacer ou renommer")
    assert "a changé depuis que cette page l'affiche : elle est maintenant prévue le 16/06/2022" in read(
        app.warning[0].value
    )
    assert [one.held_on for one in planned(filled_store)] == [date(2022, 6, 16)]
    button(app, "Déplacer ou renommer")
    assert [one.held_on for one in planned(filled_store)] == [date(2022, 6, 21)]


def test_a_meeting_needs_a_day_and_a_name_of_its_own_day(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    button(app, "Prévoir cette séance")
    assert read(app.warning[0].value) == "Choisissez le jour de la séance."
    plan(app, date(2022, 6, 14), " ")
    assert read(app.warning[0].value).startswith("Donnez un nom à la séance prévue")
    plan(app, date(2022, 6, 14), "Comité de juin")
    plan(app, date(2022, 6, 14), "Bureau")
    assert "« Comité de juin » est déjà prévue le 14/06/2022" in read(app.warning[0].value)
    assert [one.label for one in planned(filled_store)] == ["Comité de juin"]


def test_the_calendar_leads_to_what_was_frozen_and_says_what_was_not(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    plan(app, date(2022, 1, 14), "Bureau de janvier")
    plan(app, date(2022, 3, 31), "Comité du jour même")
    assert calendar(app) == [
        ("14/01/2022", "Bureau de janvier", "Passée, rien n'a été figé ce jour-là"),
        ("31/03/2022", HOSTILE, f"[Figée](seance?seance={frozen(filled_store)[0].id})"),
    ]

"""The page of one item: what is told of it, what surrounds it, an action's steps and state, its history."""

from datetime import date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.database import LOCAL
from data.plan import Concerned, add, change, withdraw
from indicators.plan.effect import NO_CAUSE_ALONE, UNTOLD
from tests.plans import plan_now, term
from tests.screens.conftest import Screen
from tests.screens.planning import only, standing, tell, typed, ways
from tests.screens.reading import assert_calm, button, links, read, says, unfold
from tests.screens.stores import LINK, A

PAGE = "pages/agir/fiche.py"


def opened(screen: Screen, store: Path, reference: str, **address: str) -> AppTest:
    return screen(PAGE, store, LINK | {"fiche": reference} | address)


def test_without_a_reference_the_page_offers_every_item(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Choisissez une fiche, ou partez d'un tableau de la section Agir.")
    box = app.selectbox(key="fiche_choisie")
    assert box.value is None and len(box.options) == 11  # the terms are on the page Listes
    box.set_value("B1").run()
    assert_calm(app)
    assert [read(one.value) for one in app.main.header] == ["Besoin B1 · Anticiper"]
    assert app.query_params["fiche"] == "B1"


def test_an_empty_plan_leads_to_the_lessons(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Le plan est vide : inscrivez d'abord un retour d'expérience.")
    assert links(app) == ["Retours d'expérience"]


def test_a_reference_that_nothing_bears_is_said(screen: Screen, filled_store: Path) -> None:
    app = opened(screen, filled_store, "Z9 [lien](http://x)")
    assert not app.exception
    assert [read(box.value) for box in app.warning] == [
        "Aucune fiche du plan ne porte le repère « Z9 [LIEN](HTTP://X) » : choisissez-en une dans la liste."
    ]


def test_an_item_is_told_field_by_field_with_its_way_in_both_directions(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "a1")
    assert_calm(app)
    for said in (
        "Acteurs : RUPN",
        "Pilote : Pilotage départemental",
        "Horizon : Année scolaire 2021-2022",
        "Début : 03/01/2022",
        "Établissements concernés : Tous les établissements",
        "Indicateurs de réussite : Cadre de communication",
    ):
        assert said in "\n".join(read(one.value).replace("**", "") for one in app.markdown)
    assert ways(app) == ["E1", "E2", "N1", "X1", "L1", "D1"]
    assert links(app)[-2:] == [
        "Indicateur \\: cadre de communication".replace(" \\", "\u00a0\\"),
        "Suivre dans la chaîne",
    ]
    assert ways(opened(screen, filled_store, "X1")) == ["A1"]
    assert ways(opened(screen, filled_store, "D1")) == ["A1"]
    assert ways(opened(screen, filled_store, "I1")) == ["R1", "B1"]


def test_an_establishment_is_named(screen: Screen, filled_store: Path) -> None:
    tell(
        filled_store,
        lambda db: add(
            db, LOCAL, "lesson", {"title": "Un retour", "origin": term(db, "origin", "Établissement"), "uai": A}
        ),
    )
    assert says(opened(screen, filled_store, "R1"), f"Collège A ({A})")


def test_the_state_is_explained_and_what_is_missing_is_said(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    running = opened(screen, filled_store, "A1")
    assert says(running, "1 étape sur 2 faite. Prochaine étape : « Diffuser la charte », pour le 30/06/2022.")
    late = opened(screen, filled_store, "A1", annee="2021-2022", jour="2022-07-12")
    assert says(late, "En retard de 12 jours : étape « Diffuser la charte » attendue le 30/06/2022.")
    tell(filled_store, lambda db: add(db, LOCAL, "action", {"title": "Sans rien"}))
    bare = opened(screen, filled_store, "A2")
    assert says(bare, "Aucun jour de début n'est donné, aucune étape faite.")
    for said in ("Aucun indicateur ne dira si elle a servi.", "Elle n'a pas de pilote.", "Elle n'a pas d'échéance."):
        assert says(bare, f"! {said}")


def test_a_step_is_done_on_the_day_looked_at_and_taken_back(screen: Screen, filled_store: Path) -> None:
    step = tell(filled_store)["last_step"]
    app = opened(screen, filled_store, "A1")
    app.button(key=f"faite_{step.id}").click().run()
    assert_calm(app)
    assert says(app, "Étape E2 : faite le 31/03/2022.")
    assert says(app, "Terminée le 31/03/2022 : toutes ses étapes sont faites.")
    assert only(filled_store, "step", "Diffuser la charte").day("done_on") == date(2022, 3, 31)
    button(app, "Annuler le dernier changement (E2)")
    assert_calm(app)
    assert says(app, "1 étape sur 2 faite.")


def test_steps_and_notes_are_added_to_their_action(screen: Screen, filled_store: Path) -> None:
    action = tell(filled_store)["action"]
    app = opened(screen, filled_store, "A1")
    unfold(app, "Ajouter une étape")
    typed(app, "Intitulé (obligatoire)", "Relire")
    button(app, "Ajouter cette étape")
    assert_calm(app)
    assert only(filled_store, "step", "Relire").ids("action") == (action.id,)
    unfold(app, "Ajouter une note")
    typed(app, "Note (obligatoire)", "Relue")
    button(app, "Ajouter cette note")
    assert_calm(app)
    note = only(filled_store, "note", "Relue")
    assert (note.ids("action"), note.day("written_on")) == ((action.id,), date(2022, 3, 31))


def test_what_is_typed_for_an_action_is_not_taken_for_another(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    tell(filled_store, lambda db: add(db, LOCAL, "action", {"title": "Une autre"}))
    app = opened(screen, filled_store, "A1")
    unfold(app, "Ajouter une étape", "Ajouter une note")
    typed(app, "Intitulé (obligatoire)", "Pour A1")
    typed(app, "Note (obligatoire)", "De A1")
    app.query_params["fiche"] = "A2"
    app.run()
    unfold(app, "Ajouter une étape", "Ajouter une note")
    assert [read(one.value) for one in app.main.header] == ["Action A2 · Une autre"]
    blank = ("Intitulé (obligatoire)", "Note (obligatoire)")
    assert [one.value for one in app.text_input if one.label in blank] == ["", ""]


def test_a_form_left_as_it_is_changes_nothing_and_says_so(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "B1")
    unfold(app, "Modifier")
    button(app, "Enregistrer")
    assert_calm(app)
    assert says(app, "Rien n'a changé.") and not app.success


def test_an_action_is_asked_in_the_order_of_use(screen: Screen, filled_store: Path) -> None:
    action = tell(filled_store)["action"]
    members = Concerned(group="type", members=("Collège",))
    tell(filled_store, lambda db: change(db, LOCAL, action, action.values | _as_days({"concerns": members})))
    app = opened(screen, filled_store, "A1")
    unfold(app, "Modifier")
    asked = [read(one.label) for one in list(app.get("form")[-1]) if hasattr(one, "label")]
    assert asked[:3] == ["Type : lesquels ?", "Intitulé (obligatoire)", "Texte"]
    assert asked[-7:-1] == [
        "Décisions dont elle vient",
        "Terminée le",
        "Autres signes de réussite",
        "Facteurs clés",
        "Mise de côté",
        "Motif de la mise de côté",
    ]


def test_an_action_is_paused_with_its_reason_then_taken_up_again(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "A1")
    unfold(app, "Mettre en pause ou abandonner")
    typed(app, "Mise de côté", "en pause")
    button(app, "Enregistrer")
    assert [read(box.value) for box in app.warning] == [
        "Dites pourquoi l'action est en pause : le motif est gardé avec l'historique."
    ]
    typed(app, "Motif de la mise de côté", "Marché en cours")
    button(app, "Enregistrer")
    assert_calm(app)
    assert says(app, "Motif : Marché en cours") and says(app, "En pause")
    assert says(app, "A1 est en pause.")
    kept = only(filled_store, "action", "Écrire une charte avec chaque établissement")
    assert kept.indicators == ("cadre_communication",) and kept.concerns is not None  # what was not asked stays
    button(app, "Reprendre l'action")
    assert_calm(app)
    assert says(app, "A1 reprend.")
    assert says(app, "1 étape sur 2 faite.")


def test_the_indicator_is_shown_before_and_after_with_its_warning(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    tell(filled_store, lambda db: add(db, LOCAL, "action", {"title": "Rien", "indicators": ["cadre_communication"]}))
    app = opened(screen, filled_store, "A1")
    assert not app.table
    unfold(app, "A-t-elle fait bouger l'indicateur ?")
    # Nine expected; on 3 January nobody had answered, on 31 March three of them say yes: A, D and G.
    (shown,) = [table.value for table in app.table]
    assert shown["Groupe"].tolist() == ["Concernés"] and shown["Établissements"].tolist() == ["9"]
    assert "de 0 à 3 oui sur 9" in " ".join(read(one.value) for one in app.markdown)
    assert NO_CAUSE_ALONE in [read(box.value) for box in app.warning]
    without = opened(screen, filled_store, "A2")
    unfold(without, "A-t-elle fait bouger l'indicateur ?")
    assert says(without, "Cette action n'a pas de jour de début : donnez-en un")


def test_a_change_is_told_in_the_history_and_undone_there(screen: Screen, filled_store: Path) -> None:
    need = tell(filled_store)["need"]
    app = opened(screen, filled_store, "B1")
    unfold(app, "Modifier", "Historique")
    typed(app, "Intitulé (obligatoire)", "Anticiper plutôt que subir")
    button(app, "Enregistrer")
    assert_calm(app)
    assert says(app, "Besoin B1 : changement enregistré.")
    assert says(app, "Intitulé : Anticiper → Anticiper plutôt que subir") and says(app, "Inscrit au plan.")
    app.button(key=f"revenir_{need.id}_1").click().run()
    assert_calm(app)
    assert says(app, "B1 est de nouveau à l'état choisi ; rien de l'historique n'est perdu.")
    assert only(filled_store, "need", "Anticiper").ref == "B1"


def test_withdrawing_an_action_says_that_its_steps_and_notes_go_and_come_back_with_it(
    screen: Screen, filled_store: Path
) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "A1")
    unfold(app, "Retirer du plan")
    assert says(app, "Ses étapes et ses notes partent avec elle, et reviennent si on la remet : E1, E2, N1.")
    assert not says(app, "Ces fiches resteront")
    typed(app, "Motif du retrait", "En double")
    button(app, "Retirer A1 du plan")
    assert not standing(filled_store).of("step") and not standing(filled_store).of("note")


def test_an_item_is_withdrawn_with_its_reason_and_put_back(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "B1")
    unfold(app, "Retirer du plan")
    assert says(app, "Ces fiches resteront, sans leur lien avec elle : L1.")
    button(app, "Retirer B1 du plan")
    assert "Dites pourquoi cette fiche est retirée" in read(app.warning[0].value)
    typed(app, "Motif du retrait", "En double")
    button(app, "Retirer B1 du plan")
    assert says(app, "Besoin B1, « Anticiper », n'est plus au plan. Motif : En double")
    assert standing(filled_store).of("need") == []
    others = screen(PAGE, filled_store, LINK)
    unfold(others, "Fiches retirées (1)")
    assert ways(others) == ["B1"]
    button(app, "Remettre B1 au plan")
    assert_calm(app)
    assert says(app, "B1 est de retour au plan.")
    unfold(app, "Historique")
    assert says(app, "Retiré du plan : En double") and says(app, "Remis au plan.")
    assert ways(app)[:2] == ["I1", "L1"]


def test_a_term_shows_who_uses_it(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "T17")  # RUPN
    assert_calm(app)
    assert ways(app) == ["A1"]
    unfold(app, "Historique", "Retirer de la liste")
    assert says(app, "Fourni au départ")
    assert "Retirer « RUPN » de la liste" in [read(one.label) for one in app.button]


def test_a_past_day_is_read_only(screen: Screen, filled_store: Path) -> None:
    told = tell(filled_store, at=datetime(2022, 3, 16, 9, 0))
    gone = datetime(2022, 3, 20, 9, 0)
    tell(filled_store, lambda db: withdraw(db, LOCAL, told["note"], reason="Fini"), at=gone)
    assert ways(opened(screen, filled_store, "A1"))[:3] == ["E1", "E2", "X1"]
    app = opened(screen, filled_store, "A1", savoir="2022-03-16")
    assert not app.exception
    assert says(app, "Le plan est montré tel qu'il était connu ce jour-là")
    assert ways(app)[:3] == ["E1", "E2", "N1"]  # the note was not withdrawn yet
    assert not [one for one in app.button if one.label == "Faite"]
    assert [read(one.label) for one in app.main.expander] == ["A-t-elle fait bouger l'indicateur ?", "Historique"]


def test_what_was_not_known_yet_on_a_past_day_is_told_from_what_never_was(screen: Screen, filled_store: Path) -> None:
    tell(filled_store, at=datetime(2022, 3, 16, 9, 0))
    app = opened(screen, filled_store, "A1", savoir="2022-03-15")
    said = "A1 n'était pas encore connue ce jour-là : revenez à aujourd'hui, à gauche, pour la lire."
    assert [read(box.value) for box in app.warning] == [said]
    never = opened(screen, filled_store, "A99", savoir="2022-03-15")
    assert says(never, "Aucune fiche du plan ne porte le repère « A99 »")


def meanwhile(store: Path, **told: object) -> None:
    """Someone else changes some fields of A1."""
    tell(
        store,
        lambda db: change(db, LOCAL, plan_now(db).find("A1"), plan_now(db).find("A1").values | _as_days(told)),
    )


def _as_days(told: dict[str, object]) -> dict[str, object]:
    # Kept days are texts; those told are days.
    return {"starts_on": date(2022, 1, 3), "due_on": date(2022, 6, 30), "concerns": Concerned(), **told}


def test_what_two_people_change_in_different_fields_is_kept_of_both(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "A1")
    unfold(app, "Modifier")
    typed(app, "Pilote", "Mission numérique")
    meanwhile(filled_store, success="Des chartes affichées")
    button(app, "Enregistrer")
    assert_calm(app)
    now = only(filled_store, "action", standing(filled_store).of("action")[0].title)
    assert (now.line("owner"), now.line("success")) == ("Mission numérique", "Des chartes affichées")


def test_a_field_that_two_people_change_is_asked_again_with_what_was_typed(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = opened(screen, filled_store, "A1")
    unfold(app, "Modifier")
    typed(app, "Pilote", "Mission numérique")
    meanwhile(filled_store, owner="Inspection")
    button(app, "Enregistrer")
    (said,) = [read(box.value) for box in app.warning]
    assert said.startswith("« Pilote » a changé depuis que ce formulaire est affiché : relisez")
    assert standing(filled_store).of("action")[0].line("owner") == "Inspection"
    button(app, "Enregistrer")
    assert_calm(app)
    assert standing(filled_store).of("action")[0].line("owner") == "Mission numérique"


def test_an_action_of_which_nobody_said_whom_it_is_about_is_not_compared(screen: Screen, filled_store: Path) -> None:
    told = {"title": "Sans périmètre", "starts_on": date(2022, 1, 3), "indicators": ["cadre_communication"]}
    tell(filled_store, lambda db: add(db, LOCAL, "action", told))
    app = opened(screen, filled_store, "A1")
    unfold(app)
    assert says(app, UNTOLD)

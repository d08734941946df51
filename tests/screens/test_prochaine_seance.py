"""What waits for the next meeting: its day, what is late, and the way from a decision to take to an action."""

from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.database import LOCAL
from data.plan import add
from data.seances.meetings import plan_meeting
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.plans import plan_now, tell_action, tell_step, told_plan
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, read, says, unfold
from tests.screens.stores import LINK, open_store

PAGE = "pages/agir/prochaine_seance.py"
QUESTION = "Quel calendrier pour les comités ?"


def with_a_plan(path: Path) -> None:
    """A meeting on 14 June, a whole chain, and on 31 March: one action 30 days late, one decision to take in June."""
    db = open_store(path)
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 14), label="Comité de juin")
    told_plan(db)
    late = tell_action(db, title="Former", owner="DANE", starts_on=date(2022, 1, 3), indicators=["formation_pairs"])
    tell_step(db, late, title="Recruter", due_on=date(2022, 3, 1))
    tell_step(db, late, title="Évaluer", due_on=date(2022, 5, 2))
    add(db, LOCAL, "decision", {"title": QUESTION, "meeting_on": date(2022, 6, 14)})
    db.close()


def field(app: AppTest, kind: str, label: str) -> Any:
    """The widget of that label."""
    return next(one for one in getattr(app.main, kind) if one.label == label)


def headings(app: AppTest) -> list[str]:
    return [read(one.value) for one in app.main.subheader]


def test_it_says_when_the_meeting_is_and_what_waits_for_it(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Prochaine séance : Comité de juin, le 14 juin 2022, dans 75 jours")
    # Missing: a due day of « Former », and an action for two of the four indicators.
    assert says(app, "À voir : 1 action en retard, 1 échéance proche, 1 décision à prendre, 3 maillons manquants.")
    # Only the séance of this very day was ever frozen: what was decided before it is still told.
    assert headings(app) == [
        "Décisions à prendre",
        "Décidé",
        "Actions en retard",
        "À faire d'ici le 14 juin 2022",
        "Maillons manquants",
    ]
    assert says(app, "En retard de 30 jours : étape « Recruter » attendue le 01/03/2022 · Pilote : DANE")
    assert says(app, "Étape « Évaluer » à faire pour le 02/05/2022 · Pilote : DANE")
    assert says(app, "3 maillons manquent à la chaîne : actions sans échéance (1), indicateurs sans action (2).")
    assert "Voir lesquels sur la chaîne" in links(app)


def test_an_action_is_told_once_with_all_that_is_due_of_it(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 14), label="Comité de juin")
    action = tell_action(db, title="Équiper", owner="DANE", due_on=date(2022, 6, 10))
    tell_step(db, action, title="Choisir", due_on=date(2022, 4, 10))
    tell_step(db, action, title="Acheter", due_on=date(2022, 5, 10))
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert [read(one.value) for one in app.main.markdown if "Équiper" in one.value] == ["**A1** · Équiper"]
    assert links(app).count("Ouvrir A1") == 1
    (told,) = [read(one.value) for one in app.main.caption if "Choisir" in one.value]
    assert told.splitlines() == [
        "- Étape « Choisir » à faire pour le 10/04/2022.",
        "- Étape « Acheter » à faire pour le 10/05/2022.",
        "- Action à finir pour le 10/06/2022.",
        "- Pilote : DANE.",
    ]


def test_what_a_meeting_decided_stays_once_it_is_frozen(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    plan_meeting(db, LOCAL, held_on=date(2022, 3, 31), label="Comité de mars")
    told = {"title": QUESTION, "decided_on": date(2022, 3, 31), "outcome": "Un par trimestre."}
    tell_action(db, decisions=[add(db, LOCAL, "decision", told).id])
    freeze(db, LOCAL, Situation(school_year="2021-2022", on=date(2022, 3, 31), as_of=db.clock()), label="Mars")
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert [one for one in headings(app) if one.startswith("Décidé")]
    assert says(app, "Décidé le 31/03/2022 : Un par trimestre.")


def test_a_decision_to_take_becomes_an_action(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "Consigner la décision")
    button(app, "Consigner cette décision")
    both = "« Décidée le » est à remplir. « Ce qui est décidé » est à remplir."
    assert [read(box.value) for box in app.warning] == [both]
    field(app, "date_input", "Décidée le (obligatoire)").set_value(date(2022, 3, 31))
    field(app, "text_area", "Ce qui est décidé (obligatoire)").set_value("Un comité par trimestre.")
    button(app, "Consigner cette décision")
    assert says(app, "Décision D2 : changement enregistré.")
    assert "Décisions sans suite" in headings(app)
    assert says(app, "Décidé le 31/03/2022 : Un comité par trimestre.")
    assert says(app, "Aucune action n'en est encore tirée")
    unfold(app, "En faire une action")
    assert field(app, "text_input", "Intitulé (obligatoire)").value == QUESTION
    field(app, "text_input", "Pilote").set_value("Secrétariat")
    button(app, "Créer cette action")
    assert says(app, "Action A3 ajoutée.")
    assert "Décisions sans suite" not in headings(app)
    assert says(app, f"**A3** · {QUESTION}")
    plan = plan_now(open_store(filled_store))
    made = plan.find("A3")
    assert made is not None and made.line("owner") == "Secrétariat"
    assert [one.ref for one in plan.linked(made, "decisions")] == ["D2"]


def test_a_decision_is_noted_for_the_next_meeting(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "Noter une décision à prendre")
    field(app, "text_input", "Intitulé (obligatoire)").set_value("Et la rentrée ?")
    button(app, "Ajouter cette décision")
    assert says(app, "Décision D3 ajoutée.")
    assert says(app, "2 décisions à prendre")
    noted = plan_now(open_store(filled_store)).find("D3")
    assert noted is not None and noted.day("meeting_on") == date(2022, 6, 14)


def test_an_empty_plan_begins_with_a_decision_to_take(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Aucune séance n'est prévue.")
    assert links(app)[0] == "Prévoir une séance"
    assert "Ajouter cette décision" in [one.label for one in app.main.button]


def test_a_past_day_is_read_only(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"savoir": "2022-03-20"})
    assert_calm(app)
    assert says(app, "Le plan est montré tel qu'il était connu ce jour-là")
    assert not app.main.expander and [one.label for one in app.main.button] == [
        "Revenir à ce que l'on sait aujourd'hui"
    ]
    assert says(app, "Aucune décision n'attend le comité.")

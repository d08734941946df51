"""What the synthesis says of the meetings: what changed since the last one, and the next one."""

from datetime import date
from pathlib import Path

from data.database import LOCAL
from data.returns.intake import import_returns
from data.seances.meetings import plan_meeting
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, read, says
from tests.screens.stores import LINK, C, open_store
from tests.workbooks import filled

PAGE = "pages/consulter/synthese.py"
FIRST = date(2022, 3, 20)


def store_with_a_step(path: Path) -> None:
    """A séance of 20 March, then C's return of 25 March: its framework is integrated."""
    db = open_store(path)
    freeze(db, LOCAL, Situation(school_year="2021-2022", on=FIRST, as_of=db.clock()), label="Mars # 1")
    told = {C: {"cadre_etat": "Intégré au projet", "date_reponse": date(2022, 3, 25)}}
    import_returns(db, LOCAL, [("c.xlsx", filled(db, "2021-2022", told))], campaign="2021-2022")
    plan_meeting(db, LOCAL, held_on=date(2022, 4, 1), label="Avril")
    db.close()


def test_the_synthesis_says_what_changed_since_the_last_meeting_and_its_parts(
    screen: Screen, filled_store: Path
) -> None:
    store_with_a_step(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    # A, D and G were oui in March; C is heard since.
    assert says(app, "Depuis la séance du 20 mars 2022 : de 3 à 4 projets (+1) : réponses nouvelles +1.")
    assert says(
        app,
        "Dernière séance : Mars # 1, situation au 20 mars 2022. Prochaine séance : Avril, le 1er avril 2022, demain.",
    )
    (calendar,) = [one.value for one in app.table if "Où elle en est" in one.value]
    names = [read(name) for name in calendar["Séance"]]
    assert names[0] == "Mars # 1" and names[-1] == "Avril" and len(names) == 3


def test_the_next_meeting_is_counted_from_the_day_of_the_situation_as_where_it_is_prepared(
    screen: Screen, filled_store: Path
) -> None:
    db = open_store(filled_store)
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 14), label="Juin")
    db.close()
    said = "Prochaine séance : Juin, le 14 juin 2022, dans 105 jours"
    for page in (PAGE, "pages/agir/prochaine_seance.py"):
        app = screen(page, filled_store, LINK | {"jour": "2022-03-01"})
        assert_calm(app)
        assert says(app, said)
    calendar = next(one.value for one in screen(PAGE, filled_store, LINK | {"jour": "2022-03-01"}).table)
    assert read(list(calendar["Où elle en est"])[-1]).startswith("Dans 105 jours")


def test_a_meeting_frozen_again_for_the_same_day_is_no_step(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert not any("Depuis la séance" in read(caption.value) for caption in app.caption)
    assert says(app, "Aucune séance n'est prévue.")


def test_a_filter_compares_with_a_meeting_of_the_same_scope_only(screen: Screen, filled_store: Path) -> None:
    store_with_a_step(filled_store)
    app = screen(PAGE, filled_store, LINK | {"type": "Lycée"})
    assert not any("Depuis la séance" in read(caption.value) for caption in app.caption)

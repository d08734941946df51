"""The pace is learnt from what was known then: an answer that gives back an old date does not flatten the months gone by."""

from datetime import date

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from indicators.definitions import defined
from indicators.findings import Finding, as_contract, finding
from indicators.measure.adoption import measure_adoption
from indicators.measure.expected import expecting
from indicators.situation import Situation
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

CODE, DAY = "comite_fonctionnel", date(2022, 3, 15)
WHOLE = {
    "comite_existe": "oui",
    "comite_date_creation": "2021-09-10",
    "comite_reunions": "3",
    "comite_comptes_rendus": "oui",
    "comite_direction": "oui",
    "comite_referent": "oui",
    "comite_enseignants": "oui",
}


@pytest.fixture
def db() -> Database:
    """Forty establishments; two more answer each month, all with a committee created in September."""
    store = memory_database()
    add_establishments(store, [{"uai": make_uai(number)} for number in range(1, 41)])
    create_campaign(store, LOCAL, code="c", school_year="2021-2022", label="Enquête")
    days = [date(2021, 11, 10), date(2021, 12, 8), date(2022, 1, 12), date(2022, 2, 2), date(2022, 3, 2)]
    for rank, day in enumerate(days):
        told = [(make_uai(2 * rank + one), *answer) for one in (1, 2) for answer in WHOLE.items()]
        add_answers(store, campaign="c", answers=told, answered_on=day)
    return store


def situation(db: Database) -> Situation:
    return Situation(school_year="2021-2022", on=DAY, as_of=db.clock())


def found(db: Database) -> Finding:
    asked = situation(db)
    return finding(db, defined(db, CODE, asked.as_of), asked)


def test_what_was_known_then_grows_with_the_answers(db: Database) -> None:
    asked = situation(db)
    with expecting(db, asked) as cursor:
        measure = measure_adoption(db, defined(db, CODE, asked.as_of), asked, cursor)
    assert [point.counts.yes for point in measure.trajectory] == [10] * 7
    assert [point.counts.yes for point in measure.heard] == [0, 0, 2, 4, 6, 8, 10]
    assert measure.heard[-1] == measure.trajectory[-1]


def test_the_forecast_follows_the_answers(db: Database) -> None:
    forecast = found(db).forecast
    assert forecast and forecast.months == 3 and forecast.median is not None
    assert forecast.median > 12


def test_the_contract_holds_the_forecast_and_its_sentence(db: Database) -> None:
    entry = as_contract(found(db), by=None, smallest=3)["forecast"]
    assert set(entry) == {"median", "low", "high", "probability", "too_early", "sentence"}
    assert entry["probability"] is None and entry["sentence"].startswith("À rythme inchangé, ")

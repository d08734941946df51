"""What is looked at when nobody chose, and what can be chosen."""

from datetime import date, datetime

import pytest

from data.database import LOCAL, Database
from data.database.properties import set_property
from data.errors import Refusal
from data.situation import default_situation, filter_choices, school_years
from tests.helpers import add_establishments, memory_database

NOW = datetime(2022, 3, 15, 12, 0)


def add_campaign(db: Database, year: str) -> None:
    with db.writing(LOCAL, "campaign", year) as write:
        write.cursor.execute(
            "INSERT INTO campaign VALUES ($code, $year, 'Enquête', NULL, NULL, 'test', $at)",
            {"code": year, "year": year, "at": write.at},
        )


def expect(db: Database, campaign: str, uai: str) -> None:
    with db.writing(LOCAL, "campaign", campaign) as write:
        write.cursor.execute(
            "INSERT INTO campaign_expected VALUES ($campaign, $uai, true, $at)",
            {"campaign": campaign, "uai": uai, "at": write.at},
        )


def test_without_a_campaign_it_is_today() -> None:
    assert default_situation(memory_database(), as_of=NOW) == ("2021-2022", date(2022, 3, 15))


def test_the_day_is_the_territorys_not_that_of_utc() -> None:
    assert default_situation(memory_database(), as_of=datetime(2022, 3, 15, 23, 30))[1] == date(2022, 3, 16)


@pytest.mark.parametrize(
    ("year", "on"),
    [("2020-2021", date(2021, 8, 31)), ("2021-2022", date(2022, 3, 15)), ("2022-2023", date(2022, 9, 1))],
)
def test_the_day_stays_within_the_school_year(year: str, on: date) -> None:
    assert default_situation(memory_database(), school_year=year, as_of=NOW) == (year, on)


def test_the_latest_campaign_gives_the_year() -> None:
    db = memory_database()
    for year in ("2019-2020", "2021-2022", "2020-2021"):
        add_campaign(db, year)
    assert school_years(db, as_of=db.clock()) == ["2021-2022", "2020-2021", "2019-2020"]
    assert default_situation(db, as_of=db.clock())[0] == "2021-2022"


def test_a_campaign_not_known_yet_does_not_count() -> None:
    db = memory_database()
    before = db.clock()
    add_campaign(db, "2020-2021")
    assert school_years(db, as_of=before) == ["2021-2022"]


def test_the_usual_day_holds_in_its_own_year_only() -> None:
    db = memory_database()
    set_property(db, LOCAL, "situation_day", "2021-12-17")
    assert default_situation(db, as_of=NOW)[1] == date(2021, 12, 17)
    assert default_situation(db, school_year="2020-2021", as_of=NOW)[1] == date(2021, 8, 31)


def test_a_year_that_is_not_one_is_refused() -> None:
    with pytest.raises(Refusal, match="2021-2022"):
        default_situation(memory_database(), school_year="2021", as_of=NOW)


def test_filters_offer_what_the_campaigns_expect() -> None:
    db = memory_database()
    college, _, _ = add_establishments(
        db,
        [
            {"type": "Collège", "epci": "Nantes Métropole"},
            {"type": "Lycée", "epci": None, "sector": "Privé"},
            {"type": "Ecole", "epci": "Écart", "sector": None},
        ],
    )
    everybody = filter_choices(db, school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock())
    assert everybody.types == ["Collège", "Ecole", "Lycée"]
    assert everybody.sectors == ["Privé", "Public"]
    assert everybody.epcis == ["Écart", "Nantes Métropole"]
    add_campaign(db, "2021-2022")
    expect(db, "2021-2022", college)
    expected = filter_choices(db, school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock())
    assert (expected.types, expected.sectors, expected.epcis) == (["Collège"], ["Public"], ["Nantes Métropole"])

"""Months of use: shares, days, what is set aside, who is concerned, what is never added up."""

from datetime import date, datetime

import pytest

from data.database import Database
from indicators.usage import measure, months
from indicators.usage.measure import measure_services, measure_usage, reports_set_aside, usage_tools
from indicators.usage.months import Month, bases
from tests.indicators.usage_facts import (
    A_YEAR_BEFORE,
    FEBRUARY,
    MARCH,
    SEGPA,
    A,
    B,
    C,
    D,
    E,
    fact,
    situation,
    tell,
    territory,
)


@pytest.fixture
def db() -> Database:
    return territory()


def month_of(
    db: Database, month: date, *, profile: str | None = None, on: date = date(2022, 6, 15), tool: str = "e-lyco"
) -> Month:
    found = measure_usage(db, situation(db, on), tool=tool).of(profile).at(month)
    assert found is not None
    return found


def test_a_share_is_a_ratio_of_sums_on_each_denominator(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 300, 500, activated=400), fact(B, FEBRUARY, 450, 1000, activated=800))
    february = month_of(db, FEBRUARY, profile="élèves")
    assert february.value("potential") == 750 / 1500
    assert february.value("activated") == 750 / 1200
    assert february.value("pupils") == 750 / 1300


def test_users_add_up_over_profiles_of_one_month(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 300, 500), fact(A, FEBRUARY, 20, 40, profile="enseignants"))
    assert month_of(db, FEBRUARY).parts["potential"].users == 320
    assert month_of(db, FEBRUARY, profile="enseignants").value("potential") == 0.5


def test_accounts_without_users_do_not_bend_the_share(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 300, 500), fact(A, FEBRUARY, None, 40, profile="enseignants"))
    assert month_of(db, FEBRUARY).value("potential") == 0.6


@pytest.mark.parametrize(
    ("month", "days"),
    [
        (date(2021, 9, 1), 21),
        (date(2021, 10, 1), 16),
        (date(2021, 11, 1), 16),
        (date(2021, 12, 1), 13),
        (date(2022, 1, 1), 21),
        (date(2022, 2, 1), 10),
        (date(2022, 3, 1), 23),
        (date(2022, 4, 1), 11),
        (date(2022, 5, 1), 20),
    ],
)
def test_visits_are_told_per_school_day(db: Database, month: date, days: int) -> None:
    tell(db, fact(A, month, 50, 100, visits=100 * days))
    found = month_of(db, month)
    assert (found.school_days, found.visits_a_day, found.visits_a_user) == (days, 100, 2)


def test_a_month_without_school_has_no_figure_per_day(db: Database) -> None:
    august = date(2021, 8, 1)
    tell(db, fact(A, august, 10, 100, visits=30))
    found = month_of(db, august)
    assert (found.school_days, found.visits_a_day, found.visits_a_user) == (0, None, None)
    assert found.value("potential") == 0.1


def test_more_users_than_accounts_is_set_aside_and_listed(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 600, 500, visits=9000), fact(B, FEBRUARY, 450, 1000, visits=2000))
    february = month_of(db, FEBRUARY)
    assert (february.value("potential"), february.anomalies, february.reported("potential")) == (0.45, 1, 1)
    assert february.visits_a_day == 200
    (row,) = reports_set_aside(db, situation(db), tool="e-lyco")
    assert (row["uai"], row["users"], row["potential"], row["file_name"]) == (A, 600, 500, "2022-06-15.csv")


def test_as_many_users_as_accounts_is_a_figure(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 500, 500))
    assert (month_of(db, FEBRUARY).value("potential"), month_of(db, FEBRUARY).anomalies) == (1.0, 0)


@pytest.mark.parametrize(
    ("told", "on", "partial", "days"),
    [
        (datetime(2022, 3, 16, 9), date(2022, 3, 18), True, 11),  # neither over nor told after its end
        (datetime(2022, 3, 16, 9), date(2022, 4, 15), True, 11),  # over, told before its end
        (datetime(2022, 4, 5, 9), date(2022, 3, 18), True, 23),  # told whole, looked at before its end
        (datetime(2022, 4, 5, 9), date(2022, 3, 31), False, 23),
        (datetime(2022, 3, 31, 21, 59), date(2022, 4, 15), True, 22),  # 23:59 in Paris, still March
        (datetime(2022, 3, 31, 22, 1), date(2022, 4, 15), False, 23),  # 0:01 in Paris, April
    ],
)
def test_a_partial_month_is_flagged(db: Database, told: datetime, on: date, partial: bool, days: int) -> None:
    tell(db, fact(A, MARCH, 50, 100, visits=230), on=told)
    march = month_of(db, MARCH, on=on)
    assert (march.partial, march.school_days) == (partial, days)


def test_telling_the_month_again_after_its_end_makes_it_whole(db: Database) -> None:
    tell(db, fact(A, MARCH, 50, 100), on=datetime(2022, 3, 16, 9))
    tell(db, fact(A, MARCH, 80, 100), on=datetime(2022, 4, 5, 9))
    march = month_of(db, MARCH)
    assert (march.partial, march.value("potential")) == (False, 0.8)


def test_a_month_is_compared_with_itself_one_year_before(db: Database) -> None:
    everybody = [
        fact(uai, month, users, 100) for uai in (A, B, C) for month, users in ((A_YEAR_BEFORE, 44), (FEBRUARY, 48))
    ]
    tell(db, *everybody)
    series = measure_usage(db, situation(db), tool="e-lyco").of()
    assert series.change(FEBRUARY, "potential") == pytest.approx(0.04)
    assert [month.month for month in series.this_year] == [FEBRUARY]
    assert [month.month for month in series.last_year] == [A_YEAR_BEFORE]


def test_visits_grow_in_proportion_to_school_days(db: Database) -> None:
    # February 2021 has 15 school days in zone B, February 2022 has 10.
    tell(db, *[fact(uai, A_YEAR_BEFORE, 44, 100, visits=1500) for uai in (A, B, C)])
    tell(db, *[fact(uai, FEBRUARY, 48, 100, visits=1200) for uai in (A, B, C)])
    series = measure_usage(db, situation(db), tool="e-lyco").of()
    assert series.change(FEBRUARY, "visits") == pytest.approx(0.2)


def test_a_partial_month_is_not_compared(db: Database) -> None:
    tell(db, *[fact(uai, date(2021, 3, 1), 44, 100) for uai in (A, B, C)], on=datetime(2022, 3, 15))
    tell(db, *[fact(uai, MARCH, 30, 100) for uai in (A, B, C)], on=datetime(2022, 3, 16))
    series = measure_usage(db, situation(db), tool="e-lyco").of()
    assert [month.value("potential") for month in series.months] == [0.44, 0.3]
    assert series.change(MARCH, "potential") is None


def test_few_reports_make_a_month_scarce_and_the_answer_takes_the_one_before(db: Database) -> None:
    tell(db, *[fact(uai, FEBRUARY, 48, 100) for uai in (A, B)], fact(A, MARCH, 60, 100))
    series = measure_usage(db, situation(db), tool="e-lyco").of()
    february, march = series.months
    assert (february.coverage("potential"), february.scarce("potential")) == (2 / 3, False)
    assert (march.coverage("potential"), march.scarce("potential")) == (1 / 3, True)
    assert series.latest("potential") == february


def test_a_tool_of_an_indicator_concerns_its_types_without_the_segpa(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100))
    assert measure_usage(db, situation(db), tool="e-lyco").types == {"Collège": 2, "Lycée": 1}


def test_a_segpa_that_reports_is_concerned(db: Database) -> None:
    tell(db, fact(SEGPA, FEBRUARY, 30, 60))
    assert measure_usage(db, situation(db), tool="e-lyco").types == {"Collège": 3, "Lycée": 1}


def test_another_tool_concerns_those_that_reported_it_once(db: Database) -> None:
    tell(db, fact(D, FEBRUARY, 20, 100, service="e-primo"), fact(D, MARCH, 20, 100, service="e-primo"))
    assert measure_usage(db, situation(db), tool="e-primo").types == {"École": 1}


def test_another_tool_concerns_a_type_half_of_which_reported_it(db: Database) -> None:
    tell(db, fact(D, FEBRUARY, 20, 100, service="e-primo"), fact(E, MARCH, 20, 100, service="e-primo"))
    assert measure_usage(db, situation(db), tool="e-primo").types == {"École": 4}


def test_tools_are_the_indicators_first_each_with_its_own_services(db: Database) -> None:
    tell(
        db,
        *[fact(uai, FEBRUARY, 20, 100, service="e-primo") for uai in (D, E)],
        fact(A, FEBRUARY, 48, 100),
        fact(A, FEBRUARY, 40, 100, service="Cahier_Textes"),
    )
    tools = usage_tools(db, situation(db))
    assert [(tool.name, list(tool.services)) for tool in tools] == [("e-lyco", ["Cahier_Textes"]), ("e-primo", [])]


def test_a_service_without_a_tool_stands_alone(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 40, 100, service="Cahier_Textes"))
    assert [tool.name for tool in usage_tools(db, situation(db))] == ["Cahier_Textes"]


def test_a_service_of_one_tool_leaves_out_the_establishments_of_another(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(D, FEBRUARY, 90, 100, service="e-primo"))
    tell(db, *[fact(uai, FEBRUARY, users, 100, service="Cahier_Textes") for uai, users in ((A, 40), (D, 80))])
    found = measure_usage(db, situation(db), tool="e-lyco", service="Cahier_Textes").of().at(FEBRUARY)
    assert found is not None
    assert found.value("potential") == 0.4


def test_services_stand_side_by_side_over_one_month_and_its_year_before(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(A, MARCH, 50, 100), fact(A, A_YEAR_BEFORE, 44, 100))
    tell(db, fact(A, FEBRUARY, 40, 100, service="Cahier_Textes"))
    (tool,) = usage_tools(db, situation(db))
    found = measure_services(db, situation(db), tool=tool, month=FEBRUARY)
    assert list(found) == ["e-lyco", "Cahier_Textes"]
    assert [month.month for month in found["e-lyco"]["e-lyco", None, None].months] == [A_YEAR_BEFORE, FEBRUARY]
    assert found["Cahier_Textes"]["Cahier_Textes", None, None].months[0].concerned == 2  # A did, one of two collèges


def test_nothing_adds_months_or_services_up(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(A, MARCH, 50, 100))
    series = measure_usage(db, situation(db), tool="e-lyco").of()
    with pytest.raises(TypeError):
        sum(series.months)  # type: ignore[arg-type]
    names = {name for thing in (series, series.months[0], measure, months) for name in dir(thing)}
    assert not {name for name in names if "total" in name or name.startswith("sum")}
    assert [month.parts["potential"].users for month in series.months] == [48, 50]


def test_pupils_enrolled_are_compared_with_pupils_only(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100, activated=90, visits=200), fact(A, FEBRUARY, 5, 10, profile="parents"))
    found = measure_usage(db, situation(db), tool="e-lyco")
    assert bases(found.of("élèves")) == ["potential", "activated", "pupils", "visits"]
    assert bases(found.of("parents")) == ["potential"]
    assert "pupils" not in bases(found.of())


def test_a_file_of_visits_only_still_gives_visits(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, None, None, visits=200, profile="tous"))
    found = measure_usage(db, situation(db), tool="e-lyco")
    assert (bases(found.of()), found.profiles) == (["visits"], ())
    february = found.of().at(FEBRUARY)
    assert february is not None
    assert (february.visits_a_day, february.visits_a_user, february.reported("visits")) == (20, None, 1)


def test_filters_keep_the_establishments_asked(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(C, FEBRUARY, 90, 100))
    found = measure_usage(db, situation(db, type="Lycée"), tool="e-lyco")
    february = found.of().at(FEBRUARY)
    assert february is not None
    assert (found.types, february.value("potential")) == ({"Lycée": 1}, 0.9)


def test_the_past_is_what_was_known_then(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), on=datetime(2022, 3, 4))
    before = situation(db)
    tell(db, fact(A, FEBRUARY, 90, 100), on=datetime(2022, 5, 4))
    found = measure_usage(db, before, tool="e-lyco").of().at(FEBRUARY)
    assert found is not None
    assert found.value("potential") == 0.48
    assert month_of(db, FEBRUARY).value("potential") == 0.9


def test_the_rate_is_the_indicators_own(db: Database) -> None:
    from indicators.catalogue import catalogue
    from indicators.definition import Rate
    from indicators.measure.rate import measure_rate

    tell(db, fact(A, FEBRUARY, 300, 500), fact(B, FEBRUARY, 450, 1000), fact(C, FEBRUARY, 20, 10))
    indicator = catalogue()["usage_services"]
    assert isinstance(indicator, Rate)
    current = measure_rate(db, indicator, situation(db)).current
    assert current is not None
    assert (current.month, current.value) == (FEBRUARY, month_of(db, FEBRUARY).value("potential"))

"""The school calendar: what a school day is, and what is said where the calendar is not known."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays
from vacances_scolaires_france import SchoolHolidayDates

from data.errors import Refusal
from data.reference.calendar import (
    calendar_known,
    holidays_between,
    is_school_day,
    month_ends,
    school_days,
    school_year,
    school_year_of,
)

YEAR = school_year("2021-2022")


def test_a_school_year_runs_from_september_to_august() -> None:
    assert (YEAR.code, YEAR.starts_on, YEAR.ends_on) == ("2021-2022", date(2021, 9, 1), date(2022, 8, 31))


@pytest.mark.parametrize("code", ["2021", "2021-2023", "2022-2021", "21-22", "2021/2022", "", "2021-2022-2023"])
def test_a_malformed_school_year_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(Refusal, match="comme 2021-2022"):
        school_year(code)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2021, 8, 31), "2020-2021"), (date(2021, 9, 1), "2021-2022"), (date(2022, 1, 1), "2021-2022")],
)
def test_a_day_belongs_to_the_year_that_began_in_september(day: date, code: str) -> None:
    assert school_year_of(day).code == code


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2021, 9, 30), 21),
        (date(2021, 10, 31), 16),
        (date(2021, 11, 30), 16),
        (date(2021, 12, 31), 13),
        (date(2022, 1, 31), 21),
        (date(2022, 2, 28), 10),
        (date(2022, 3, 31), 23),
        (date(2022, 4, 30), 11),
        (date(2022, 5, 31), 20),
        (date(2022, 6, 30), 21),
        (date(2022, 7, 31), 4),
        (date(2022, 8, 31), 0),
    ],
)
def test_school_days_of_each_month_in_zone_b(last: date, expected: int) -> None:
    assert school_days(last.replace(day=1), last, "B") == expected


def test_both_ends_count_and_a_reversed_interval_holds_no_day() -> None:
    thursday, friday = date(2021, 9, 2), date(2021, 9, 3)
    assert school_days(thursday, friday, "B") == 2
    assert school_days(friday, friday, "B") == 1
    assert school_days(friday, thursday, "B") == 0


def test_school_days_add_up_over_two_school_years() -> None:
    # June 2021: 22 weekdays, no holiday. July 2021 up to Monday 5: 3 days. September 2021: 21.
    assert school_days(date(2021, 6, 1), date(2021, 9, 30), "B") == 22 + 3 + 21


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 9, 1), False),  # teachers only
        (date(2021, 9, 2), True),
        (date(2021, 9, 4), False),  # Saturday
        (date(2021, 11, 11), False),  # public holiday
        (date(2022, 2, 8), False),  # winter holidays of zone B
        (date(2023, 9, 4), True),
        (date(2023, 9, 1), False),
    ],
)
def test_a_school_day_is_a_weekday_in_class(day: date, expected: bool) -> None:
    assert is_school_day(day, "B") is expected


def test_zones_have_their_own_winter_holidays() -> None:
    assert [is_school_day(date(2022, 2, 21), zone) for zone in "ABC"] == [False, True, False]


def test_holidays_are_named_and_cut_at_the_interval() -> None:
    assert holidays_between(date(2021, 10, 1), date(2021, 12, 20), "B") == [
        (date(2021, 10, 23), date(2021, 11, 7), "Vacances de la Toussaint"),
        (date(2021, 12, 18), date(2021, 12, 20), "Vacances de Noël"),
    ]


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_spring_2021_was_the_same_for_all_zones(zone: str) -> None:
    assert holidays_between(date(2021, 4, 1), date(2021, 5, 31), zone) == [
        (date(2021, 4, 10), date(2021, 4, 25), "Vacances de printemps"),
        (date(2021, 5, 13), date(2021, 5, 16), "Pont de l'Ascension"),
    ]


def test_an_unknown_calendar_leaves_out_weekends_and_public_holidays_only() -> None:
    assert calendar_known(YEAR, "B") and calendar_known(date(2028, 7, 1), "B")
    assert not calendar_known(date(2035, 12, 1), "B")
    # December 2035: 21 weekdays, and Christmas is a Tuesday.
    assert school_days(date(2035, 12, 1), date(2035, 12, 31), "B") == 20
    assert holidays_between(date(2035, 12, 1), date(2035, 12, 31), "B") == []


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_every_day_is_off_or_not_as_the_two_libraries_say(zone: str) -> None:
    public, school = country_holidays("FR", years=range(2008, 2017)), SchoolHolidayDates().data
    # Before, Whit Monday was worked for three years; the corrections and the pupils' first days are of 2016 and later.
    for number in range((date(2016, 8, 31) - date(2008, 9, 1)).days):
        day = date(2008, 9, 1) + timedelta(days=number)
        off = day.weekday() > 4 or day in public or (day in school and school[day][f"vacances_zone_{zone.lower()}"])
        assert is_school_day(day, zone) != off, day


def test_public_holidays_are_those_of_the_library_for_a_century() -> None:
    # Years whose school holidays nobody knows: a weekday is off when it is a public holiday.
    public = country_holidays("FR", years=range(2030, 2101))
    first = date(2030, 9, 1)
    weekdays = [day for day in (first + timedelta(days=number) for number in range(70 * 365)) if day.weekday() <= 4]
    assert [day for day in weekdays if is_school_day(day, "B")] == [day for day in weekdays if day not in public]


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal, match="A, B ou C"):
        school_days(date(2021, 9, 1), date(2021, 9, 30), "D")


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2021, 11, 15), [date(2021, 9, 30), date(2021, 10, 31), date(2021, 11, 15)]),
        (date(2021, 10, 31), [date(2021, 9, 30), date(2021, 10, 31)]),
        (date(2021, 9, 1), [date(2021, 9, 1)]),
        (date(2021, 8, 31), []),
    ],
)
def test_a_trajectory_has_a_point_a_month_and_one_for_its_last_day(until: date, expected: list[date]) -> None:
    assert month_ends(YEAR, until) == expected


def test_a_trajectory_ends_with_its_school_year() -> None:
    points = month_ends(YEAR, date(2022, 12, 25))
    assert (len(points), points[5], points[-1]) == (12, date(2022, 2, 28), date(2022, 8, 31))

"""Which answer stands on which day, and what the counts are. Expected values read off the little stories told here."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from data.batches import revert_batch
from data.campaigns import create_campaign, set_expected
from data.database import LOCAL, Database, open_database
from data.settings import Settings
from data.targets import set_target
from data.usage.record import Usage, record_usage
from indicators.catalogue import find_indicator
from indicators.definition import Adoption, Rate
from indicators.findings import finding
from indicators.measure.adoption import AdoptionMeasure, measure_adoption, trajectories
from indicators.measure.expected import expecting
from indicators.measure.rate import RateMeasure, measure_rate
from indicators.situation import Situation
from tests.helpers import Clock, add_answers, add_establishments, memory_database


def open_year(count: int = 1, **columns: object) -> tuple[Database, list[str]]:
    db = memory_database()
    uais = add_establishments(db, [columns for _ in range(count)])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db, uais


def measured(
    db: Database, code: str, on: date, year: str = "2021-2022", as_of: datetime | None = None
) -> AdoptionMeasure:
    indicator = find_indicator(code)
    assert isinstance(indicator, Adoption)
    return measure_adoption(db, indicator, Situation(school_year=year, on=on, as_of=as_of or db.clock()))


def state(db: Database, code: str, on: date, year: str = "2021-2022") -> str:
    return str(measured(db, code, on, year).states.iloc[0]["state"])


def test_a_later_return_does_not_rewrite_the_days_before_it() -> None:
    db, (uai,) = open_year()
    add_answers(
        db, campaign="c", answers=[(uai, "cadre_etat", "En cours de rédaction")], answered_on=date(2021, 11, 10)
    )
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Intégré au projet")], answered_on=date(2022, 3, 1))
    days = [date(2021, 11, 9), date(2021, 11, 10), date(2022, 2, 28), date(2022, 3, 1)]
    assert [state(db, "cadre_communication", on) for on in days] == ["silencieux", "partiel", "partiel", "oui"]


def test_an_adoption_reaches_back_to_its_day_over_an_older_return() -> None:
    db, (uai,) = open_year()
    add_answers(
        db, campaign="c", answers=[(uai, "cadre_etat", "En cours de rédaction")], answered_on=date(2021, 11, 10)
    )
    told = [(uai, "cadre_etat", "Intégré au projet"), (uai, "cadre_date_adoption", "2022-02-10")]
    add_answers(db, campaign="c", answers=told, answered_on=date(2022, 3, 1))
    assert [state(db, "cadre_communication", on) for on in (date(2022, 2, 9), date(2022, 2, 10))] == ["partiel", "oui"]


def test_correcting_the_adoption_day_moves_it() -> None:
    db, (uai,) = open_year()
    told = [(uai, "cadre_etat", "Intégré au projet"), (uai, "cadre_date_adoption", "2022-02-10")]
    add_answers(db, campaign="c", answers=told, answered_on=date(2022, 3, 1))
    add_answers(db, campaign="c", answers=[(uai, "cadre_date_adoption", "2022-02-20")], answered_on=date(2022, 3, 1))
    assert [state(db, "cadre_communication", on) for on in (date(2022, 2, 15), date(2022, 2, 20))] == [
        "silencieux",
        "oui",
    ]


def test_an_announced_adoption_is_partial_until_its_day() -> None:
    db, (uai,) = open_year()
    told = [(uai, "cadre_etat", "Intégré au projet"), (uai, "cadre_date_adoption", "2022-04-15")]
    add_answers(db, campaign="c", answers=told, answered_on=date(2022, 3, 1))
    assert [state(db, "cadre_communication", on) for on in (date(2022, 3, 15), date(2022, 4, 15))] == ["partiel", "oui"]


def test_a_correction_told_for_the_same_day_wins() -> None:
    db, (uai,) = open_year()
    for value in ("Intégré au projet", "Aucun"):
        add_answers(db, campaign="c", answers=[(uai, "cadre_etat", value)], answered_on=date(2022, 3, 1))
    assert state(db, "cadre_communication", date(2022, 3, 15)) == "non"


def test_an_older_return_imported_late_does_not_replace_a_newer_one() -> None:
    db, (uai,) = open_year()
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Intégré au projet")], answered_on=date(2022, 3, 1))
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Aucun")], answered_on=date(2021, 11, 10))
    assert state(db, "cadre_communication", date(2022, 3, 15)) == "oui"


def test_a_withdrawn_answer_leaves_the_establishment_silent() -> None:
    db, (uai,) = open_year()
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Aucun")], answered_on=date(2022, 2, 1))
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", None)], answered_on=date(2022, 3, 1))
    assert state(db, "cadre_communication", date(2022, 3, 15)) == "silencieux"


def test_a_framework_carries_over_and_a_committee_does_not() -> None:
    db, (uai,) = open_year()
    create_campaign(db, LOCAL, code="d", school_year="2020-2021")
    told = [(uai, "cadre_etat", "Intégré au projet"), (uai, "comite_existe", "non")]
    add_answers(db, campaign="d", answers=told, answered_on=date(2021, 3, 1))
    on = date(2021, 10, 15)
    assert (state(db, "cadre_communication", on), state(db, "comite_fonctionnel", on)) == ("oui", "silencieux")
    assert state(db, "comite_fonctionnel", date(2021, 3, 1), "2020-2021") == "non"


def test_an_answer_of_the_next_year_says_nothing_of_this_one() -> None:
    db, (uai,) = open_year()
    create_campaign(db, LOCAL, code="e", school_year="2022-2023")
    add_answers(db, campaign="e", answers=[(uai, "cadre_etat", "Intégré au projet")], answered_on=date(2022, 3, 1))
    assert state(db, "cadre_communication", date(2022, 3, 15)) == "silencieux"


COMMITTEE = {
    "comite_existe": "oui",
    "comite_reunions": "3",
    "comite_comptes_rendus": "oui",
    "comite_direction": "oui",
    "comite_referent": "oui",
    "comite_parents": "oui",
}


@pytest.mark.parametrize(
    ("answered_on", "meetings", "expected"),
    [
        (date(2021, 10, 1), "0", "partiel"),  # at least one, even before the first trimestre ends
        (date(2021, 12, 30), "1", "oui"),
        (date(2021, 12, 31), "1", "oui"),  # one trimestre elapsed: one meeting
        (date(2022, 3, 30), "1", "oui"),
        (date(2022, 3, 31), "1", "partiel"),  # two elapsed
        (date(2022, 6, 29), "2", "oui"),
        (date(2022, 6, 30), "2", "partiel"),  # three elapsed
        (date(2022, 6, 30), "3", "oui"),
    ],
)
def test_a_meeting_is_required_for_each_trimestre_elapsed(answered_on: date, meetings: str, expected: str) -> None:
    db, (uai,) = open_year()
    told = [(uai, q, v) for q, v in (COMMITTEE | {"comite_reunions": meetings}).items()]
    add_answers(db, campaign="c", answers=told, answered_on=answered_on)
    assert state(db, "comite_fonctionnel", answered_on) == expected


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"comite_direction": "non"}, ["direction absente"]),
        ({"comite_parents": "non"}, ["aucun autre groupe représenté"]),
        ({"comite_comptes_rendus": None}, ["comptes rendus non renseignés"]),
        ({"comite_reunions": None}, ["nombre de réunions non renseigné"]),
    ],
)
def test_a_committee_that_lacks_a_criterion_is_partial_and_says_which(
    change: dict[str, str], missing: list[str]
) -> None:
    db, (uai,) = open_year()
    told = [(uai, q, v) for q, v in (COMMITTEE | change).items() if v]
    add_answers(db, campaign="c", answers=told, answered_on=date(2022, 3, 1))
    row = measured(db, "comite_fonctionnel", date(2022, 3, 15)).states.iloc[0]
    assert (row["state"], list(row["missing"])) == ("partiel", missing)


def test_a_committee_created_later_does_not_exist_yet() -> None:
    db, (uai,) = open_year()
    told = [(uai, q, v) for q, v in (COMMITTEE | {"comite_date_creation": "2022-04-01"}).items()]
    add_answers(db, campaign="c", answers=told, answered_on=date(2022, 3, 1))
    assert [state(db, "comite_fonctionnel", on) for on in (date(2022, 3, 15), date(2022, 4, 1))] == ["non", "oui"]


def test_counts_bounds_and_trajectory() -> None:
    db, uais = open_year(10)
    values = ["Intégré au projet"] * 3 + ["Rédigé, non intégré"] * 2 + ["Aucun"]
    told = [(uai, "cadre_etat", value) for uai, value in zip(uais, values, strict=False)]
    add_answers(db, campaign="c", answers=told, answered_on=date(2021, 12, 15))
    measure = measured(db, "cadre_communication", date(2022, 1, 15))
    counts = measure.counts
    assert (counts.expected, counts.answered, counts.silent) == (10, 6, 4)
    assert (counts.yes, counts.partial, counts.no, counts.low, counts.high) == (3, 2, 1, 3, 7)
    assert [(p.day, p.counts.low, p.counts.high) for p in measure.trajectory] == [
        (date(2021, 9, 30), 0, 10),
        (date(2021, 10, 31), 0, 10),
        (date(2021, 11, 30), 0, 10),
        (date(2021, 12, 31), 3, 7),
        (date(2022, 1, 15), 3, 7),
    ]


def test_each_state_names_the_file_and_the_cell() -> None:
    db, (uai,) = open_year()
    batch = add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Aucun")])
    row = measured(db, "cadre_communication", date(2022, 3, 15)).states.iloc[0]
    assert tuple(row[["file_name", "sheet", "cell", "batch"]]) == ("retours.xlsx", "Réponses", "E6", batch)


def test_what_was_known_then_is_what_was_shown_then() -> None:
    db, (uai,) = open_year()
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Aucun")], answered_on=date(2022, 2, 1))
    then = db.clock()
    batch = add_answers(
        db, campaign="c", answers=[(uai, "cadre_etat", "Intégré au projet")], answered_on=date(2022, 2, 1)
    )
    on = date(2022, 2, 15)
    revert_batch(db, LOCAL, batch, reason="essai")
    assert state(db, "cadre_communication", on) == "non"
    assert measured(db, "cadre_communication", on, as_of=then).counts.no == 1


def test_a_reverted_import_no_longer_counts_but_did_then() -> None:
    db, (uai,) = open_year()
    batch = add_answers(
        db, campaign="c", answers=[(uai, "cadre_etat", "Intégré au projet")], answered_on=date(2022, 2, 1)
    )
    before = db.clock()
    revert_batch(db, LOCAL, batch, reason="mauvais fichier")
    on = date(2022, 2, 15)
    assert state(db, "cadre_communication", on) == "silencieux"
    assert measured(db, "cadre_communication", on, as_of=before).counts.yes == 1


def test_without_a_campaign_nobody_is_expected() -> None:
    db = memory_database(Clock())
    assert measured(db, "cadre_communication", date(2022, 3, 15)).counts.expected == 0


def test_filters_keep_the_establishments_asked_for() -> None:
    db = memory_database()
    uais = add_establishments(db, [{"type": "Collège"}, {"type": "École", "epci": "CC de Nozay"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Intégré au projet") for uai in uais])
    indicator = find_indicator("cadre_communication")
    assert isinstance(indicator, Adoption)
    chosen = Situation(
        school_year="2021-2022",
        on=date(2022, 3, 15),
        as_of=db.clock(),
        filters={"type": "École", "epci": "CC de Nozay"},
    )
    assert measure_adoption(db, indicator, chosen).states["uai"].tolist() == [uais[1]]


def usage(uai: str, month: date, users: int | None, accounts: int | None, profile: str = "élèves") -> Usage:
    return Usage(
        uai=uai,
        month=month,
        service="e-lyco",
        profile=profile,
        potential=accounts,
        activated=None,
        unique_users=users,
        visits=None,
    )


def rated(db: Database, on: date) -> RateMeasure:
    indicator = find_indicator("usage_services")
    assert isinstance(indicator, Rate)
    return measure_rate(db, indicator, Situation(school_year="2021-2022", on=on, as_of=db.clock()))


def record(db: Database, *facts: Usage) -> None:
    record_usage(db, LOCAL, list(facts), file_name="u.csv", file_sha256="x", content_sha256="x")


def test_a_rate_is_a_ratio_of_sums_over_profiles_and_establishments() -> None:
    db, (a, b) = open_year(2)
    month = date(2022, 1, 1)
    record(db, usage(a, month, 100, 200), usage(a, month, 10, 20, "enseignants"), usage(b, month, 90, 380))
    current = rated(db, date(2022, 2, 10)).current
    assert current is not None
    assert (current.numerator, current.denominator, current.value) == (200, 600, pytest.approx(1 / 3))


def test_the_silent_give_the_bounds_of_a_rate_by_their_last_known_accounts() -> None:
    db, (a, b, _never) = open_year(3)
    record(db, usage(a, date(2022, 1, 1), 50, 100), usage(b, date(2021, 12, 1), 30, 300))
    current = rated(db, date(2022, 2, 10)).current
    assert current is not None and current.month == date(2022, 1, 1)
    # 100 accounts known, 300 silent: from 50/400 to 350/400. One establishment in three has no accounts known at all.
    assert (current.low, current.high) == (pytest.approx(0.125), pytest.approx(0.875))
    assert current.coverage == pytest.approx(2 / 3)


def test_a_month_told_again_is_replaced() -> None:
    db, (a,) = open_year()
    record(db, usage(a, date(2022, 1, 1), 50, 100))
    record(db, usage(a, date(2022, 1, 1), 60, 100))
    current = rated(db, date(2022, 2, 10)).current
    assert current is not None and current.numerator == 60


def test_more_users_than_accounts_is_an_anomaly_not_a_figure() -> None:
    db, (a, b) = open_year(2)
    record(db, usage(a, date(2022, 1, 1), 150, 100), usage(b, date(2022, 1, 1), 50, 100))
    current = rated(db, date(2022, 2, 10)).current
    assert current is not None
    assert (current.value, current.anomalies, current.answered) == (0.5, 1, 1)


def test_an_anomalous_month_is_not_its_own_last_known_accounts() -> None:
    db, (a, b) = open_year(2)
    december, january = date(2021, 12, 1), date(2022, 1, 1)
    record(db, usage(a, december, 50, 900), usage(a, january, 150, 100), usage(b, january, 50, 100))
    current = rated(db, date(2022, 2, 10)).current
    assert current is not None and current.silent_accounts == 900


def test_a_month_still_running_is_flagged_and_does_not_make_the_value() -> None:
    db, (a,) = open_year()
    record(db, usage(a, date(2022, 1, 1), 50, 100), usage(a, date(2022, 2, 1), 10, 100))
    measure = rated(db, date(2022, 2, 27))
    assert measure.current is not None and measure.current.month == date(2022, 1, 1)
    assert [m.complete for m in measure.months] == [True, False]
    assert rated(db, date(2022, 2, 28)).current == rated(db, date(2022, 2, 28)).months[-1]


def test_the_same_month_one_year_before_is_found() -> None:
    db, (a,) = open_year()
    record(db, usage(a, date(2021, 1, 1), 40, 100), usage(a, date(2022, 1, 1), 50, 100))
    before = rated(db, date(2022, 2, 10)).year_before
    assert before is not None and before.value == 0.4


def test_only_the_types_of_the_indicator_are_expected() -> None:
    db = memory_database()
    add_establishments(db, [{"type": "École"}, {"type": "Collège"}, {"type": "Lycée"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    assert sorted(rated(db, date(2022, 2, 10)).states["type"]) == ["Collège", "Lycée"]


def test_the_trajectories_of_a_group_add_up_to_the_territory() -> None:
    db = memory_database()
    uais = add_establishments(db, [{"sector": sector} for sector in ("Public", "Public", "Privé", None)])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    for uai, on in ((uais[0], date(2021, 10, 5)), (uais[2], date(2021, 12, 1)), (uais[3], date(2021, 12, 2))):
        add_answers(db, campaign="c", answers=[(uai, "formation_suivie", "oui")], answered_on=on)
    indicator = find_indicator("formation_pairs")
    assert isinstance(indicator, Adoption)
    situation = Situation(school_year="2021-2022", on=date(2021, 12, 1), as_of=db.clock())
    found = trajectories(db, indicator, situation, "sector")
    told = {value: [(point.counts.yes, point.counts.silent) for point in points] for value, points in found.items()}
    # Month ends of September, October, November, then 1 December.
    assert told == {
        "Public": [(0, 2), (1, 1), (1, 1), (1, 1)],
        "Privé": [(0, 1), (0, 1), (0, 1), (1, 0)],
        "Non renseigné": [(0, 1), (0, 1), (0, 1), (0, 1)],
    }


def rate_of(db: Database, on: date, due_on: date | None = None) -> RateMeasure:
    indicator = find_indicator("usage_services")
    assert isinstance(indicator, Rate)
    situation = Situation(school_year="2021-2022", on=on, as_of=db.clock())
    return measure_rate(db, indicator, situation, due_on=due_on)


def tell(db: Database, month: date, users: dict[str, int], accounts: int = 100) -> None:
    facts = [
        Usage(
            uai=uai,
            month=month,
            service="e-lyco",
            profile="élèves",
            potential=accounts,
            activated=None,
            unique_users=count,
            visits=None,
        )
        for uai, count in users.items()
    ]
    record_usage(db, LOCAL, facts, file_name="u.csv", file_sha256=f"{month}", content_sha256=f"{month} {users}")


def test_a_month_told_before_its_end_does_not_make_the_figure_once_it_is_over() -> None:
    clock = Clock(datetime(2022, 3, 5, 9, 0))
    db = memory_database(clock)
    uais = add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    tell(db, date(2022, 2, 1), dict.fromkeys(uais, 50))
    clock.now = datetime(2022, 3, 16, 9, 0)
    tell(db, date(2022, 3, 1), dict.fromkeys(uais, 30))
    measure = rate_of(db, date(2022, 3, 31))
    assert measure.current is not None and measure.current.month == date(2022, 2, 1)
    assert [(m.month.month, m.complete, m.value) for m in measure.months] == [(2, True, 0.5), (3, False, 0.3)]
    clock.now = datetime(2022, 4, 6, 9, 0)
    tell(db, date(2022, 3, 1), {uais[0]: 60})
    measure = rate_of(db, date(2022, 3, 31))
    # The other one told but half of March: it is silent, with the accounts known in February.
    assert measure.current is not None
    assert (measure.current.month, measure.current.value, measure.current.answered) == (date(2022, 3, 1), 0.6, 1)
    assert (measure.current.low, measure.current.high) == (0.3, 0.8)
    assert sorted(measure.states["state"]) == ["relevé", "silencieux"]


def test_after_the_due_day_the_month_of_the_due_day_is_judged() -> None:
    db = memory_database(Clock(datetime(2022, 8, 8, 9, 0)))
    uais = add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    tell(db, date(2022, 6, 1), dict.fromkeys(uais, 46))
    tell(db, date(2022, 7, 1), dict.fromkeys(uais, 9))
    due_on = date(2022, 6, 30)
    for on in (date(2022, 7, 5), date(2022, 8, 10)):
        current = rate_of(db, on, due_on).current
        assert current is not None and current.value == 0.46
    current = rate_of(db, date(2022, 8, 10)).current
    assert current is not None and current.value == 0.09


def test_a_growth_over_a_month_that_few_had_told_concludes_nothing() -> None:
    db = memory_database(Clock(datetime(2022, 3, 8, 9, 0)))
    uais = add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    goal = {"baseline": 0.0, "value": 0.02, "due_on": date(2022, 6, 30), "reason": "essai"}
    set_target(db, LOCAL, indicator="usage_services", school_year="2021-2022", measure="growth", **goal)  # type: ignore[arg-type]
    tell(db, date(2021, 2, 1), {uais[0]: 10})
    tell(db, date(2022, 2, 1), dict.fromkeys(uais, 50))
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 8), as_of=db.clock())
    assert finding(db, find_indicator("usage_services"), situation).verdict == "indetermine"


def test_two_handles_on_one_file_count_each_their_own_situation(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "deux.duckdb")
    first = open_database(settings.database, settings=settings)
    add_establishments(first, [{"type": "Collège"}, {"type": "Lycée"}, {"type": "Lycée"}])
    create_campaign(first, LOCAL, code="c", school_year="2021-2022")
    second = open_database(settings.database, settings=settings)
    whole = Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=first.clock())
    with (
        expecting(first, replace(whole, filters={"type": "Collège"})) as one,
        expecting(second, replace(whole, filters={"type": "Lycée"})) as two,
    ):
        counted = [cursor.execute("SELECT count(*) FROM expected_establishment").fetchone() for cursor in (one, two)]
    assert counted == [(1,), (2,)]
    first.close()
    second.close()


@pytest.mark.parametrize("seed", range(6))
def test_expected_are_those_whom_a_campaign_of_the_year_asked_last(seed: int) -> None:
    clock = Clock(datetime(2021, 10, 1, 9, 0))
    db = memory_database(clock)
    uais = add_establishments(db, [{} for _ in range(6)])
    asked = {code: set(uais) for code in ("automne", "printemps")}
    create_campaign(db, LOCAL, code="ancienne", school_year="2020-2021")
    for code in asked:
        create_campaign(db, LOCAL, code=code, school_year="2021-2022")
    chance = Random(seed)
    told = []
    for _ in range(12):
        code, some, wanted = chance.choice(list(asked)), set(chance.sample(uais, 4)), chance.random() < 0.4
        set_expected(db, LOCAL, campaign=code, uai_list=sorted(some), expected=wanted, reason="essai")
        asked[code] = asked[code] | some if wanted else asked[code] - some
        told.append((db.clock(), set.union(*asked.values())))
        clock.now += timedelta(minutes=1)
    for as_of, expected in told:
        with expecting(db, Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=as_of)) as cursor:
            found = {uai for (uai,) in cursor.execute("SELECT uai FROM expected_establishment").fetchall()}
        assert found == expected


def test_what_is_kept_in_memory_of_one_day_serves_another_day_right(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "jours.duckdb")
    db = open_database(settings.database, settings=settings)
    uais = add_establishments(db, [{"type": "Collège"}, {"type": "Lycée"}, {"type": "Lycée"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    adopted = [(uais[0], "cadre_etat", "Intégré au projet"), (uais[0], "cadre_date_adoption", "2021-10-05")]
    add_answers(db, campaign="c", answers=adopted, answered_on=date(2022, 2, 10))
    add_answers(db, campaign="c", answers=[(uais[1], "cadre_etat", "Aucun")], answered_on=date(2021, 12, 1))
    now = db.clock()

    def heard(on: date, base: Database) -> list[tuple[int, int, int]]:
        points = measured(base, "cadre_communication", on, as_of=now).heard
        return [(point.day.month, point.counts.yes, point.counts.no) for point in points]

    # Seen before it answered, the adoption keeps the day it gives; seen after, it is heard of in February.
    before = [(9, 0, 0), (10, 1, 0), (11, 1, 0), (12, 1, 1), (1, 1, 1)]
    after = [(9, 0, 0), (10, 0, 0), (11, 0, 0), (12, 0, 1), (1, 0, 1), (2, 1, 1)]
    for on, expected in ((date(2022, 1, 20), before), (date(2022, 2, 28), after), (date(2022, 1, 20), before)):
        assert heard(on, db) == expected
    add_answers(db, campaign="c", answers=[(uais[2], "cadre_etat", "Aucun")], answered_on=date(2022, 2, 20))
    assert measured(db, "cadre_communication", date(2022, 2, 28)).counts.no == 2
    assert heard(date(2022, 2, 28), db) == after
    db.close()


def test_a_base_that_had_to_be_opened_anew_is_counted_again() -> None:
    db, uais = open_year(2)
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock())
    before = measured(db, "cadre_communication", date(2022, 3, 15), as_of=situation.as_of).counts.expected
    with expecting(db, situation) as cursor:
        kept = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'standing'").fetchall()
        for (name,) in kept:
            cursor.execute(f"DROP TABLE IF EXISTS standing.{name}")
    db.openings += 1
    assert (
        measured(db, "cadre_communication", date(2022, 3, 15), as_of=situation.as_of).counts.expected
        == before
        == len(uais)
    )

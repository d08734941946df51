"""Did it move the indicator? Before the start and now, those concerned beside the others, numbers worked out by hand."""

from datetime import date, datetime
from typing import Any

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.derived import forget
from data.plan import Concerned, Item
from data.usage.record import Usage
from indicators.definitions import defined
from indicators.findings import finding
from indicators.plan.effect import (
    NO_CAUSE,
    NO_CAUSE_ALONE,
    UNTOLD,
    Adopted,
    Effect,
    Territory,
    Used,
    effect_contract,
    effect_rows,
    effects,
    no_cause,
    read_effect,
)
from indicators.plan.frozen import plan_payload
from indicators.situation import Situation
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database
from tests.indicators import usage_facts
from tests.indicators.some_establishments import COMPLETE
from tests.indicators.usage_facts import fact
from tests.plans import tell_action

ON, START = date(2022, 3, 15), date(2022, 1, 10)
FRAMEWORK, COMMITTEE, USE = "cadre_communication", "comite_fonctionnel", "usage_services"
A, B, C, D, E, F, G = (make_uai(number) for number in range(1, 8))
INTEGRATED, DRAFTED, NONE = "Intégré au projet", "Rédigé, non intégré", "Aucun"
SOME = Concerned(group="uai", members=(A, B, C))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def frameworks(db: Database, told: dict[str, str], on: date) -> None:
    answers = [(uai, "cadre_etat", stage) for uai, stage in told.items()]
    add_answers(db, campaign="c", answers=answers, answered_on=on)


def a_winter() -> Database:
    """Seven collèges. A goes from non to oui, B was silent and says oui, C falls back from oui to non; D stays oui, E
    partiel, F silent, and G, silent, says non."""
    db = memory_database()
    add_establishments(db, [{}] * 7)
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    for on, told in (
        (date(2021, 12, 1), {A: NONE, C: INTEGRATED, D: INTEGRATED, E: DRAFTED}),
        (date(2022, 2, 1), {A: INTEGRATED, B: INTEGRATED, C: NONE, G: NONE}),
    ):
        frameworks(db, told, on)
    return db


@pytest.fixture(scope="module")
def winter() -> Database:
    """The store of `a_winter`, of which tests change nothing but the plan."""
    return a_winter()


def action(
    db: Database, *, on: date | None = START, concerns: Concerned | None = SOME, codes: tuple[str, ...] = (FRAMEWORK,)
) -> Item:
    return tell_action(db, starts_on=on, concerns=concerns, indicators=codes)


def situation(db: Database, on: date = ON, **others: Any) -> Situation:
    return Situation(**({"school_year": "2021-2022", "on": on, "as_of": db.clock()} | others))


def measured(db: Database, code: str) -> Any:
    return finding(db, defined(db, code, db.clock()), situation(db)).measure


def found(db: Database, of: Item, **others: Any) -> list[Effect]:
    return effects(of, Territory(db, situation(db, **others)))


def only(db: Database, of: Item, **others: Any) -> Effect:
    (one,) = found(db, of, **others)
    return one


# --- an adoption


def test_those_concerned_and_the_others_before_and_now(winter: Database) -> None:
    one = only(winter, action(winter))
    assert (one.code, one.label, one.kind, one.before_on, one.after_on) == (
        FRAMEWORK, "Cadre de communication", "adoption", START, ON,
    )  # fmt: skip
    assert one.concerned and one.others
    assert one.concerned.before == Adopted(expected=3, answered=2, yes=1)
    assert one.concerned.after == Adopted(expected=3, answered=3, yes=2)
    assert one.others.before == Adopted(expected=4, answered=2, yes=1)
    assert one.others.after == Adopted(expected=4, answered=3, yes=1)
    assert (one.concerned.before.silent, one.concerned.before.high, one.concerned.new_voices) == (1, 2, 1)
    assert plain(one.sentence) == (
        "Du 10/01/2022 au 15/03/2022, concernés : de 1 à 2 oui sur 3 (de 33,3 % à 66,7 %) ; "
        "autres : de 1 à 1 oui sur 4 (de 25 % à 25 %). "
        "Sans réponse, concernés : 1 au début (dont 1 dit oui aujourd'hui), 0 aujourd'hui ; autres : 2 au début, 1 aujourd'hui."
    )


def test_both_sides_add_up_to_what_the_indicator_says(winter: Database) -> None:
    one, counts = only(winter, action(winter)), measured(winter, FRAMEWORK).counts
    assert one.concerned and one.others
    assert one.concerned.after.yes + one.others.after.yes == counts.yes
    assert one.concerned.after.silent + one.others.after.silent == counts.silent


def test_the_rows_of_its_table(winter: Database) -> None:
    rows = [{name: plain(cell) for name, cell in row.items()} for row in effect_rows(only(winter, action(winter)))]
    assert rows[0] == {
        "Groupe": "Concernés",
        "Établissements": "3",
        "Au début": "1 oui (33,3 %), 1 sans réponse, 10/01/2022",
        "Aujourd'hui": "2 oui (66,7 %), 15/03/2022",
        "Évolution": "+1 oui, +33,3 points",
    }
    assert (rows[1]["Groupe"], rows[1]["Évolution"]) == ("Autres", "0 oui, 0 point")


def test_when_all_are_concerned_there_is_nobody_to_compare_with(winter: Database) -> None:
    for everybody in (Concerned(), Concerned(group="type", members=("Collège",))):
        one = only(winter, action(winter, concerns=everybody))
        assert one.others is None
        assert one.concerned and one.concerned.after == Adopted(expected=7, answered=6, yes=3)
        assert "Tous les établissements attendus sont concernés" in one.sentence
        assert [row["Groupe"] for row in effect_rows(one)] == ["Concernés"]


def test_when_nobody_expected_is_concerned_there_is_nothing_to_measure(winter: Database) -> None:
    add_establishments(winter, [{"uai": make_uai(50), "is_open": False}])
    one = only(winter, action(winter, concerns=Concerned(group="uai", members=(make_uai(50),))))
    assert one.concerned and one.concerned.after == Adopted(expected=0, answered=0, yes=0)
    assert one.others and one.others.after.expected == 7
    assert one.sentence == "Aucun établissement attendu n'est concerné : il n'y a rien à mesurer."
    assert effect_rows(one)[0]["Évolution"] == ""


def test_an_action_that_has_not_begun_has_no_effect(winter: Database) -> None:
    assert found(winter, action(winter, on=date(2022, 3, 16))) == []
    assert found(winter, action(winter, on=None)) == []
    assert found(winter, action(winter, codes=())) == []
    assert len(found(winter, action(winter, on=ON))) == 1  # it begins on the very day


def test_an_action_that_does_not_say_whom_it_is_about_has_no_effect() -> None:
    db = a_winter()
    assert found(db, action(db, concerns=None)) == []
    assert [one["effects"] for one in plan_payload(db, situation(db))["actions"]] == [[]]
    assert "précisez-le" in UNTOLD


def test_an_action_that_begins_on_the_day_has_not_moved_anything(winter: Database) -> None:
    one = only(winter, action(winter, on=ON))
    assert one.concerned and one.concerned.before == one.concerned.after


def test_each_indicator_of_an_action_has_its_effect(winter: Database) -> None:
    assert [one.code for one in found(winter, action(winter, codes=(COMMITTEE, FRAMEWORK)))] == [FRAMEWORK, COMMITTEE]


def test_the_filters_of_the_situation_do_not_count(winter: Database) -> None:
    of = action(winter)
    assert only(winter, of, filters={"type": "Lycée"}) == only(winter, of)


def test_what_was_known_then_is_what_is_compared() -> None:
    db = a_winter()
    of, then = action(db), situation(db)
    frameworks(db, {A: NONE}, date(2022, 2, 10))
    frameworks(db, {F: INTEGRATED}, date(2022, 1, 5))
    before, now = effects(of, Territory(db, then))[0], only(db, of)
    assert before.concerned and before.concerned.after.yes == 2
    assert now.concerned and now.concerned.after.yes == 1
    assert before.others and now.others and (before.others.before.yes, now.others.before.yes) == (1, 2)


def test_what_is_kept_ready_gives_what_the_facts_give() -> None:
    db = a_winter()
    of, then = action(db), situation(db)
    kept = effects(of, Territory(db, then))
    forget(db.reading())
    assert effects(of, Territory(db, then)) == kept


def a_year_before() -> Database:
    """The same seven were asked in 2020-2021 too: that year A had a committee that worked, and D a framework."""
    db = memory_database(Clock(datetime(2021, 10, 15, 9, 0)))
    add_establishments(db, [{"valid_from": date(2020, 9, 1)}] * 7)
    create_campaign(db, LOCAL, code="avant", school_year="2020-2021")
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    told = [(A, question, value) for question, value in COMPLETE.items()]
    add_answers(db, campaign="avant", answers=[*told, (D, "cadre_etat", INTEGRATED)], answered_on=date(2021, 5, 3))
    return db


def test_a_start_before_the_school_year_is_read_in_its_own_where_answers_may_have_lapsed() -> None:
    db = a_year_before()
    of = action(db, on=date(2021, 6, 1), codes=(COMMITTEE, FRAMEWORK))
    frame, committee = found(db, of, on=date(2021, 10, 15))
    assert committee.concerned and committee.others and frame.others
    assert committee.concerned.before == Adopted(expected=3, answered=1, yes=1)
    assert committee.concerned.after == Adopted(expected=3, answered=0, yes=0)
    assert "Une réponse à cet indicateur ne vaut que pour son année scolaire." in committee.sentence
    # A framework carries over.
    assert frame.others.before == frame.others.after == Adopted(expected=4, answered=1, yes=1)
    assert "année scolaire" not in frame.sentence


def test_in_a_year_without_campaign_nobody_had_said_anything() -> None:
    db = a_winter()
    then = situation(db)
    one = only(db, action(db, on=date(2019, 1, 10)))
    assert one.concerned and one.concerned.before == Adopted(expected=3, answered=0, yes=0)
    forget(db.reading())
    assert effects(action(db, on=date(2019, 1, 10)), Territory(db, then))[0].concerned == one.concerned


# --- a rate


DECEMBER, FEBRUARY = date(2021, 12, 1), date(2022, 2, 1)


def told(month: date, **users_and_accounts: tuple[int, int]) -> list[Usage]:
    schools = {"a": usage_facts.A, "b": usage_facts.B, "c": usage_facts.C}
    return [fact(schools[name], month, *pair) for name, pair in users_and_accounts.items()]


def used() -> Database:
    """Two collèges and a lycée that the service serves. In February the lycée tells nothing."""
    db = usage_facts.territory()
    usage_facts.tell(
        db,
        *told(date(2020, 2, 1), a=(100, 500), b=(200, 800), c=(300, 1000)),
        *told(date(2020, 12, 1), a=(180, 500), b=(300, 800), c=(400, 1000)),
        *told(date(2021, 2, 1), a=(170, 500), b=(316, 800), c=(420, 1000)),
        *told(DECEMBER, a=(200, 500), b=(400, 800), c=(500, 1000)),
        *told(FEBRUARY, a=(250, 500), b=(380, 800)),
        on=datetime(2022, 3, 14, 9, 0),
    )
    return db


@pytest.fixture(scope="module")
def reports() -> Database:
    """The store of `used`, of which tests change nothing but the plan."""
    return used()


def of_use(db: Database, on: date = START, uais: tuple[str, ...] = (usage_facts.A,)) -> Item:
    return action(db, on=on, concerns=Concerned(group="uai", members=uais), codes=(USE,))


def test_a_rate_is_compared_between_whole_months_as_ratios_of_sums(reports: Database) -> None:
    one = only(reports, of_use(reports))
    assert (one.kind, one.before_on, one.after_on) == ("rate", date(2021, 12, 31), date(2022, 2, 28))
    assert one.concerned and one.others
    assert one.concerned.before == Used(expected=1, reporting=1, numerator=200, denominator=500)
    assert one.concerned.after == Used(expected=1, reporting=1, numerator=250, denominator=500)
    assert one.others.before == Used(expected=2, reporting=2, numerator=900, denominator=1800)
    assert one.others.after == Used(expected=2, reporting=1, numerator=380, denominator=800)
    # A year before: 180 then 170 on 500; 700 then 736 on 1 800.
    assert plain(one.sentence) == (
        "De décembre 2021 à février 2022, "
        "concernés : de 40 % (200 utilisateurs sur 500 comptes potentiels) à 50 % (250 utilisateurs sur 500 comptes potentiels), "
        "+10 points ; "
        "autres : de 50 % (900 utilisateurs sur 1 800 comptes potentiels) à 47,5 % (380 utilisateurs sur 800 comptes potentiels), "
        "−2,5 points. "
        "Entre les mêmes mois un an plus tôt, concernés : −2 points ; autres : +2 points. "
        "Établissements relevés, autres : 2 puis 1 sur 2."
    )
    month = measured(reports, USE).current
    assert (month.numerator, month.denominator) == (250 + 380, 500 + 800)
    rows = effect_rows(one)
    assert plain(rows[0]["Au début"]) == "40 % (200 utilisateurs sur 500 comptes potentiels), décembre 2021"
    assert plain(rows[0]["Évolution"]) == "+10 points"


def test_the_month_of_the_start_is_not_before_it(reports: Database) -> None:
    assert only(reports, of_use(reports, on=date(2022, 1, 1))).before_on == date(2021, 12, 31)
    assert only(reports, of_use(reports, on=date(2021, 12, 31))).before_on == date(2021, 2, 28)


def test_between_the_same_months_of_two_years_seasons_change_nothing(reports: Database) -> None:
    one = only(reports, of_use(reports, on=date(2021, 3, 1)))
    assert (one.before_on, one.after_on) == (date(2021, 2, 28), date(2022, 2, 28))
    assert "un an plus tôt" not in one.sentence


def test_no_whole_month_is_known_since_a_recent_start(reports: Database) -> None:
    one = only(reports, of_use(reports, on=date(2022, 3, 1)))
    assert one.before_on == one.after_on == date(2022, 2, 28)
    assert plain(one.sentence).startswith(
        "Aucun mois complet n'est encore connu depuis le début ; en février 2022, concernés : 50 % (250 utilisateurs"
    )


def test_before_any_report_nothing_is_known() -> None:
    one = only(db := usage_facts.territory(), of_use(db, on=date(2022, 1, 10)))
    assert one.concerned and one.concerned.before == Used(expected=1, reporting=0, numerator=0, denominator=0)
    assert "concernés : aucun relevé ; autres : aucun relevé" in one.sentence


def test_august_is_passed_over() -> None:
    db = usage_facts.territory()
    usage_facts.tell(db, *told(date(2021, 6, 1), a=(300, 500)), *told(date(2021, 8, 1), a=(5, 500)))
    assert only(db, of_use(db, on=date(2021, 9, 10)), on=date(2022, 6, 15)).before_on == date(2021, 6, 30)


def test_those_that_the_service_does_not_serve_are_not_counted(reports: Database) -> None:
    one = only(reports, of_use(reports, uais=(usage_facts.D, usage_facts.E)))  # two écoles
    assert one.concerned and one.concerned.after == Used(expected=0, reporting=0, numerator=0, denominator=0)
    assert "rien à mesurer" in one.sentence


# --- published


def nine(**others: object) -> Database:
    """Six collèges in Nantes, three in Rezé."""
    db = memory_database()
    add_establishments(db, [{}] * 6 + [{"commune": "Rezé"} | others] * 3)
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db


def named(*numbers: int) -> Concerned:
    return Concerned(group="uai", members=tuple(make_uai(number) for number in numbers))


def masked(db: Database) -> list[bool]:
    payload = plan_payload(db, situation(db))
    return [effect["masked"] for action in payload["actions"] for effect in action["effects"]]


def test_a_published_effect_in_json_and_back(winter: Database) -> None:
    of = action(winter)
    told = next(one for one in plan_payload(winter, situation(winter))["actions"] if one["ref"] == of.ref)
    assert told["effects"] == [
        {
            "indicator": FRAMEWORK,
            "label": "Cadre de communication",
            "kind": "adoption",
            "before_on": "2022-01-10",
            "after_on": "2022-03-15",
            "concerned": {
                "before": {"expected": 3, "answered": 2, "yes": 1},
                "after": {"expected": 3, "answered": 3, "yes": 2},
            },
            "others": {
                "before": {"expected": 4, "answered": 2, "yes": 1},
                "after": {"expected": 4, "answered": 3, "yes": 1},
            },
            "masked": False,
            "sentence": told["effects"][0]["sentence"],
        }
    ]
    read = read_effect(told["effects"][0])
    assert effect_contract(read) == told["effects"][0]
    assert effect_rows(read) == effect_rows(only(winter, of))


@pytest.mark.parametrize(
    ("concerned", "hidden"),
    [
        (named(1, 2, 3), False),
        (named(1, 2), True),  # two concerned
        (named(1, 2, 3, 4, 5, 6, 7), True),  # two others
        (named(1, 2, 3, 4, 5), True),  # Nantes is published too, and has one more
        (named(1, 2, 3, 7, 8, 9), False),  # three more than Rezé
        (named(1, 7, 8, 9), True),  # one more than Rezé
        (Concerned(group="commune", members=("Rezé",)), False),
        (Concerned(), False),
    ],
)  # fmt: skip
def test_numbers_about_too_few_are_masked_even_when_a_table_by_group_would_give_them(
    concerned: Concerned, hidden: bool
) -> None:
    db = nine()
    action(db, concerns=concerned)
    assert masked(db) == [hidden]


def test_two_actions_that_differ_by_one_establishment_are_not_both_published() -> None:
    db = nine()
    for concerned in (named(1, 2, 3), named(1, 2, 3, 7), named(4, 5, 6)):
        action(db, concerns=concerned)
    assert masked(db) == [False, True, False]


def test_a_group_that_is_masked_to_protect_another_stays_so() -> None:
    db = nine(commune="Nantes", epci="Presqu'île")
    add_establishments(db, [{"uai": make_uai(number), "epci": "Sud"} for number in (20, 21)])
    create_campaign(db, LOCAL, code="d", school_year="2021-2022")
    action(db, concerns=Concerned(group="epci", members=("Presqu'île",)))
    # Sud has two establishments: Presqu'île, three, is masked with it, and would give it back.
    assert masked(db) == [True]


def test_a_masked_effect_says_why_and_nothing_else() -> None:
    db = nine()
    action(db, concerns=named(1, 2))
    (told,) = plan_payload(db, situation(db))["actions"][0]["effects"]
    assert (told["concerned"], told["others"], told["masked"]) == (None, None, True)
    assert told["sentence"] == "Trop peu d'établissements d'un côté ou de l'autre : ces nombres ne sont pas publiés."
    assert [row["Aujourd'hui"] for row in effect_rows(read_effect(told))] == ["masqué", "masqué"]


def test_a_rate_of_few_reports_is_masked() -> None:
    db = used()
    of_use(db)  # one concerned
    action(db, concerns=Concerned(), codes=(USE,))  # all three, two of which report in February
    assert masked(db) == [True, True]


def test_the_warning_is_two_plain_sentences() -> None:
    for said in (NO_CAUSE, NO_CAUSE_ALONE):
        assert said.count(". ") == 1 and said.endswith(".")


def test_the_warning_speaks_of_two_groups_only_where_there_are_two(winter: Database) -> None:
    alone, some = only(winter, action(winter, concerns=Concerned())), only(winter, action(winter, concerns=SOME))
    assert no_cause([alone]) == NO_CAUSE_ALONE and "groupes" not in NO_CAUSE_ALONE
    assert no_cause([some]) == no_cause([alone, some]) == no_cause([]) == NO_CAUSE

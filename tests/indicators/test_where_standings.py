"""Who is ahead and who lags: values worked out by hand on a territory of twelve establishments."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.targets import set_target
from data.usage.record import Usage, record_usage
from indicators.definitions import defined
from indicators.figures import group_dots, small_multiples
from indicators.findings import Finding, finding
from indicators.progress import Verdict
from indicators.situation import Situation
from indicators.where import tables, words
from indicators.where.captions import cross_sentence, panels_alternative, panels_caption
from indicators.where.cross import cross
from indicators.where.panels import panels
from indicators.where.standings import Standings, standings
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database

ON = date(2022, 3, 31)
HOSTILE = "<b>x</b> $a$"
# Numbers 1-4 are collèges, 5-8 lycées, 9-12 écoles, the last one alone in its commune with a hostile name.
ROWS = [
    {"type": kind, "commune": HOSTILE if number == 12 else "Nantes"}
    for number, kind in enumerate(["Collège"] * 4 + ["Lycée"] * 4 + ["École"] * 4, start=1)
]


def told(**states: str) -> list[tuple[str, str, str | None]]:
    """n1="Intégré au projet" is the answer of establishment 1."""
    return [(make_uai(int(name[1:])), "cadre_etat", state) for name, state in states.items()]


@pytest.fixture
def db() -> Iterator[Database]:
    base = memory_database(Clock(datetime(2021, 9, 15, 9, 0)))
    add_establishments(base, ROWS)
    create_campaign(base, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    # Collèges: 3 oui, 1 non. Lycées: 1 oui, 3 silent. Écoles: 1 partiel, 3 non.
    oui, non = "Intégré au projet", "Aucun"
    add_answers(
        base,
        campaign="2021-2022",
        answers=told(n1=oui, n2=oui, n3=oui, n4=non, n5=oui, n9="Rédigé, non intégré", n10=non, n11=non, n12=non),
        answered_on=date(2022, 3, 1),
    )
    yield base
    base.close()


def aim(
    db: Database,
    value: float,
    *,
    baseline: float = 0,
    scope: tuple[str, str] | None = None,
    indicator: str = "cadre_communication",
    due_on: date = ON,
) -> None:
    set_target(
        db,
        LOCAL,
        indicator=indicator,
        school_year="2021-2022",
        baseline=baseline,
        value=value,
        due_on=due_on,
        reason="Comité",
        measure="count",
        scope=scope,
    )


def found(db: Database, code: str = "cadre_communication", **filters: str) -> Finding:
    situation = Situation(school_year="2021-2022", on=ON, as_of=db.clock(), filters=filters)
    return finding(db, defined(db, code, situation.as_of), situation)


def headline(stand: Standings) -> str:
    return words.headline(stand).replace("\u00a0", " ")


def by_type(db: Database, **filters: str) -> Standings:
    return standings(db, found(db, **filters), "type")


def test_the_best_group_comes_first_with_its_bounds(db: Database) -> None:
    told = [(one.line.value, one.share, one.low, one.high) for one in by_type(db).known]
    assert told == [("Collège", 0.75, 0.75, 0.75), ("Lycée", 0.25, 0.25, 1.0), ("École", 0.0, 0.0, 0.0)]


def test_the_answer_names_both_ends(db: Database) -> None:
    assert words.headline(by_type(db)).replace("\u00a0", " ") == (
        "Collège entraîne (75 %, 3 sur 4), École reste en retrait (0 %, 0 sur 4) ; aucun groupe n'a sa propre cible."
    )


def test_the_answer_says_when_the_silent_could_turn_it_round(db: Database) -> None:
    add_answers(db, campaign="2021-2022", answers=told(n9="Intégré au projet", n10="Intégré au projet"))
    # Now the lycées are last with 25 %, and all their silent ones could make them first.
    assert "Les réponses qui manquent peuvent encore changer cet ordre." in words.headline(by_type(db))


def test_with_a_pace_nobody_is_ahead_who_is_under_it(db: Database) -> None:
    aim(db, 11)
    # 11 of 12 is 91.7 %, so 4 of each 4: the collèges lack 1, the lycées 3, the écoles 4.
    assert headline(by_type(db)) == (
        "Aucun type n'est au rythme (92 %). Le plus haut : Collège (75 %, 3 sur 4). "
        "Celui à qui il en manque le plus : École (0 sur 4, il en manque 4)."
    )


def test_those_at_the_pace_are_counted_and_the_silent_of_the_last_are_said(db: Database) -> None:
    aim(db, 9)
    add_answers(db, campaign="2021-2022", answers=told(n9="Intégré au projet", n10="Intégré au projet"))
    # 9 of 12 asks for 3 of each 4: the collèges have them, the écoles lack 1, the lycées 2 with three silent.
    assert headline(by_type(db)) == (
        "1 type sur 3 est au rythme (75 %) ; le plus haut : Collège (75 %, 3 sur 4). "
        "Celui à qui il en manque le plus : Lycée (1 sur 4, il en manque 2 ; 3 silencieux). "
        "Les réponses qui manquent peuvent encore changer cet ordre."
    )


def test_nobody_lacks_anything_when_all_are_at_the_pace(db: Database) -> None:
    aim(db, 1)
    add_answers(db, campaign="2021-2022", answers=told(n9="Intégré au projet"))
    assert headline(by_type(db)).startswith(
        "3 types sur 3 sont au rythme (8 %) ; le plus haut : Collège (75 %, 3 sur 4)."
    )
    assert "manque le plus" not in headline(by_type(db))


def test_those_that_are_shown_alike_are_not_called_first_and_last(db: Database) -> None:
    add_answers(db, campaign="2021-2022", answers=told(n9="Intégré au projet"))
    # Lycées and écoles: 1 of 4 both.
    assert "Collège entraîne (75 %, 3 sur 4), Lycée et École restent en retrait (25 %) ;" in headline(by_type(db))
    aim(db, 11)
    # Both lack 3 of the 4 that the pace asks for.
    assert "Ceux à qui il en manque le plus, 3 : Lycée (1 sur 4 ; 3 silencieux), École (1 sur 4)." in headline(
        by_type(db)
    )


def test_a_group_is_judged_on_its_own_target_only(db: Database) -> None:
    aim(db, 9)
    aim(db, 3, scope=("type", "Collège"))
    aim(db, 2, scope=("type", "École"))
    stand = by_type(db)
    verdicts = {one.line.value: one.progress and one.progress.verdict for one in stand.known}
    # On the due day, 3 of 3 is reached; 0 of 2 without a silent one is late; the lycées have no target of their own.
    assert verdicts == {"Collège": Verdict.ATTEINT, "Lycée": None, "École": Verdict.EN_RETARD}
    assert headline(stand).endswith(" 1 cible atteinte, 1 groupe en retard (2 groupes ont leur propre cible).")
    assert stand.known[0].mark is not None and stand.known[0].mark.target == 0.75
    assert stand.territory is not None and (stand.territory.target, stand.territory.expected_today) == (0.75, 0.75)


def test_what_cannot_be_concluded_is_counted_apart(db: Database) -> None:
    aim(db, 2, scope=("type", "Lycée"))
    assert "; 1 groupe dont on ne peut pas conclure (1 seul groupe a sa propre cible)." in headline(by_type(db))
    aim(db, 2, scope=("type", "École"))
    # 0 of 2 on the due day without a silent one is late; the lycées have 1 and three silent.
    assert "; 1 groupe en retard, 1 dont on ne peut pas conclure (2 groupes ont" in headline(by_type(db))


def test_a_missed_target_is_not_late(db: Database) -> None:
    past = date(2022, 3, 30)
    aim(db, 4, scope=("type", "Collège"), due_on=past)
    aim(db, 2, scope=("type", "École"), due_on=past)
    assert "; 2 cibles non atteintes (2 groupes ont leur propre cible)." in headline(by_type(db))
    aim(db, 4, scope=("type", "Lycée"), due_on=past)
    assert "; 2 cibles non atteintes, 1 groupe dont on ne peut pas conclure (3" in headline(by_type(db))


@pytest.mark.parametrize("scope", [None, ("type", "Collège")])
def test_when_the_target_falls_the_lowest_share_is_the_best(db: Database, scope: tuple[str, str] | None) -> None:
    aim(db, 0, baseline=12, scope=scope)
    stand = by_type(db)
    assert [one.line.value for one in stand.known] == ["École", "Lycée", "Collège"]
    assert headline(stand).startswith(
        "La cible est à la baisse : École entraîne (0 %, 0 sur 4), Collège reste en retrait (75 %, 3 sur 4) ; "
    )
    told = words.groups_alternative(stand, stand.known).replace("\u00a0", " ")
    assert told.startswith("Points par type, de École (0 %) à Collège (75 %).")
    assert ("cible au plus 0 %, attendu 0 %" in told) == (scope is None)
    assert "La cible est à la baisse : le plus bas est en tête." in words.groups_caption(stand, stand.known)
    assert [one.standing.line.value for one in panels(db, stand)] == ["École", "Lycée", "Collège"]
    assert tables.standings_table(stand)["Type"].tolist() == ["École", "Lycée", "Collège"]


def test_the_territory_decides_which_way_is_better_under_a_filter_too(db: Database) -> None:
    aim(db, 0, baseline=12)
    aim(db, 3, scope=("type", "Collège"))
    assert [one.line.value for one in by_type(db, sector="Public").known] == ["École", "Lycée", "Collège"]
    aim(db, 12, scope=("sector", "Public"))
    # The target of what is filtered on comes before the territory's.
    assert [one.line.value for one in by_type(db, sector="Public").known] == ["Collège", "Lycée", "École"]


def test_of_a_falling_target_too_the_silent_could_turn_the_order_round(db: Database) -> None:
    aim(db, 0, baseline=12)
    turned = "Les réponses qui manquent peuvent encore changer cet ordre."
    assert turned not in headline(by_type(db))  # no silent one in an école or a collège
    # The écoles answer: 2 of 4. The lycées are first with 25 %, and all their silent ones could make them last.
    add_answers(db, campaign="2021-2022", answers=told(n9="Intégré au projet", n10="Intégré au projet"))
    assert headline(by_type(db)).endswith(turned)


def test_the_verdict_is_the_one_that_the_group_alone_is_given(db: Database) -> None:
    aim(db, 2, scope=("type", "Lycée"))
    (lycee,) = by_type(db).judged
    alone = found(db, type="Lycée")
    assert lycee.progress == alone.progress and alone.verdict is Verdict.INDETERMINE


def test_under_another_filter_a_target_of_the_whole_group_judges_nothing(db: Database) -> None:
    aim(db, 3, scope=("type", "Collège"))
    assert by_type(db, sector="Public").judged == ()
    assert [one.line.value for one in by_type(db, type="Collège").judged] == ["Collège"]


def test_the_masked_are_named_when_they_are_few(db: Database) -> None:
    stand = standings(db, found(db), "commune")
    said = words.masked_groups(stand.masked).replace("\u00a0", " ")
    # The hostile name is made literal by the page.
    assert said == (
        f"{HOSTILE} (1 établissement) et Nantes (11 établissements) sont masqués : "
        "trop peu d'établissements, ou en cache un autre."
    )
    assert words.masked_groups(stand.masked[:1] * 4).replace("\u00a0", " ").startswith("4 groupes masqués : ")
    assert words.masked_groups(()) == ""


def test_a_masked_group_leaves_no_trace(db: Database) -> None:
    aim(db, 1, scope=("commune", HOSTILE))
    stand = standings(db, found(db), "commune")
    # One commune of one establishment: the other, the only one left, goes with it.
    assert (stand.known, {line.value for line in stand.masked}) == ((), {HOSTILE, "Nantes"})
    assert panels(db, stand) == ()
    assert "masqué" in tables.as_text(tables.standings_table(stand))["Publication"].tolist()
    assert tables.standings_table(stand)["Oui"].isna().all()
    drawn = (
        group_dots(stand.largest(25), stand.territory, "light").to_json(),
        small_multiples(panels(db, stand), "light").to_json(),
        words.groups_alternative(stand, stand.known),
        panels_alternative((), stand),
    )
    assert not any("Nantes" in text or "x</b>" in text for text in drawn)


def test_the_largest_groups_are_drawn_in_the_order_of_their_shares(db: Database) -> None:
    add_establishments(db, [{"uai": make_uai(4), "type": "Lycée"}])
    stand = by_type(db)
    # Two places: the lycées are five now, and of the two groups left with the same size the first stays.
    assert {one.line.value for one in stand.largest(2)} >= {"Lycée"}
    assert [one.share for one in stand.largest(2)] == sorted((one.share for one in stand.largest(2)), reverse=True)
    assert "2 groupes sur 3" in words.groups_caption(stand, stand.largest(2)).replace("\u00a0", " ")


def test_a_label_says_all_that_the_dot_shows(db: Database) -> None:
    aim(db, 2, scope=("type", "Lycée"))
    lycee = by_type(db).known[1]
    assert words.label(lycee).replace("\u00a0", " ") == "Lycée : 25 % (1 sur 4), au plus 100 %"
    assert words.judgement(lycee).replace("\u00a0", " ") == ("? On ne peut pas conclure : cible 50 %, attendu 50 %")


def test_the_courses_end_where_the_groups_stand(db: Database) -> None:
    drawn = panels(db, by_type(db))
    assert {one.standing.line.value: (one.steps[-1].low, one.steps[-1].high) for one in drawn} == {
        "Collège": (0.75, 0.75),
        "Lycée": (0.25, 1.0),
        "École": (0.0, 0.0),
    }
    # Nobody had answered in September.
    assert {(one.steps[0].day, one.steps[0].low, one.steps[0].high) for one in drawn} == {(date(2021, 9, 30), 0.0, 1.0)}


def test_no_more_courses_than_asked_and_the_others_are_counted(db: Database) -> None:
    stand = by_type(db)
    drawn = panels(db, stand, most=2)
    assert len(drawn) == 2
    assert "1 groupe plus petit" in panels_caption(drawn, stand).replace("\u00a0", " ")


def use(db: Database, month: date, users: dict[int, int]) -> None:
    rows = [
        Usage(
            uai=make_uai(number),
            month=month,
            service="e-lyco",
            profile="élèves",
            potential=100,
            activated=90,
            unique_users=count,
            visits=None,
        )
        for number, count in users.items()
    ]
    assert isinstance(db.clock, Clock)
    db.clock.now = max(db.clock.now, datetime(month.year, month.month + 1, 5, 9, 0))  # a month is told once it is over
    record_usage(db, LOCAL, rows, file_name="u.csv", file_sha256=f"{month}", content_sha256=f"{month}")


def test_the_courses_of_a_rate_leave_out_a_month_that_few_reported(db: Database) -> None:
    use(db, date(2021, 10, 1), {1: 50, 2: 50, 5: 10, 6: 10, 7: 40})
    use(db, date(2021, 11, 1), {1: 60, 2: 60, 3: 60, 5: 30, 6: 30, 7: 30})
    stand = standings(db, found(db, "usage_services"), "type")
    assert {one.line.value: one.share for one in stand.known} == {"Collège": 0.6, "Lycée": 0.3}
    courses = {one.standing.line.value: [(step.day, step.low) for step in one.steps] for one in panels(db, stand)}
    # In October two collèges reported, too few, and the lycées alone would have given them away.
    assert courses == {"Collège": [(date(2021, 11, 1), 0.6)], "Lycée": [(date(2021, 11, 1), 0.3)]}


def test_the_silent_move_a_rate_both_ways(db: Database) -> None:
    use(db, date(2021, 10, 1), {1: 50, 2: 50, 3: 50, 4: 50})
    use(db, date(2021, 11, 1), {1: 60, 2: 60, 3: 60})
    (college,) = standings(db, found(db, "usage_services"), "type").known
    # 180 of 300 known; the fourth has 100 accounts: from 180 to 280 of 400.
    assert (college.share, college.low, college.high) == (0.6, 0.45, 0.7)
    assert words.label(college).replace("\u00a0", " ") == (
        "Collège : 60 % (180 sur 300), de 45 % à 70 % avec ceux sans relevé"
    )


def test_where_the_target_is_a_growth_levels_are_not_judged(db: Database) -> None:
    use(db, date(2021, 10, 1), dict.fromkeys(range(1, 9), 50))
    use(db, date(2021, 11, 1), dict.fromkeys(range(1, 5), 60) | dict.fromkeys(range(5, 9), 30))
    set_target(
        db,
        LOCAL,
        indicator="usage_services",
        school_year="2021-2022",
        baseline=0.5,
        value=0.1,
        due_on=ON,
        reason="Comité",
        measure="growth",
    )
    assert headline(standings(db, found(db, "usage_services"), "type")).startswith(
        "Le plus haut : Collège (60 %, 240 sur 400) ; le plus bas : Lycée (30 %, 120 sur 400). "
        "La cible est une hausse : voir la page Usages."
    )


def test_the_cross_table_says_what_its_sentence_leaves_out(db: Database) -> None:
    crossed = cross(found(db), "type", "sector", smallest=3)
    assert cross_sentence(crossed).replace("\u00a0", " ") == (
        "Du plus haut au plus bas : Collège × Public (75 %), École × Public (0 %)."
    )
    db.reading().execute("UPDATE establishment SET sector = NULL WHERE type = 'École'")
    crossed = cross(found(db), "type", "sector", smallest=3)
    assert cross_sentence(crossed).replace("\u00a0", " ") == (
        "Du plus haut au plus bas, hors non renseigné : Collège × Public (75 %), Lycée × Public (25 %)."
    )

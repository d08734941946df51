"""Campaigns: who is expected, what a second run changes, and what is refused."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from data.batches import revert_batch
from data.campaigns import campaigns, create_campaign, expected_establishments, find_campaign, set_expected
from data.database import LOCAL, Database
from data.errors import Refusal
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database


@pytest.fixture
def db() -> Database:
    """Two establishments open in the territory, one closed, one elsewhere."""
    db = memory_database()
    add_establishments(db, [{}, {}, {"is_open": False}, {"uai": make_uai(1, "049"), "departement": "049"}])
    return db


def create(db: Database, code: str = "printemps", **details: Any) -> Any:
    return create_campaign(db, LOCAL, **({"code": code, "school_year": "2021-2022"} | details))


def expected_uai(db: Database, code: str = "printemps") -> list[str]:
    return list(expected_establishments(db, code, on=db.today(), as_of=db.clock())["uai"])


def test_a_campaign_expects_the_open_establishments_of_the_territory(db: Database) -> None:
    report = create(db, label="Retours du printemps", opens_on=date(2022, 3, 1), closes_on=date(2022, 4, 8))
    assert (report.created, report.expected, report.added, report.removed) == (True, 2, 2, 0)
    assert expected_uai(db) == [make_uai(1), make_uai(2)]
    campaign = find_campaign(db, "printemps", db.clock())
    assert (campaign.label, campaign.opens_on, campaign.closes_on) == (
        "Retours du printemps",
        date(2022, 3, 1),
        date(2022, 4, 8),
    )
    assert db.query("SELECT code, starts_on, zone FROM school_year") == [
        {"code": "2021-2022", "starts_on": date(2021, 9, 1), "zone": "B"}
    ]


def test_without_a_departement_the_uai_tells_the_territory() -> None:
    db = memory_database()
    add_establishments(db, [{"departement": None}, {"departement": None, "uai": make_uai(1, "049")}])
    create(db)
    assert expected_uai(db) == [make_uai(1)]


def test_a_second_run_changes_only_what_differs(db: Database) -> None:
    create(db, label="Retours", closes_on=date(2022, 4, 8))
    add_establishments(
        db, [{"uai": make_uai(1), "is_open": False, "valid_from": date(2022, 3, 1)}, {"uai": make_uai(9)}]
    )
    report = create(db, closes_on=date(2022, 5, 13))
    assert (report.created, report.expected, report.added, report.removed) == (False, 2, 1, 1)
    assert expected_uai(db) == [make_uai(2), make_uai(9)]
    campaign = find_campaign(db, "printemps", db.clock())
    assert (campaign.label, campaign.closes_on) == ("Retours", date(2022, 5, 13))
    assert db.query("SELECT count(*) AS rows FROM campaign_expected") == [{"rows": 4}]
    assert db.query("SELECT count(*) AS rows FROM school_year") == [{"rows": 1}]


def test_what_was_known_before_stays_as_it_was(db: Database) -> None:
    create(db)
    before = db.clock()
    set_expected(db, LOCAL, campaign="printemps", uai_list=[make_uai(1)], expected=False, reason="fusion")
    assert find_campaign(db, "printemps", before).expected == 2
    assert find_campaign(db, "printemps", db.clock()).expected == 1


def test_decisions_made_by_hand_survive_a_refresh(db: Database) -> None:
    create(db)
    set_expected(db, LOCAL, campaign="printemps", uai_list=[make_uai(1)], expected=False, reason="répond avec 2")
    set_expected(db, LOCAL, campaign="printemps", uai_list=[make_uai(3)], expected=True, reason="rouvre en avril")
    report = create(db)
    assert (report.expected, report.added, report.removed) == (2, 0, 0)
    assert expected_uai(db) == [make_uai(2), make_uai(3)]


def test_setting_what_already_stands_adds_nothing(db: Database) -> None:
    create(db)
    report = set_expected(
        db, LOCAL, campaign="printemps", uai_list=[make_uai(1).lower(), make_uai(1)], expected=True, reason="oubli"
    )
    assert (report.expected, report.added, report.removed) == (2, 0, 0)


def test_the_journal_keeps_the_counts(db: Database) -> None:
    create(db)
    detail = db.query("SELECT detail FROM journal WHERE action = 'campaign'")[0]["detail"]
    assert json.loads(detail) == {"expected": 2, "added": 2, "removed": 0}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "printemps 2022"}, "n'est pas utilisable"),
        ({"code": "a" * 41}, "40 caractères"),
        ({"code": "été"}, "sans accent"),
        ({"code": ""}, "n'est pas utilisable"),
        ({"school_year": "2021"}, "deux années"),
        ({"opens_on": date(2022, 4, 8), "closes_on": date(2022, 4, 7)}, "avant de s'ouvrir le 08/04/2022"),
    ],
)
def test_what_cannot_be_a_campaign_is_refused_and_writes_nothing(
    db: Database, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        create(db, **change)
    assert campaigns(db, db.clock()) == []
    assert db.query("SELECT * FROM school_year") == []


def test_a_campaign_may_open_and_close_on_one_day(db: Database) -> None:
    create(db, opens_on=date(2022, 4, 8), closes_on=date(2022, 4, 8))


def test_a_new_closing_day_is_compared_with_the_opening_day_that_stands(db: Database) -> None:
    create(db, opens_on=date(2022, 4, 8))
    with pytest.raises(Refusal, match="08/04/2022"):
        create(db, closes_on=date(2022, 4, 1))


def test_a_code_keeps_its_school_year(db: Database) -> None:
    create(db)
    with pytest.raises(Refusal, match="existe déjà pour 2021-2022"):
        create(db, school_year="2022-2023")


def test_the_directory_comes_first() -> None:
    db = memory_database()
    with pytest.raises(Refusal, match="Chargez d'abord l'annuaire"):
        create(db)
    assert db.query("SELECT * FROM journal") == []


def test_an_establishment_has_answered_while_one_of_its_answers_stands(db: Database) -> None:
    create(db)
    first, second, closed = make_uai(1), make_uai(2), make_uai(3)

    def answered() -> int:
        return find_campaign(db, "printemps", db.clock()).answered

    assert answered() == 0
    add_answers(
        db,
        campaign="printemps",
        answers=[
            (first, "comite_existe", "oui"),
            (first, "cadre_canaux", "non"),
            (second, "comite_existe", "non"),
            (closed, "comite_existe", "oui"),
        ],
    )
    assert answered() == 2
    withdrawals = [(second, "comite_existe", None), (first, "comite_existe", None)]
    batch = add_answers(db, campaign="printemps", answers=withdrawals)
    assert answered() == 1
    revert_batch(db, LOCAL, batch, reason="mauvais fichier")
    assert answered() == 2


def test_a_withdrawal_does_not_undo_an_answer_about_a_later_day(db: Database) -> None:
    create(db)
    told, withdrawn = (make_uai(1), "cadre_canaux", "oui"), (make_uai(1), "cadre_canaux", None)
    add_answers(db, campaign="printemps", answers=[told], answered_on=date(2022, 3, 10))
    add_answers(db, campaign="printemps", answers=[withdrawn], answered_on=date(2022, 3, 1))
    assert find_campaign(db, "printemps", db.clock()).answered == 1


def test_a_return_that_tells_no_indicator_anything_is_no_answer(db: Database) -> None:
    create(db)
    told = [("date_reponse", "2022-03-01"), ("repondant_fonction", "Direction")]
    add_answers(db, campaign="printemps", answers=[(make_uai(1), question, value) for question, value in told])
    assert find_campaign(db, "printemps", db.clock()).answered == 0


def test_campaigns_come_latest_first() -> None:
    db = memory_database(Clock(datetime(2022, 9, 15)))
    add_establishments(db, [{}])
    create(db, "automne", school_year="2022-2023")
    create(db, "hiver")
    create(db, "printemps")
    create(db, "hiver", label="Hiver, revu")
    assert [campaign.code for campaign in campaigns(db, db.clock())] == ["automne", "printemps", "hiver"]


def test_an_unknown_campaign_is_refused_with_the_nearest_code(db: Database) -> None:
    with pytest.raises(Refusal, match="aucune n'a encore été créée"):
        find_campaign(db, "printemps", db.clock())
    create(db, "printemps-2022")
    create(db, "automne-2021")
    with pytest.raises(Refusal, match=r"« printemps-2022 » \? Campagnes existantes : automne-2021, printemps-2022"):
        find_campaign(db, "Printemps_2022", db.clock())


def test_establishments_are_sorted_with_accents_folded() -> None:
    db = memory_database()
    names = [
        ("Lycée", "Nantes", "Éluard"),
        ("Ecole", "Rezé", "Zola"),
        ("Ecole", "Évron", "Zola"),
        ("Lycée", "Nantes", "Duras"),
        ("Lycée", "Nantes", "Ferry"),
    ]
    add_establishments(db, [{"type": t, "commune": c, "name": n} for t, c, n in names])
    create(db)
    found = expected_establishments(db, "printemps", on=db.today(), as_of=db.clock())
    assert list(found["commune"] + " " + found["name"]) == [
        "Évron Zola",
        "Rezé Zola",
        "Nantes Duras",
        "Nantes Éluard",
        "Nantes Ferry",
    ]


def test_an_establishment_bears_the_name_it_had_on_the_day(db: Database) -> None:
    add_establishments(db, [{"name": "Anne Frank", "valid_from": date(2022, 1, 1)}])
    create(db)
    for day, name in ((date(2021, 12, 31), "Collège Jacques Prévert"), (date(2022, 1, 1), "Anne Frank")):
        found = expected_establishments(db, "printemps", on=day, as_of=db.clock())
        assert found["name"][0] == name


def test_an_establishment_the_directory_lost_is_still_expected(db: Database) -> None:
    create(db)
    batch = db.query("SELECT DISTINCT batch FROM establishment")[0]["batch"]
    revert_batch(db, LOCAL, str(batch), reason="mauvais fichier")
    found = expected_establishments(db, "printemps", on=db.today(), as_of=db.clock())
    assert list(found["uai"]) == [make_uai(1), make_uai(2)]
    assert list(found["name"]) == ["", ""]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": "  "}, "motif"),
        ({"uai_list": [" "]}, "Aucun établissement"),
        ({"uai_list": ["0449999Z"]}, "ne connaît pas 0449999Z"),
        ({"campaign": "automne"}, "Campagnes existantes : printemps"),
    ],
)
def test_a_change_of_the_expected_list_is_checked(db: Database, change: dict[str, Any], sentence: str) -> None:
    create(db)
    wanted = {"campaign": "printemps", "uai_list": [make_uai(3)], "expected": True, "reason": "rouvre"}
    with pytest.raises(Refusal, match=sentence):
        set_expected(db, LOCAL, **(wanted | change))

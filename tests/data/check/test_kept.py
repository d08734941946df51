"""`check` compares what is kept ready to read with the facts."""

from datetime import date

from data.campaigns import create_campaign
from data.check.looking import check
from data.database import LOCAL, Database
from data.usage.record import Usage, record_usage
from tests.helpers import add_answers, add_establishments, memory_database


def filled() -> Database:
    db = memory_database()
    uais = add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", "Aucun") for uai in uais])
    numbers = {"potential": 100, "activated": 80, "unique_users": 50, "visits": 90}
    facts = [
        Usage(uai=uai, month=date(2022, 2, 1), service="e-lyco", profile="élèves", **numbers)  # type: ignore[arg-type]
        for uai in uais
    ]
    record_usage(db, LOCAL, facts, file_name="u.csv", file_sha256="a", content_sha256="a")
    return db


def kept_findings(db: Database) -> list[tuple[str, str, str]]:
    return [
        (one.code, one.subject, one.message.split(" ", 1)[0])
        for one in check(db).findings
        if one.code.startswith("derived")
    ]


def test_what_is_kept_is_what_the_facts_give() -> None:
    assert kept_findings(filled()) == []


def test_a_kept_state_that_is_not_that_of_the_facts_is_found() -> None:
    db = filled()
    db.reading().execute("UPDATE state_span SET state = 'oui' WHERE uai = (SELECT min(uai) FROM state_span)")
    assert kept_findings(db) == [("derived_differs", "cadre_communication", "1")]


def test_a_kept_usage_fact_that_is_lost_is_found() -> None:
    db = filled()
    db.reading().execute("DELETE FROM current_usage WHERE uai = (SELECT max(uai) FROM current_usage)")
    assert kept_findings(db) == [("derived_differs", "usage", "1")]


def test_what_another_program_kept_is_only_a_note() -> None:
    db = filled()
    db.reading().execute("UPDATE derived SET made_from = 'x' WHERE name = 'comite_fonctionnel'")
    assert kept_findings(db) == [("derived_stale", "derived", "Les")]
    assert next(one.severity for one in check(db).findings if one.code == "derived_stale") == "note"


def test_a_kept_sum_of_usage_that_is_not_that_of_its_facts_is_found() -> None:
    db = filled()
    db.reading().execute("UPDATE monthly_usage SET unique_users = 51 WHERE uai = (SELECT min(uai) FROM monthly_usage)")
    # One row that should not be there, one that is missing.
    assert kept_findings(db) == [("derived_differs", "usage", "2")]

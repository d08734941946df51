"""From an answer to its file, sheet, cell, import, person and time, and what became of it."""

from datetime import date, datetime
from itertools import product
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

from data.__main__ import app
from data.batches import restore_batch, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Actor, Database, open_database
from data.errors import Refusal
from data.returns.intake import import_returns
from data.returns.origins import Origin, origins
from data.returns.origins.imports import batch_summary, told_by, usage_origins
from data.settings import ROOT, get_settings
from data.usage.record import Usage, record_usage
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database
from tests.workbooks import filled

A, B = make_uai(1), make_uai(2)
NOVEMBER, MARCH = date(2021, 11, 12), date(2022, 3, 1)
SECRETARY = Actor(name="secrétariat")


@pytest.fixture
def db() -> Database:
    """Two establishments expected by the campaign 2021-2022."""
    db = memory_database(Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(db, [{"uai": A, "name": "Collège A"}, {"uai": B, "name": "Collège B"}])
    create_campaign(db, LOCAL, code="2021-2022", school_year="2021-2022")
    return db


def tell(db: Database, *answers: tuple[str, str, str | None], on: date = MARCH) -> str:
    return add_answers(db, campaign="2021-2022", answers=answers, answered_on=on)


def take_in(db: Database, answers: dict[str, dict[str, Any]], name: str = "mars.xlsx") -> str:
    (result,) = import_returns(db, SECRETARY, [(name, filled(db, "2021-2022", answers))], campaign="2021-2022")
    assert result.batch
    return result.batch


def of(db: Database, uai: str = A, question: str = "cadre_etat") -> list[Origin]:
    return [one for one in origins(db, uai=uai, as_of=db.clock()) if one.question == question]


def what(db: Database, question: str = "cadre_etat") -> list[tuple[str, str]]:
    return [(one.value, one.status) for one in of(db, question=question)]


def test_an_answer_leads_to_its_file_sheet_cell_import_person_and_time(db: Database) -> None:
    batch = take_in(db, {B: {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 10)}})
    told = db.query("SELECT recorded_at FROM batch WHERE kind = 'returns'")[0]["recorded_at"]
    (one,) = of(db, B)
    # The second row of the questionnaire, from row 6 on; the first question stands in column E.
    assert (one.file_name, one.sheet, one.cell) == ("mars.xlsx", "Réponses", "E7")
    assert (one.batch, one.actor, one.recorded_at) == (batch, "secrétariat", told)
    assert (one.uai, one.name, one.campaign, one.school_year) == (B, "Collège B", "2021-2022", "2021-2022")
    assert (one.label, one.value, one.answered_on, one.is_dated) == (
        "Cadre de communication numérique",
        "Aucun",
        date(2022, 3, 10),
        True,
    )
    assert (one.status, one.replaced_by, one.reason) == ("compte", None, None)


def test_an_older_day_says_how_things_stood_and_names_what_stands(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), on=NOVEMBER)
    later = tell(db, (A, "cadre_etat", "Intégré au projet"))
    assert what(db) == [("Intégré au projet", "compte"), ("Aucun", "antérieure")]
    older = of(db)[1]
    assert (older.replaced_by, older.replaced_by_file) == (later, "retours.xlsx")
    assert (older.replaced_by_sheet, older.replaced_by_cell) == ("Réponses", "E6")


def test_the_same_day_told_again_is_replaced(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"))
    tell(db, (A, "cadre_etat", "Intégré au projet"))
    assert what(db) == [("Intégré au projet", "compte"), ("Aucun", "remplacée")]


def test_a_late_file_about_an_older_day_replaces_nothing(db: Database) -> None:
    first = tell(db, (A, "cadre_etat", "Intégré au projet"))
    tell(db, (A, "cadre_etat", "Aucun"), on=NOVEMBER)
    assert what(db) == [("Intégré au projet", "compte"), ("Aucun", "antérieure")]
    assert of(db)[1].replaced_by == first


def test_a_dated_correction_stands_over_a_return_without_a_date(db: Database) -> None:
    take_in(db, {A: {"comite_reunions": 3}}, "sans_date.xlsx")
    take_in(db, {A: {"comite_reunions": 2, "date_reponse": date(2022, 3, 1)}}, "corrige.xlsx")
    found = [(one.value, one.status, one.is_dated) for one in of(db, question="comite_reunions")]
    assert found == [("2", "compte", True), ("3", "remplacée", False)]


def test_a_withdrawal_stands_and_says_so(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"))
    tell(db, (A, "cadre_etat", None))
    assert what(db) == [("(retirée)", "compte"), ("Aucun", "remplacée")]


def test_what_an_undone_import_said_is_kept_with_the_reason_and_the_one_before_stands(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), on=NOVEMBER)
    wrong = tell(db, (A, "cadre_etat", "Intégré au projet"))
    revert_batch(db, LOCAL, wrong, reason="Mauvais fichier")
    assert what(db) == [("Aucun", "compte"), ("Intégré au projet", "annulée")]
    assert (of(db)[0].replaced_by, of(db)[1].reason, of(db)[1].replaced_by) == (None, "Mauvais fichier", None)
    restore_batch(db, LOCAL, wrong, reason="C'était le bon")
    assert what(db) == [("Intégré au projet", "compte"), ("Aucun", "antérieure")]
    assert of(db)[0].reason is None


def test_what_a_person_wrote_is_never_given_back(db: Database) -> None:
    typed = "Appelez Mme Durand"
    batch = take_in(db, {A: {"commentaire": typed, "repondant_fonction": "Direction", "cadre_etat": "Aucun"}})
    revert = take_in(db, {A: {"commentaire": f"{typed} !"}}, "avril.xlsx")
    revert_batch(db, LOCAL, revert, reason="essai")
    found = of(db, question="commentaire")
    assert [(one.value, one.status) for one in found] == [("(gardée à part)", "compte"), ("(gardée à part)", "annulée")]
    assert found[0].file_name == "mars.xlsx"
    every = origins(db, uai=A, as_of=db.clock()) + origins(db, batch=batch, as_of=db.clock())
    assert "Durand" not in repr(every)
    assert what(db, "repondant_fonction") == [("Direction", "compte")]


def test_an_answer_to_a_question_no_longer_asked_keeps_its_place_but_not_its_text(db: Database) -> None:
    tell(db, (A, "ancienne_question", "M. Martin"))
    (one,) = of(db, question="ancienne_question")
    assert (one.label, one.value, one.cell) == ("ancienne_question", "(gardée à part)", "E6")


@pytest.mark.parametrize(
    ("question", "stored", "shown"),
    [
        ("comite_existe", "oui", "Oui"),
        ("comite_existe", "non", "Non"),
        ("comite_date_creation", "2021-10-05", "05/10/2021"),
        ("comite_reunions", "12", "12"),
        ("cadre_etat", "Rédigé, non intégré", "Rédigé, non intégré"),
        ("repondant_fonction", "Mme Durand", "(gardée à part)"),
    ],
)
def test_a_value_is_said_in_french(db: Database, question: str, stored: str, shown: str) -> None:
    tell(db, (A, question, stored))
    assert what(db, question) == [(shown, "compte")]


def test_an_earlier_instant_knows_nothing_of_what_came_after(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), on=NOVEMBER)
    before = db.clock()
    wrong = tell(db, (A, "cadre_etat", "Intégré au projet"))
    meanwhile = db.clock()
    revert_batch(db, LOCAL, wrong, reason="Mauvais fichier")
    known = [[(one.value, one.status) for one in origins(db, uai=A, as_of=at)] for at in (before, meanwhile)]
    assert known == [[("Aucun", "compte")], [("Intégré au projet", "compte"), ("Aucun", "antérieure")]]


def test_an_import_gives_its_own_answers_judged_beside_those_of_others(db: Database) -> None:
    first = tell(db, (A, "cadre_etat", "Aucun"), (B, "cadre_etat", "Aucun"), (B, "comite_existe", "oui"))
    tell(db, (B, "cadre_etat", "Intégré au projet"))
    found = origins(db, batch=first, as_of=db.clock())
    assert [(one.uai, one.question, one.status) for one in found] == [
        (A, "cadre_etat", "compte"),
        (B, "cadre_etat", "remplacée"),
        (B, "comite_existe", "compte"),
    ]
    assert [one.uai for one in origins(db, uai=A, batch=first, as_of=db.clock())] == [A]


def test_an_import_is_summed_up(db: Database) -> None:
    first = tell(db, (A, "cadre_etat", "Aucun"), (B, "cadre_etat", "Aucun"), (B, "comite_existe", None), on=NOVEMBER)
    tell(db, (A, "cadre_etat", "Intégré au projet"))
    tell(db, (B, "cadre_etat", "Intégré au projet"), on=NOVEMBER)
    found = batch_summary(db, first, as_of=db.clock())
    assert (found.establishments, found.answers) == (2, 3)
    assert (found.standing, found.withdrawn, found.earlier, found.replaced) == (1, 1, 1, 1)
    assert (found.batch.file_name, found.batch.active) == ("retours.xlsx", True)
    again, listed = told_by(db, first, as_of=db.clock())
    assert again == found
    assert listed[["uai", "name", "told", "standing", "earlier", "replaced"]].to_numpy().tolist() == [
        [A, "Collège A", 1, 0, 1, 0],
        [B, "Collège B", 2, 1, 0, 1],
    ]


def test_nothing_of_an_undone_import_counts(db: Database) -> None:
    batch = tell(db, (A, "cadre_etat", "Aucun"), (B, "cadre_etat", None))
    revert_batch(db, LOCAL, batch, reason="Mauvais fichier")
    found = batch_summary(db, batch, as_of=db.clock())
    assert (found.answers, found.standing, found.withdrawn, found.earlier, found.replaced) == (2, 0, 0, 0, 0)
    assert (found.batch.active, found.batch.revert_reason) == (False, "Mauvais fichier")
    assert {one.status for one in origins(db, batch=batch, as_of=db.clock())} == {"annulée"}


def test_what_counts_is_what_the_import_compares_with(db: Database) -> None:
    draw = Random(4)
    for uai, question, value in draw.choices(
        list(product((A, B), ("cadre_etat", "comite_existe"), ("oui", "non", None))), k=36
    ):
        batch = tell(db, (uai, question, value), on=date(2022, draw.choice((1, 2, 3)), 1))
        if draw.random() < 0.2:
            revert_batch(db, LOCAL, batch, reason="essai")
    now = db.clock()
    held = db.query((ROOT / "data/returns/standing_answers.sql").read_text("utf-8"), campaign="2021-2022", as_of=now)
    told = {
        (one.uai, one.question): one
        for uai in (A, B)
        for one in origins(db, uai=uai, as_of=now)
        if one.status == "compte"
    }
    assert len(told) == 4
    assert {key: one.answered_on for key, one in told.items()} == {
        (row["uai"], row["question"]): row["answered_on"] for row in held
    }
    assert {key for key, one in told.items() if one.value == "(retirée)"} == {
        (row["uai"], row["question"]) for row in held if not row["value"]
    }


def test_usage_leads_to_the_file_and_the_month(db: Database) -> None:
    facts = [usage(A, month, service) for month in (1, 2) for service in ("e-lyco", "messagerie")]
    first = record_usage(db, LOCAL, facts, file_name="hiver.csv", file_sha256="a", content_sha256="a")
    second = record_usage(
        db, LOCAL, [usage(A, 2, "e-lyco")], file_name="reprise.csv", file_sha256="b", content_sha256="b"
    )
    period = {"first_month": date(2021, 9, 1), "last_month": date(2022, 8, 1)}
    found = usage_origins(db, A, as_of=db.clock(), **period)
    assert found[["file_name", "told", "standing"]].to_numpy().tolist() == [
        ["reprise.csv", 1, 1],
        ["hiver.csv", 2, 1],
        ["hiver.csv", 2, 2],
    ]
    assert [list(services) for services in found["services"]] == [
        ["e-lyco"],
        ["e-lyco", "messagerie"],
        ["e-lyco", "messagerie"],
    ]
    assert told_by(db, str(first), as_of=db.clock())[1][
        ["uai", "told", "standing", "replaced"]
    ].to_numpy().tolist() == [[A, 4, 3, 1]]
    revert_batch(db, LOCAL, str(second), reason="essai")
    assert usage_origins(db, A, as_of=db.clock(), **period)["standing"].tolist() == [0, 2, 2]
    assert told_by(db, str(second), as_of=db.clock())[1]["standing"].tolist() == [0]
    assert usage_origins(db, B, as_of=db.clock(), **period).empty


def usage(uai: str, month: int, service: str) -> Usage:
    return Usage(
        uai=uai,
        month=date(2022, month, 1),
        service=service,
        profile="élèves",
        potential=100,
        activated=None,
        unique_users=40,
        visits=None,
    )


def test_nothing_told_is_nothing_found(db: Database) -> None:
    assert origins(db, uai=A, as_of=db.clock()) == []


def test_an_unknown_import_or_no_question_at_all_is_refused(db: Database) -> None:
    with pytest.raises(Refusal, match="Aucun import ne porte l'identifiant « n'importe quoi »"):
        origins(db, batch="n'importe quoi", as_of=db.clock())
    with pytest.raises(Refusal, match="Aucun import ne porte l'identifiant"):
        batch_summary(db, "n'importe quoi", as_of=db.clock())
    with pytest.raises(Refusal, match="un établissement"):
        origins(db, as_of=db.clock())


def test_the_command_says_each_answer_and_refuses_an_unknown_establishment(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    store = open_database(tmp_path / "g.duckdb")
    add_establishments(store, [{"uai": A}])
    create_campaign(store, LOCAL, code="2021-2022", school_year="2021-2022")
    tell(store, (A, "cadre_etat", "Aucun"))
    store.close()
    said = CliRunner().invoke(app, ["origin", "--uai", A.lower()])
    assert (said.exit_code, said.stdout.count("\n")) == (0, 1)
    assert (
        f"{A} Cadre de communication numérique : Aucun, le 01/03/2022. Compte. retours.xlsx, Réponses!E6" in said.stdout
    )
    refused = CliRunner().invoke(app, ["origin", "--uai", B])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"L'annuaire ne connaît pas {B}" in refused.stderr
    assert CliRunner().invoke(app, ["origin"]).exit_code == 2
    get_settings.cache_clear()

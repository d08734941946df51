"""Remarks as later facts change them: undone files, late returns, groups that form, and returns dated before another."""

from collections.abc import Iterator
from datetime import date

import pytest

from data.batches import batches, restore_batch, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.intake import import_returns
from data.returns.warnings import KeptWarning, open_warnings, reopen_warning, settle_warnings, settled_warnings
from tests.data.returns.told import Row, tell
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import table

A, B = make_uai(1), make_uai(2)
FEBRUARY, MARCH = date(2022, 2, 1), date(2022, 3, 3)


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"name": f"Collège {number:02}"} for number in range(1, 31)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


def pending(db: Database) -> list[KeptWarning]:
    return open_warnings(db, campaign="c", as_of=db.clock())


def found(db: Database) -> list[tuple[str, str, str]]:
    return [(one.uai, one.code, one.found) for one in pending(db)]


def batch_of(db: Database, file_name: str) -> str:
    (batch,) = [one for one in batches(db, as_of=db.clock()) if one.file_name == file_name]
    return str(batch.id)


def undo(db: Database, file_name: str) -> None:
    revert_batch(db, LOCAL, batch_of(db, file_name), reason="essai")


def redo(db: Database, file_name: str) -> None:
    restore_batch(db, LOCAL, batch_of(db, file_name), reason="essai")


def settle(db: Database) -> None:
    settle_warnings(db, LOCAL, [one.id for one in pending(db)], reason="Appelé le collège")


# --- undone, and taken back


def test_a_contradiction_that_an_undone_undo_brings_is_to_be_verified(db: Database) -> None:
    tell(db, [(A, "comite_existe", "non")], file_name="un.xlsx")
    undo(db, "un.xlsx")
    tell(db, [(A, "comite_reunions", "5"), (A, "comite_parents", "oui")], file_name="deux.xlsx")
    assert found(db) == []
    redo(db, "un.xlsx")
    assert [(one.code, one.file_name, one.cell) for one in pending(db)] == [
        ("membres_sans_comite", "deux.xlsx", "A3"),
        ("reunions_sans_comite", "deux.xlsx", "A2"),
    ]


def test_so_is_one_that_an_undo_brings_back_an_older_answer_into(db: Database) -> None:
    tell(db, [(A, "comite_existe", "non")], file_name="un.xlsx")
    tell(db, [(A, "comite_existe", "oui")], file_name="deux.xlsx")
    tell(db, [(A, "comite_reunions", "5")], file_name="trois.xlsx")
    undo(db, "deux.xlsx")
    assert [(one.code, one.found) for one in pending(db)] == [
        ("reunions_sans_comite", "Comité de pilotage numérique constitué : Non ; Réunions depuis le 1er septembre : 5")
    ]


def test_what_no_import_remarked_is_settled_and_reopened_like_the_rest(db: Database) -> None:
    tell(db, [(A, "comite_existe", "non")], file_name="un.xlsx")
    undo(db, "un.xlsx")
    tell(db, [(A, "comite_reunions", "5")], file_name="deux.xlsx")
    redo(db, "un.xlsx")
    (before,) = pending(db)
    settle(db)
    (settled,) = settled_warnings(db, campaign="c", as_of=db.clock())
    assert pending(db) == [] and (settled.reason, settled.file_name) == ("Appelé le collège", "deux.xlsx")
    reopen_warning(db, LOCAL, settled.id, reason="Erreur")
    assert pending(db) == [before] and settled_warnings(db, campaign="c", as_of=db.clock()) == []
    settle(db)
    assert pending(db) == []


def test_a_decision_holds_when_the_file_it_was_taken_on_is_replaced_by_the_same_answers(db: Database) -> None:
    rows: list[Row] = [(A, "comite_existe", "oui"), (A, "comite_reunions", "0")]
    tell(db, rows, file_name="un.xlsx")
    settle(db)
    tell(db, rows, file_name="deux.xlsx")
    undo(db, "un.xlsx")
    assert pending(db) == []
    (settled,) = settled_warnings(db, campaign="c", as_of=db.clock())
    assert (settled.file_name, settled.cell, settled.reason) == ("deux.xlsx", "A3", "Appelé le collège")


# --- a number that goes down


def test_a_fall_ends_with_the_higher_answer_set_aside(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "9")], on=FEBRUARY, file_name="neuf.xlsx")
    tell(db, [(A, "comite_reunions", "3")], on=MARCH)
    assert found(db) == [(A, "reunions_en_baisse", "3, avant 9")]
    undo(db, "neuf.xlsx")
    assert found(db) == []


def test_a_fall_is_seen_when_the_higher_answer_arrives_late(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "5")], on=MARCH, file_name="mars.xlsx")
    tell(db, [(A, "comite_reunions", "9")], on=FEBRUARY, file_name="fevrier.xlsx")
    (one,) = pending(db)
    assert (one.found, one.expected, one.file_name) == ("5, avant 9", "au moins 9", "mars.xlsx")
    assert "passe de 9 à 5" in one.message


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["5", "9", "9"], []),
        (["9", "5", "5"], ["5, avant 9"]),
        (["9", "5", "6"], []),  # since the last other answer, it went up
        (["9", None, "5"], []),  # the nine was withdrawn: it says nothing any more
        (["9", "5", None], []),
    ],
)
def test_a_fall_is_held_against_the_last_other_answer(
    db: Database, told: list[str | None], expected: list[str]
) -> None:
    for month, value in enumerate(told, start=1):
        tell(db, [(A, "comite_reunions", value)], on=date(2022, month, 1))
    assert [what for _, _, what in found(db)] == expected


# --- a number far from its group


def trained(first: int, last: int, value: str) -> list[Row]:
    return [(make_uai(number), "formation_personnels", value) for number in range(first, last + 1)]


def test_a_number_is_held_against_the_group_that_forms_after_it(db: Database) -> None:
    tell(db, [(A, "formation_personnels", "55")], file_name="seul.xlsx")
    for number in range(2, 20):  # 19 answers with that of A: no group yet
        tell(db, trained(number, number, "10"))
    assert found(db) == []
    tell(db, trained(20, 20, "10"))
    (one,) = pending(db)
    assert (one.uai, one.code, one.found, one.file_name) == (A, "formes_loin_du_groupe", "55", "seul.xlsx")
    assert "les 20 établissements de même type (Collège) en ont 10 en médiane" in one.message


def test_it_is_no_longer_far_once_the_group_has_changed(db: Database) -> None:
    tell(db, trained(2, 30, "10"), file_name="groupe.xlsx")
    tell(db, [(A, "formation_personnels", "55")])
    assert [code for _, code, _ in found(db)] == ["formes_loin_du_groupe"]
    undo(db, "groupe.xlsx")
    assert found(db) == []
    tell(db, trained(2, 30, "50"))
    assert found(db) == []


def test_what_was_settled_of_a_group_is_not_asked_again_when_the_group_grows(db: Database) -> None:
    tell(db, [*trained(2, 25, "10"), (A, "formation_personnels", "55")])
    settle(db)
    tell(db, trained(26, 30, "12"))
    assert found(db) == []
    tell(db, [(A, "formation_personnels", "60")])
    assert found(db) == [(A, "formes_loin_du_groupe", "60")]


# --- a return dated before one that is known


def take(db: Database, value: str, day: str, *, file_name: str = "retour.xlsx", uai: str = A) -> None:
    content = table([["uai", "cadre_etat", "date_reponse"], [uai, value, day]])
    (result,) = import_returns(db, LOCAL, [(file_name, content)], campaign="c")
    assert result.state == "imported"


@pytest.fixture
def mistaken(db: Database) -> Database:
    """A says « Aucun » on 1 March 2022, then is corrected with the year mistyped."""
    take(db, "Aucun", "01/03/2022")
    take(db, "En cours de rédaction", "05/03/2021", file_name="corrige.xlsx")
    return db


def codes(db: Database) -> list[tuple[str, str, str]]:
    return [(one.code, one.file_name, one.cell) for one in pending(db)]


OLDER = [("older_return", "corrige.xlsx", "C2"), ("outside_school_year", "corrige.xlsx", "C2")]


def test_a_return_taken_as_older_is_to_be_verified(mistaken: Database) -> None:
    assert sorted(codes(mistaken)) == OLDER
    settle(mistaken)
    assert codes(mistaken) == [] and len(settled_warnings(mistaken, campaign="c", as_of=mistaken.clock())) == 2


def test_until_its_file_is_set_aside(mistaken: Database) -> None:
    undo(mistaken, "corrige.xlsx")
    assert codes(mistaken) == []
    redo(mistaken, "corrige.xlsx")
    assert sorted(codes(mistaken)) == OLDER


@pytest.mark.parametrize("day", ["05/03/2022", "05/03/2021", ""])
def test_until_a_later_return_takes_over(mistaken: Database, day: str) -> None:
    take(mistaken, "Rédigé, non intégré", day, file_name="suite.xlsx")
    assert [one for one in codes(mistaken) if one[1] == "corrige.xlsx"] == []
    undo(mistaken, "suite.xlsx")
    assert sorted(codes(mistaken)) == OLDER


def test_a_later_return_to_another_question_takes_over_too(mistaken: Database) -> None:
    tell(mistaken, [(A, "formation_suivie", "oui")], on=MARCH)
    assert codes(mistaken) == []


def test_neither_a_still_older_return_nor_that_of_another_school_takes_over(mistaken: Database) -> None:
    take(mistaken, "Intégré au projet", "04/03/2021", file_name="avant.xlsx")
    take(mistaken, "Aucun", "05/03/2022", file_name="autre.xlsx", uai=B)
    assert sorted(one for one in codes(mistaken) if one[1] == "corrige.xlsx") == OLDER


def test_a_decision_about_one_older_return_is_not_one_about_another(mistaken: Database) -> None:
    settle(mistaken)
    take(mistaken, "Intégré au projet", "04/03/2021", file_name="avant.xlsx")
    assert sorted(code for code, *_ in codes(mistaken)) == ["older_return", "outside_school_year"]


def test_a_doubt_about_whose_return_it_is_stays_while_one_of_its_answers_stands(db: Database) -> None:
    names = {"uai": A, "nom": "Collège 02", "cadre_etat": "Aucun", "comite_existe": "Non"}
    content = table([list(names), list(names.values())])
    import_returns(db, LOCAL, [("trie.xlsx", content)], campaign="c")
    assert codes(db) == [("identity_doubt", "trie.xlsx", "A2")]
    tell(db, [(A, "cadre_etat", "En cours de rédaction")], on=date(2022, 3, 20))
    assert codes(db) == [("identity_doubt", "trie.xlsx", "A2")]
    tell(db, [(A, "comite_existe", "oui")], on=date(2022, 3, 20))
    assert codes(db) == []


def test_before_they_were_told_none_of_these_was_to_be_verified(mistaken: Database) -> None:
    told = min(one.recorded_at for one in pending(mistaken))
    assert open_warnings(mistaken, campaign="c", as_of=told.replace(microsecond=0, second=0)) == []

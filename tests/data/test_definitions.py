"""Definitions as facts: the catalogue's own first, then what was decided, each with its reason; nothing is rewritten."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.database import LOCAL, Database
from data.database.journal import journal
from data.definitions import (
    change_definition,
    declared,
    definitions,
    in_force,
    parse_parameters,
    proposed,
    read_declared,
)
from data.errors import Refusal
from data.settings import get_settings
from tests.helpers import Clock, memory_database

COMITE = "comite_fonctionnel"
OWN = {
    "meetings_a_trimester": 1,
    "least_meetings": 1,
    "minutes": True,
    "head": True,
    "digital_referent": True,
    "other_groups": 1,
}
RULE = """
version = 3

[[parameter]]
name = "meetings"
kind = "whole"
value = 2
minimum = 0
maximum = 5
label = "Réunions"
"""
MINUTES = """
[[parameter]]
name = "minutes"
kind = "yes_no"
value = true
label = "Comptes rendus"
yes = "comptes rendus diffusés"
no = "comptes rendus non exigés"
"""


@pytest.fixture
def db() -> Iterator[Database]:
    opened = memory_database(Clock(datetime(2022, 1, 12, 9, 0)))
    yield opened
    opened.close()


def catalogue_of(folder: Path, text: str) -> Path:
    (folder / "essai").mkdir(exist_ok=True)
    (folder / "essai" / "rule.toml").write_text(text, encoding="utf-8")
    declared.cache_clear()
    return folder


def test_before_any_change_the_catalogue_s_own_definition_holds(db: Database) -> None:
    held = in_force(db, COMITE, as_of=db.clock())
    assert (held.version, held.parameters, held.recorded_at) == (1, OWN, None)


def test_a_change_is_a_new_version_with_who_decided_it_and_why(db: Database) -> None:
    changed = change_definition(db, LOCAL, COMITE, {"other_groups": 2}, " Comité de janvier ")
    assert (changed.version, changed.parameters) == (2, OWN | {"other_groups": 2})
    assert (changed.reason, changed.actor) == ("Comité de janvier", "poste local")
    assert in_force(db, COMITE, as_of=db.clock()) == changed
    assert [one.version for one in definitions(db, COMITE, as_of=db.clock())] == [1, 2]
    (entry,) = [one for one in journal(db, limit=5) if one.action == "definition"]
    assert (entry.subject, entry.actor) == (COMITE, "poste local")
    assert "Comité de janvier" not in entry.detail  # counts and codes only


def test_what_was_known_before_a_change_is_the_definition_before_it(db: Database) -> None:
    before = db.clock()
    first = change_definition(db, LOCAL, COMITE, {"minutes": False}, "a")
    second = change_definition(db, LOCAL, COMITE, {"head": False}, "b")
    assert in_force(db, COMITE, as_of=before).version == 1
    assert first.recorded_at is not None and in_force(db, COMITE, as_of=first.recorded_at) == first
    assert second.parameters == OWN | {"minutes": False, "head": False}
    assert second.version == 3


def test_going_back_is_a_new_version(db: Database) -> None:
    change_definition(db, LOCAL, COMITE, {"minutes": False}, "a")
    back = change_definition(db, LOCAL, COMITE, OWN, "retour")
    assert (back.version, back.parameters) == (3, OWN)


def test_one_indicator_s_change_leaves_the_others(db: Database) -> None:
    change_definition(db, LOCAL, COMITE, {"minutes": False}, "a")
    assert in_force(db, "cadre_communication", as_of=db.clock()).version == 1


@pytest.mark.parametrize(
    ("code", "parameters", "reason", "said"),
    [
        (COMITE, {"other_groups": 6}, "a", "ne peut pas valoir « 6 » : il faut un nombre entier de 0 à 5"),
        (COMITE, {"other_groups": -1}, "a", "ne peut pas valoir « -1 »"),
        (COMITE, {"minutes": 2}, "a", "il faut oui ou non"),
        (COMITE, {"other_groups": True}, "a", "il faut un nombre entier"),
        (COMITE, {"minute": False}, "a", "Paramètres : meetings_a_trimester, .*Vouliez-vous dire « minutes » ?"),
        (COMITE, {"minutes": False}, " ", "Donnez le motif"),
        (COMITE, {"minutes": True}, "a", "Rien ne change"),
        (COMITE, {}, "a", "Rien ne change"),
        ("usage_services", {"service": 1}, "a", "n'a pas de paramètre : il n'y a rien à changer"),
        ("comite", {"minutes": False}, "a", "Aucun indicateur ne s'appelle « comite »"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_written(
    db: Database, code: str, parameters: dict[str, Any], reason: str, said: str
) -> None:
    version = db.version()
    with pytest.raises(Refusal, match=said):
        change_definition(db, LOCAL, code, parameters, reason)
    assert db.version() == version


def test_a_proposal_is_the_next_version_and_is_not_written(db: Database) -> None:
    version = db.version()
    found = proposed(db, COMITE, {"minutes": False}, as_of=db.clock())
    assert (found.version, found.parameters) == (2, OWN | {"minutes": False})
    assert db.version() == version
    with pytest.raises(Refusal, match="de 0 à 5"):
        proposed(db, COMITE, {"other_groups": 9}, as_of=db.clock())


@pytest.mark.parametrize(
    ("text", "value"), [("minutes=non", False), (" minutes = OUI ", True), ("least_meetings=02", 2)]
)
def test_values_are_read_as_people_write_them(db: Database, text: str, value: bool | int) -> None:
    ((_, found),) = parse_parameters(db, COMITE, [text]).items()
    assert found is value or (found == value and type(found) is type(value))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("minutes", "Écrivez NOM=VALEUR"),
        ("minutes=peut-être", "« Les comptes rendus doivent être diffusés » ne peut pas valoir « peut-être »"),
        ("minutes=1", "il faut oui ou non"),
        ("other_groups=6", "de 0 à 5"),
        ("other_groups=1,5", "de 0 à 5"),
        ("other_groups=²", "de 0 à 5"),
        ("groupes=2", "Paramètres : meetings_a_trimester"),
    ],
)
def test_values_that_cannot_be_read_are_refused(db: Database, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse_parameters(db, COMITE, [text])


def test_a_parameter_that_the_catalogue_gains_takes_its_own_value_and_a_lost_one_is_left(tmp_path: Path) -> None:
    db = memory_database(catalogue=catalogue_of(tmp_path, RULE))
    change_definition(db, LOCAL, "essai", {"meetings": 4}, "a")
    catalogue_of(tmp_path, RULE + MINUTES)
    gained = in_force(db, "essai", as_of=db.clock())
    assert (gained.version, gained.parameters) == (4, {"meetings": 4, "minutes": True})
    change_definition(db, LOCAL, "essai", {"minutes": False}, "b")
    catalogue_of(tmp_path, "version = 3\n" + MINUTES)
    assert in_force(db, "essai", as_of=db.clock()).parameters == {"minutes": False}
    assert definitions(db, "essai", as_of=db.clock())[1].parameters == {"minutes": True}


def test_a_new_version_of_the_catalogue_moves_every_version_after_it(tmp_path: Path) -> None:
    db = memory_database(catalogue=catalogue_of(tmp_path, RULE))
    assert change_definition(db, LOCAL, "essai", {"meetings": 4}, "a").version == 4
    catalogue_of(tmp_path, RULE.replace("version = 3", "version = 7"))
    assert [one.version for one in definitions(db, "essai", as_of=db.clock())] == [7, 8]


def test_a_value_that_no_longer_is_of_its_kind_gives_way_to_the_catalogue_s(tmp_path: Path) -> None:
    db = memory_database(catalogue=catalogue_of(tmp_path, RULE))
    change_definition(db, LOCAL, "essai", {"meetings": 4}, "a")
    catalogue_of(tmp_path, "version = 3\n" + MINUTES.replace('"minutes"', '"meetings"'))
    assert in_force(db, "essai", as_of=db.clock()).parameters == {"meetings": True}


@pytest.mark.parametrize(
    "text",
    [
        "version = 1\n[[parameter",
        "parameter = []",
        RULE.replace("value = 2", "value = 6"),
        RULE.replace("value = 2", "value = true"),
        RULE.replace("maximum = 5", ""),
        "version = 1\n" + MINUTES.replace('no = "comptes rendus non exigés"', ""),
        "version = 1\n" + MINUTES + MINUTES,
        RULE + 'couleur = "bleu"',
    ],
)
def test_a_declaration_that_will_not_do_names_its_file(tmp_path: Path, text: str) -> None:
    folder = catalogue_of(tmp_path, text) / "essai"
    with pytest.raises(ValueError, match="rule.toml"):
        read_declared(folder)


def test_every_entry_of_the_catalogue_declares_its_rule() -> None:
    folder = get_settings().catalogue
    assert set(declared(folder)) == {entry.parent.name for entry in folder.glob("*/__init__.py")}


@settings(max_examples=15, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "meetings_a_trimester": st.integers(0, 10),
            "least_meetings": st.integers(0, 30),
            "minutes": st.booleans(),
            "head": st.booleans(),
            "digital_referent": st.booleans(),
            "other_groups": st.integers(0, 5),
        }
    ).filter(lambda chosen: chosen != OWN)
)
def test_whatever_was_decided_is_read_back_with_its_kinds(chosen: dict[str, bool | int]) -> None:
    db = memory_database()
    change_definition(db, LOCAL, COMITE, chosen, "a")
    found = in_force(db, COMITE, as_of=db.clock()).parameters
    assert found == chosen
    assert {name: type(value) for name, value in found.items()} == {name: type(value) for name, value in chosen.items()}
    db.close()

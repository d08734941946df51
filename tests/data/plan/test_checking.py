"""What was typed of an item: everything wrong is told at once, field by field, and what is kept is what was meant."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.database import LOCAL, Database
from data.plan import Concerned, add
from data.plan.checking import Faulty, Known, checked, known
from data.plan.declaration import ABANDONED, DECLARED, LONGEST_LINE, LONGEST_TEXT, PAUSED, Declared, Field
from tests.helpers import add_establishments, make_uai, memory_database
from tests.plans import item, plan_now, plan_of, tell_action, term

TODAY = date(2022, 3, 15)
HOSTILE = [
    "<script>alert(1)</script>",
    "[cliquez](javascript:alert(1))",
    '=HYPERLINK("http://mal.example","x")',
    "@SUM(1+1)",
    "+33 2 40",
    "-1",
    "| a | b |",
    "**gras** _souligné_ `code` $x$ :red[rouge] :material/delete:",
    "{{ gabarit }} %s {0}",
    "'; DROP TABLE plan_item; --",
    "Élève : « ça va ? » 👩‍🏫",
]
THEME = item("T1", "term", title="Gouvernance", list="Thème")
ORIGIN = item("T6", "term", title="Académie", list="Origine")
LESSON, ACTION = item("R1", "lesson"), item("A1", "action")
KNOWN = Known(
    plan=plan_of(THEME, ORIGIN, LESSON, ACTION),
    indicators={"cadre_communication": "Cadre", "comite_fonctionnel": "Comité"},
    members={"type": ["Collège", "École"], "epci": ["Nantes Métropole"]}
    | {name: [] for name in ("sector", "priority_education", "commune", "arrondissement", "bassin", "circonscription")},
    uais=frozenset({make_uai(1), make_uai(2)}),
    today=TODAY,
)
LEAST: dict[str, dict[str, Any]] = {
    "lesson": {"title": "x", "origin": ORIGIN.id},
    "step": {"title": "x", "action": ACTION.id},
    "note": {"title": "x", "action": ACTION.id},
    "term": {"title": "x", "list": "Thème"},
}


def least(kind: str, **told: Any) -> dict[str, Any]:
    """The least that an item of that kind needs, and what is told."""
    return LEAST.get(kind, {"title": "x"}) | told


def faults(kind: str, told: Mapping[str, Any]) -> dict[str, str]:
    """Field -> what is wrong with it."""
    with pytest.raises(Faulty) as refused:
        checked(kind, told, KNOWN)
    return {fault.field: fault.message for fault in refused.value.faults}


def typed(*types: str) -> list[Any]:
    """(kind, field) of every field of those types."""
    return [
        pytest.param(declared, field, id=f"{declared.kind}.{field.code}")
        for declared in DECLARED
        for field in declared.fields
        if field.type in types
    ]


def kept(declared: Declared, field: Field, text: str) -> Any:
    """What is kept of a text typed in that field."""
    told = least(declared.kind, **{field.code: text})
    if field.code == "held_because":
        told["held"] = PAUSED
    if field.code == "outcome":
        told["decided_on"] = TODAY
    return checked(declared.kind, told, KNOWN).get(field.code)


# --- texts


@pytest.mark.parametrize(("declared", "field"), typed("line", "text"))
def test_markup_formulas_and_links_are_kept_as_they_were_typed(declared: Declared, field: Field) -> None:
    for text in HOSTILE:
        assert kept(declared, field, text) == text


@pytest.mark.parametrize(("declared", "field"), typed("line", "text"))
def test_controls_and_direction_marks_go(declared: Declared, field: Field) -> None:
    dirty = "\ufeffUne\x00 \u202echarte\x1b[31m\u2069 \ud800ici\x85\x7f"
    assert kept(declared, field, dirty) == "Une charte[31m ici"


@pytest.mark.parametrize(("declared", "field"), typed("line"))
def test_a_line_is_one_line_of_so_many_signs(declared: Declared, field: Field) -> None:
    assert kept(declared, field, "  une \r\n\t charte\u00a0 ") == "une charte"
    longest = "x" * LONGEST_LINE
    assert kept(declared, field, longest) == longest
    told = faults(declared.kind, least(declared.kind, **{field.code: longest + "x"}))
    assert told[field.code] == f"« {field.label} » a 301 signes : gardez-en 300 au plus."


@pytest.mark.parametrize(("declared", "field"), typed("text"))
def test_a_text_keeps_its_lines_and_so_many_signs(declared: Declared, field: Field) -> None:
    assert kept(declared, field, "\n\n un \r\n\r deux\ttrois  \n\n") == "un\n\n deux\ttrois"
    longest = "é" * LONGEST_TEXT
    assert kept(declared, field, longest) == longest
    told = faults(declared.kind, least(declared.kind, **{field.code: longest + "x"}))
    assert told[field.code] == f"« {field.label} » a 10001 signes : gardez-en 10000 au plus."


@pytest.mark.parametrize("declared", DECLARED, ids=lambda one: one.kind)
@pytest.mark.parametrize("blank", [None, "", " \n\t\u00a0", "\x00\u202e", "\ufeff", "\u200b\u2060 \u00ad"])
def test_an_item_that_nobody_could_see_has_no_title(declared: Declared, blank: str | None) -> None:
    label = declared.fields[0].label
    assert faults(declared.kind, least(declared.kind, title=blank)) == {"title": f"« {label} » est à remplir."}


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=15), some.text(max_size=15))
def test_what_is_kept_is_kept_again_as_it_is(title: str, text: str) -> None:
    try:
        once = checked("axis", {"title": title, "text": text}, KNOWN)
    except Faulty:
        return
    assert checked("axis", once, KNOWN) == once


def test_blank_fields_are_left_out() -> None:
    blank = {field.code: None for declared in DECLARED for field in declared.fields}
    for declared in DECLARED:
        needed = {field.code for field in declared.fields if field.needed}
        assert set(checked(declared.kind, blank | least(declared.kind), KNOWN)) == needed
    empty = {"text": " ", "lessons": [], "main": False}
    assert checked("irritant", {"title": "x"} | empty, KNOWN) == {"title": "x"}


# --- addresses


@pytest.mark.parametrize(
    "address", ["https://exemple.fr", "HTTP://exemple.fr:8080/a?b=c#d", "https://exemple.fr/(été)", " https://a.fr\n"]
)
def test_an_address_of_a_page_is_kept(address: str) -> None:
    assert checked("lesson", least("lesson", address=address), KNOWN)["address"] == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JavaScript:alert(1)//https://exemple.fr",
        "\u202ejavascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//exemple.fr",
        "exemple.fr",
        "https://",
        "https:///chemin",
        "mailto:a@b.fr",
        "https://exemple.fr/" + "a" * 2_000,
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert faults("lesson", least("lesson", address=address)) == {
        "address": "« Lien » doit être l'adresse d'une page : https://... Laissez vide s'il n'y en a pas."
    }


# --- days


@pytest.mark.parametrize(
    ("day", "ok"),
    [(date(1989, 12, 31), False), (date(1990, 1, 1), True), (date(2100, 12, 31), True), (date(2101, 1, 1), False)],
)
def test_a_day_is_one_of_the_calendar_of_a_committee(day: date, ok: bool) -> None:
    if ok:
        assert checked("decision", {"title": "x", "meeting_on": day}, KNOWN)["meeting_on"] == day.isoformat()
    else:
        assert "corrigez l'année" in faults("decision", {"title": "x", "meeting_on": day})["meeting_on"]


def test_of_an_instant_the_day_is_kept() -> None:
    assert checked("step", least("step", due_on=datetime(2022, 6, 30, 14, 30)), KNOWN)["due_on"] == "2022-06-30"


def test_an_action_ends_on_the_day_it_begins_at_the_earliest() -> None:
    day = date(2022, 3, 1)
    for code in ("due_on", "done_on"):
        assert checked("action", {"title": "x", "starts_on": day, code: day}, KNOWN)[code] == "2022-03-01"
        told = {"title": "x", "starts_on": day, code: day - timedelta(days=1)}
        assert list(faults("action", told)) == [code]


@pytest.mark.parametrize(
    ("kind", "code"), [("action", "done_on"), ("step", "done_on"), ("lesson", "told_on"), ("decision", "decided_on")]
)
def test_what_happened_did_not_happen_in_days_to_come(kind: str, code: str) -> None:
    more = {"outcome": "Oui."} if kind == "decision" else {}
    assert checked(kind, least(kind, **{code: TODAY}, **more), KNOWN)[code] == "2022-03-15"
    assert "à venir" in faults(kind, least(kind, **{code: TODAY + timedelta(days=1)}, **more))[code]


# --- what goes together


@pytest.mark.parametrize("held", [PAUSED, ABANDONED])
def test_an_action_is_put_aside_with_a_reason(held: str) -> None:
    assert faults("action", {"title": "x", "held": held, "held_because": " "}) == {
        "held_because": f"Dites pourquoi l'action est {held} : le motif est gardé avec l'historique."
    }
    assert checked("action", {"title": "x", "held": held, "held_because": "Attente"}, KNOWN)["held"] == held


def test_a_reason_goes_with_being_put_aside() -> None:
    assert list(faults("action", {"title": "x", "held_because": "Attente"})) == ["held"]


@pytest.mark.parametrize("state", ["en retard", "terminée", "En pause", "en_pause"])
def test_no_other_state_is_typed(state: str) -> None:
    assert list(faults("action", {"title": "x", "held": state, "held_because": "Motif"})) == ["held"]


def test_a_decision_is_taken_on_a_day_and_in_words() -> None:
    assert list(faults("decision", {"title": "x", "decided_on": TODAY})) == ["outcome"]
    assert list(faults("decision", {"title": "x", "outcome": "Oui."})) == ["outcome"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_form() -> None:
    told = {"title": " ", "axis": uuid4(), "due_on": date(1900, 1, 1), "indicators": ["inconnu"], "held": "finie"}
    assert list(faults("action", told)) == ["title", "axis", "due_on", "indicators", "held"]
    with pytest.raises(Faulty) as refused:
        checked("action", told, KNOWN)
    assert str(refused.value) == " ".join(fault.message for fault in refused.value.faults)


def test_what_does_not_go_together_is_told_beside_the_other_faults_in_the_order_of_the_form() -> None:
    told = {"title": " ", "starts_on": TODAY, "due_on": TODAY - timedelta(days=1), "indicators": ["inconnu"]}
    found = faults("action", told)
    assert list(found) == ["title", "due_on", "indicators"]
    assert found["due_on"] == "L'échéance est avant le début : corrigez l'un des deux jours."


def test_nothing_is_said_of_a_field_against_one_that_could_not_be_read() -> None:
    late = {"starts_on": date(1900, 1, 1), "due_on": TODAY, "held_because": "Attente", "held": "finie"}
    assert list(faults("action", {"title": "x"} | late)) == ["starts_on", "held"]
    assert list(faults("term", {"title": "", "list": "Thème"})) == ["title"]
    assert list(faults("term", {"title": "Gouvernance", "list": "Autre"})) == ["list"]


# --- links


def test_links_are_kept_once_each_in_the_order_told() -> None:
    other = item("R2", "lesson")
    both = Known(**(vars(KNOWN) | {"plan": plan_of(LESSON, other)}))
    found = checked("irritant", {"title": "x", "lessons": [other.id, str(LESSON.id), other.id]}, both)
    assert found["lessons"] == [str(other.id), str(LESSON.id)]


@pytest.mark.parametrize("wrong", [uuid4(), ACTION.id, THEME.id])
def test_a_link_leads_to_an_item_that_stands_and_of_the_right_kind(wrong: Any) -> None:
    assert list(faults("irritant", {"title": "x", "lessons": [LESSON.id, wrong]})) == ["lessons"]


def test_indicators_come_in_the_order_of_the_catalogue() -> None:
    told = {"title": "x", "indicators": ["comite_fonctionnel", "cadre_communication", "comite_fonctionnel"]}
    assert checked("action", told, KNOWN)["indicators"] == ["cadre_communication", "comite_fonctionnel"]


# --- establishments


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Concerned(), {"group": "", "members": []}),
        (Concerned(group="", members=("Collège",)), {"group": "", "members": []}),
        (
            Concerned(group="type", members=("École", " Collège ", "École")),
            {"group": "type", "members": ["Collège", "École"]},
        ),
        (
            Concerned(group="uai", members=(make_uai(2), f" {make_uai(1).lower()}")),
            {"group": "uai", "members": [make_uai(1), make_uai(2)]},
        ),
    ],
)
def test_an_action_concerns_all_a_group_or_a_list(told: Concerned, expected: dict[str, Any]) -> None:
    assert checked("action", {"title": "x", "concerns": told}, KNOWN)["concerns"] == expected


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            Concerned(group="type"),
            "Dites quels établissements sont concernés, ou choisissez « Tous les établissements ».",
        ),
        (Concerned(group="uai", members=(" ",)), "Dites quels établissements sont concernés"),
        (Concerned(group="type", members=("Lycée",)), "L'annuaire ne connaît aucun établissement de Type « Lycée »."),
        (Concerned(group="uai", members=(make_uai(3),)), "L'annuaire ne connaît pas 0440003P"),
        (Concerned(group="couleur", members=("bleu",)), "« couleur » n'est pas un groupe"),
    ],
)
def test_establishments_that_the_directory_does_not_know_are_refused(told: Concerned, said: str) -> None:
    assert said in faults("action", {"title": "x", "concerns": told})["concerns"]


def test_every_wrong_uai_of_a_list_is_named_and_beyond_five_counted() -> None:
    def said(*wrong: str) -> str:
        told = Concerned(group="uai", members=(make_uai(1), *wrong))
        return faults("action", {"title": "x", "concerns": told})["concerns"]

    assert said("abc", make_uai(3)) == (
        f"2 UAI sont mal écrits ou inconnus de l'annuaire : « abc », « {make_uai(3)} ». "
        "Corrigez-les, ou enlevez-les de la liste."
    )
    assert "« d », « e » et 2 de plus. Corrigez" in said("a", "b", "c", "d", "e", "f", "g")


def test_every_unknown_name_of_a_group_and_every_unknown_indicator_is_named() -> None:
    told = Concerned(group="type", members=("Lycée", "Collège", "Crèche"))
    found = faults("action", {"title": "x", "concerns": told, "indicators": ["un", "comite_fonctionnel", "deux"]})
    assert "aucun établissement de Type « Lycée », « Crèche »." in found["concerns"]
    assert "Aucun indicateur ne s'appelle « un », « deux »." in found["indicators"]


@pytest.mark.parametrize("uai", ["0440001Z", "abc", make_uai(3)])
def test_a_lesson_comes_from_an_establishment_that_exists(uai: str) -> None:
    assert list(faults("lesson", least("lesson", uai=uai))) == ["uai"]


def test_the_uai_of_a_lesson_is_written_as_in_the_directory() -> None:
    assert checked("lesson", least("lesson", uai=f" {make_uai(1).lower()} "), KNOWN)["uai"] == make_uai(1)


# --- in a store


@pytest.fixture(scope="module")
def db() -> Database:
    opened = memory_database()
    add_establishments(opened, [{"type": "Collège"}, {"type": "École", "is_open": False}])
    return opened


def test_what_is_known_is_what_the_store_holds_now(db: Database) -> None:
    found = known(db)
    assert found.today == TODAY
    assert make_uai(1) in found.uais
    assert "Collège" in found.members["type"]
    assert list(found.indicators)[:2] == ["cadre_communication", "comite_fonctionnel"]
    action = tell_action(db)
    assert known(db).plan.items[action.id] == action


def test_hostile_texts_come_back_from_the_store_as_they_were_typed(db: Database) -> None:
    for text in [*HOSTILE, "x" * LONGEST_LINE]:
        told = add(db, LOCAL, "axis", {"title": text, "text": text * (LONGEST_TEXT // len(text))})
        found = plan_now(db).items[told.id]
        assert (found.title, found.values) == (text, told.values)


def test_an_action_of_closed_establishments_can_be_told(db: Database) -> None:
    assert tell_action(db, concerns=Concerned(group="uai", members=(make_uai(2),))).concerns


def test_a_term_is_the_origin_of_a_lesson_by_its_id(db: Database) -> None:
    told = add(db, LOCAL, "lesson", {"title": "x", "origin": str(term(db, "origin", "Académie"))})
    assert plan_now(db).titles(told, "origin") == ["Académie"]

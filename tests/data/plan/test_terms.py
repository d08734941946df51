"""Lists as data: those that come with the program, renamed, withdrawn, put back and added to."""

from pathlib import Path

import pytest

from data.database import LOCAL, Database
from data.errors import Refusal
from data.plan import Item, add, change, history, put_back, undo, withdraw
from data.plan.checking import Faulty
from data.plan.declaration import LISTS, ListName
from data.plan.terms import FIRST_OF_THE_COMMITTEE, first_terms
from data.settings import Settings
from tests.helpers import memory_database
from tests.plans import plan_now, tell_lesson, term


@pytest.fixture
def db() -> Database:
    return memory_database()


def titles(db: Database, name: ListName) -> list[str]:
    return [one.title for one in plan_now(db).terms(name)]


def theme(db: Database, title: str = "Enseigner et apprendre") -> Item:
    return plan_now(db).items[term(db, "theme", title)]


def test_an_installation_begins_with_lists_of_the_method(db: Database) -> None:
    assert titles(db, "theme") == [
        "Égal accès au numérique",
        "Enseigner et apprendre",
        "Travailler ensemble autrement",
        "Numérique responsable et souverain",
        "Gouvernance et anticipation",
    ]
    assert titles(db, "origin") == ["Académie", "Département", "Établissement"]
    assert all(len(titles(db, name)) > 2 for name in LISTS)


def test_terms_of_the_program_have_identifiers_and_numbers_that_stay() -> None:
    file = Settings().plan_terms
    terms = first_terms(file)
    assert str(terms[0].id) == "b353b5ba-5f6e-50c4-aa9b-e6b2e55e065b"
    assert len({one.id for one in terms}) == len({one.ref for one in terms}) == len(terms)
    assert all(int(one.ref[1:]) < FIRST_OF_THE_COMMITTEE for one in terms)


def test_a_renamed_term_is_renamed_in_every_item(db: Database) -> None:
    lesson = tell_lesson(db, themes=[theme(db).id])
    change(db, LOCAL, theme(db), {"title": "Apprendre", "list": "Thème"})
    assert plan_now(db).titles(lesson, "themes") == ["Apprendre"]
    assert titles(db, "theme")[1] == "Apprendre"
    assert history(db, lesson.id, as_of=db.clock()) == [lesson]


def test_a_renaming_is_taken_back(db: Database) -> None:
    first = theme(db)
    renamed = change(db, LOCAL, first, {"title": "Apprendre", "list": "Thème"})
    assert history(db, first.id, as_of=db.clock()) == [renamed, first]
    undo(db, LOCAL, renamed)
    assert theme(db).values == first.values


def test_a_withdrawn_term_leaves_the_lists_and_the_items_until_it_is_put_back(db: Database) -> None:
    first = theme(db)
    lesson = tell_lesson(db, themes=[first.id, theme(db, "Égal accès au numérique").id])
    gone = withdraw(db, LOCAL, first, reason="Le comité ne s'en sert plus")
    assert first.title not in titles(db, "theme")
    assert plan_now(db).titles(lesson, "themes") == ["Égal accès au numérique"]
    put_back(db, LOCAL, gone, first)
    assert plan_now(db).titles(lesson, "themes") == ["Enseigner et apprendre", "Égal accès au numérique"]


def test_a_withdrawn_term_is_no_longer_chosen(db: Database) -> None:
    first = theme(db)
    withdraw(db, LOCAL, first, reason="Le comité ne s'en sert plus")
    with pytest.raises(Faulty, match="« Thèmes » renvoie à une fiche qui n'y est plus"):
        tell_lesson(db, themes=[first.id])


def test_a_term_of_one_list_is_not_chosen_in_another(db: Database) -> None:
    with pytest.raises(Faulty) as refused:
        tell_lesson(db, themes=[term(db, "actor", "RUPN")], origin=term(db, "voice", "Parents"))
    assert [fault.field for fault in refused.value.faults] == ["origin", "themes"]


def test_a_term_does_not_change_list(db: Database) -> None:
    theme = plan_now(db).terms("theme")[0]
    with pytest.raises(Faulty, match="ne change pas de liste"):
        change(db, LOCAL, theme, {"title": theme.title, "list": "Acteur"})


def test_terms_of_the_committee_come_after_those_of_the_program(db: Database) -> None:
    change(db, LOCAL, theme(db), {"title": "Apprendre", "list": "Thème"})
    added = add(db, LOCAL, "term", {"title": "Bien-être", "list": "Thème"})
    assert added.ref == f"T{FIRST_OF_THE_COMMITTEE}"
    assert titles(db, "theme")[-1] == "Bien-être"
    assert add(db, LOCAL, "term", {"title": "Bien-être", "list": "Acteur"}).ref == f"T{FIRST_OF_THE_COMMITTEE + 1}"


@pytest.mark.parametrize("title", ["Enseigner et apprendre", "ENSEIGNER  et Apprendre "])
def test_a_list_holds_a_term_once(db: Database, title: str) -> None:
    with pytest.raises(Faulty, match="est déjà dans cette liste"):
        add(db, LOCAL, "term", {"title": title, "list": "Thème"})
    first = theme(db)
    assert change(db, LOCAL, first, {"title": "Enseigner et Apprendre", "list": "Thème"}).title.endswith("Apprendre")


def test_a_term_put_back_beside_one_that_took_its_name_is_refused(db: Database) -> None:
    gone = withdraw(db, LOCAL, theme(db), reason="Essai")
    add(db, LOCAL, "term", {"title": "Enseigner et apprendre", "list": "Thème"})
    with pytest.raises(Faulty, match="est déjà dans cette liste"):
        undo(db, LOCAL, gone)
    assert titles(db, "theme").count("Enseigner et apprendre") == 1


@pytest.mark.parametrize("name", ["Thèmes", "theme", ""])
def test_a_term_is_in_a_list_that_exists(db: Database, name: str) -> None:
    with pytest.raises(Faulty) as refused:
        add(db, LOCAL, "term", {"title": "Bien-être", "list": name})
    assert [fault.field for fault in refused.value.faults] == ["list"]


def test_an_installation_may_begin_with_lists_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "listes.toml"
    file.write_text('[[term]]\nnumber = 1\nlist = "theme"\nlabel = "Un seul thème"\n', encoding="utf-8")
    with_its_own = memory_database(plan_terms=file)
    assert titles(with_its_own, "theme") == ["Un seul thème"]
    assert titles(with_its_own, "actor") == []


UNREADABLE = {
    "no terms": ("", "il n'y est donné aucun terme"),
    "not TOML": ("[[term]", "n'est pas du TOML"),
    "unknown list": (
        '[[term]]\nnumber = 1\nlist = "themes"\nlabel = "x"\n',
        "le terme 1 a une liste inconnue, « themes »",
    ),
    "no label": ('[[term]]\nnumber = 1\nlist = "theme"\n', "le terme 1 n'a pas de libellé"),
    "blank label": ('[[term]]\nnumber = 1\nlist = "theme"\nlabel = "  "\n', "le terme 1 n'a pas de libellé"),
    "a label of no text": ('[[term]]\nnumber = 1\nlist = "theme"\nlabel = 3\n', "le terme 1 n'a pas de libellé"),
    "too long": (f'[[term]]\nnumber = 1\nlist = "theme"\nlabel = "{"a" * 301}"\n', "le libellé du terme 1 dépasse 300"),
    "no number": ('[[term]]\nlist = "theme"\nlabel = "x"\n', "un terme n'a pas de numéro entier de 1 à 100"),
    "one of the committee's": ('[[term]]\nnumber = 101\nlist = "theme"\nlabel = "x"\n', "de 1 à 100, mais 101"),
    "zero": ('[[term]]\nnumber = 0\nlist = "theme"\nlabel = "x"\n', "de 1 à 100, mais 0"),
    "negative": ('[[term]]\nnumber = -3\nlist = "theme"\nlabel = "x"\n', "de 1 à 100, mais -3"),
    "not whole": ('[[term]]\nnumber = 1.5\nlist = "theme"\nlabel = "x"\n', "de 1 à 100, mais 1.5"),
    "a flag": ('[[term]]\nnumber = true\nlist = "theme"\nlabel = "x"\n', "de 1 à 100, mais True"),
    "a number twice": (
        '[[term]]\nnumber = 1\nlist = "theme"\nlabel = "x"\n[[term]]\nnumber = 1\nlist = "actor"\nlabel = "y"\n',
        "le numéro 1 y est deux fois",
    ),
    "a term twice": (
        '[[term]]\nnumber = 1\nlist = "theme"\nlabel = "x"\n[[term]]\nnumber = 2\nlist = "theme"\nlabel = "X "\n',
        "« X » est deux fois dans la même liste",
    ),
}


@pytest.mark.parametrize(("text", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_lists_that_cannot_be_used_are_refused_with_the_name_of_the_file(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "listes.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        first_terms(file)
    said = str(refused.value)
    assert said.startswith(f"Les listes de départ du plan ({file}) ne se lisent pas : ") and why in said
    assert said.endswith("corrigez ce fichier, ou le réglage GOUVERNAIL_PLAN_TERMS.") and "\n" not in said


def test_lists_that_are_not_there_are_refused_too(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="ce fichier n'est pas là ou ne s'ouvre pas"):
        first_terms(tmp_path / "absent.toml")


def test_the_highest_number_of_the_program_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "listes.toml"
    file.write_text('[[term]]\nnumber = 100\nlist = "theme"\nlabel = "x"\n', encoding="utf-8")
    assert [one.ref for one in first_terms(file)] == ["T100"]

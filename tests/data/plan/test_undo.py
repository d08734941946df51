"""Taking back: a creation, a change, a withdrawal, an import; and two people at once."""

from uuid import UUID

import pytest

from data.batches import restore_batch, revert_batch
from data.database import LOCAL, Actor, Database
from data.errors import Refusal
from data.plan import Concerned, Item, add, change, history, put_back, undo, withdraw
from data.plan.checking import Faulty
from data.plan.items import withdrawn_items
from data.plan.recording import Overtaken, next_refs, tell
from tests.helpers import add_establishments, add_file, memory_database
from tests.plans import plan_now, tell_action, term

COLLEAGUE = Actor(name="secrétaire")


@pytest.fixture(scope="module")
def db() -> Database:
    """A store that these tests share: each tells items of its own."""
    return memory_database()


def standing(db: Database, one: Item) -> Item | None:
    return plan_now(db).items.get(one.id)


def title(db: Database, one: Item) -> str | None:
    found = standing(db, one)
    return found.title if found else None


# --- taking back what was just done


def test_an_item_whose_creation_is_undone_no_longer_stands_and_can_come_back(db: Database) -> None:
    action = tell_action(db)
    gone = undo(db, LOCAL, action)
    assert standing(db, action) is None
    assert gone.withdrawn == "création annulée"
    assert gone in withdrawn_items(db, as_of=db.clock())
    back = undo(db, LOCAL, gone)
    assert standing(db, action) == back
    assert (back.values, back.ref) == (action.values, action.ref)


def test_a_change_that_is_undone_gives_what_was_said_before(db: Database) -> None:
    first = tell_action(db, title="Première idée", owner="DSI")
    second = change(db, LOCAL, first, {"title": "Seconde idée"})
    back = undo(db, COLLEAGUE, second)
    assert back.values == first.values == plan_now(db).items[first.id].values
    assert [one.actor for one in history(db, first.id, as_of=db.clock())] == [COLLEAGUE.name, LOCAL.name, LOCAL.name]


def test_an_undo_that_is_undone_gives_the_change_again(db: Database) -> None:
    second = change(db, LOCAL, tell_action(db, title="Première idée"), {"title": "Seconde idée"})
    undo(db, LOCAL, undo(db, LOCAL, second))
    assert title(db, second) == "Seconde idée"


def test_a_withdrawal_that_is_undone_puts_the_item_back(db: Database) -> None:
    action = tell_action(db, title="Former")
    gone = withdraw(db, LOCAL, action, reason="Doublon")
    assert standing(db, action) is None
    assert undo(db, LOCAL, gone).withdrawn == ""
    assert title(db, action) == "Former"


def test_any_earlier_version_can_hold_again(db: Database) -> None:
    first = tell_action(db, title="Première idée")
    third = change(db, LOCAL, change(db, LOCAL, first, {"title": "Seconde idée"}), {"title": "Troisième idée"})
    put_back(db, LOCAL, third, first)
    assert title(db, first) == "Première idée"
    assert len(history(db, first.id, as_of=db.clock())) == 4


def test_a_withdrawn_item_comes_back_as_one_of_its_versions(db: Database) -> None:
    first = tell_action(db, title="Première idée")
    gone = withdraw(db, LOCAL, change(db, LOCAL, first, {"title": "Seconde idée"}), reason="Doublon")
    put_back(db, LOCAL, gone, first)
    assert title(db, first) == "Première idée"


def test_what_holds_already_is_not_put_back(db: Database) -> None:
    action = tell_action(db)
    with pytest.raises(Refusal, match="C'est déjà ce qui est en vigueur"):
        put_back(db, LOCAL, action, action)
    assert history(db, action.id, as_of=db.clock()) == [action]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Dites pourquoi"),
        (" \n\u202e\x00 ", "Dites pourquoi"),
        ("x" * 301, "Ce motif a 301 signes : gardez-en 300 au plus."),
    ],
)
def test_a_withdrawal_needs_a_reason_of_one_line(db: Database, reason: str, said: str) -> None:
    action = tell_action(db)
    with pytest.raises(Refusal, match=said):
        withdraw(db, LOCAL, action, reason=reason)
    assert standing(db, action) == action
    assert withdraw(db, LOCAL, action, reason="x" * 300).withdrawn == "x" * 300


# --- two people


def test_nobody_writes_over_what_someone_else_just_said(db: Database) -> None:
    shown = tell_action(db, title="Former")
    change(db, COLLEAGUE, shown, {"title": "Former et équiper"})
    with pytest.raises(Overtaken, match="« Former » .* a changé depuis que cette page l'affiche"):
        change(db, LOCAL, shown, {"title": "Former moins"})
    with pytest.raises(Overtaken):
        withdraw(db, LOCAL, shown, reason="Doublon")
    with pytest.raises(Overtaken):
        undo(db, LOCAL, shown)
    assert title(db, shown) == "Former et équiper"


def test_what_someone_else_changed_is_not_said_to_hold_already(db: Database) -> None:
    shown = tell_action(db, title="Former")
    change(db, COLLEAGUE, shown, {"title": "Former et équiper"})
    with pytest.raises(Overtaken):
        put_back(db, LOCAL, shown, shown)


def test_what_someone_else_withdrew_is_not_changed(db: Database) -> None:
    shown = tell_action(db)
    withdraw(db, COLLEAGUE, shown, reason="Doublon")
    with pytest.raises(Overtaken):
        change(db, LOCAL, shown, {"title": "Former"})
    assert standing(db, shown) is None


def test_of_two_who_take_back_the_same_change_one_does(db: Database) -> None:
    second = change(db, LOCAL, tell_action(db, title="Première idée"), {"title": "Seconde idée"})
    undo(db, COLLEAGUE, second)
    with pytest.raises(Overtaken):
        undo(db, LOCAL, second)
    assert title(db, second) == "Première idée"


def test_the_same_values_as_those_shown_do_not_hide_a_change(db: Database) -> None:
    shown = tell_action(db, title="Former")
    change(db, COLLEAGUE, shown, {"title": "Former et équiper"})
    with pytest.raises(Overtaken):
        change(db, LOCAL, shown, {"title": "Former"})


# --- imports


def told_by_a_file(db: Database, *titles: str, item: Item | None = None) -> tuple[UUID, list[Item]]:
    """Actions told by a workbook, or another version of one."""
    with db.writing(LOCAL, "plan_import", "plan.xlsx") as write:
        batch = add_file(write, "plan", "plan.xlsx", rows=len(titles))
        told = [
            tell(
                write,
                item=item.id if item else None,
                ref=item.ref if item else ref,
                kind="action",
                values={"title": said},
                batch=batch,
                file_name="plan.xlsx",
                sheet="Actions",
                row_number=row,
            )
            for row, (said, ref) in enumerate(zip(titles, next_refs(db, "action", len(titles)), strict=True), start=5)
        ]
    return batch, told


def test_what_a_file_told_says_where_it_stands_in_it(db: Database) -> None:
    batch, (first, second) = told_by_a_file(db, "Une", "Deux")
    assert [standing(db, one) for one in (first, second)] == [first, second]
    found = plan_now(db).items[second.id]
    assert (found.batch, found.file_name, found.sheet, found.row_number) == (batch, "plan.xlsx", "Actions", 6)


def test_an_import_that_is_reverted_never_created_anything_and_its_references_stay_taken(db: Database) -> None:
    batch, (told,) = told_by_a_file(db, "Importée")
    revert_batch(db, LOCAL, str(batch), reason="Mauvais fichier")
    assert standing(db, told) is None
    assert history(db, told.id, as_of=db.clock()) == []
    assert told not in withdrawn_items(db, as_of=db.clock())
    assert int(tell_action(db).ref[1:]) == int(told.ref[1:]) + 1
    restore_batch(db, LOCAL, str(batch), reason="C'était le bon")
    assert standing(db, told) == told


def test_a_version_of_a_reverted_import_gives_way_to_the_one_before(db: Database) -> None:
    action = tell_action(db, title="À l'écran")
    batch, (imported,) = told_by_a_file(db, "Importée", item=action)
    assert title(db, action) == "Importée"
    revert_batch(db, LOCAL, str(batch), reason="Mauvais fichier")
    assert standing(db, action) == action
    with pytest.raises(Overtaken):
        change(db, LOCAL, imported, {"title": "Corrigée"})
    assert change(db, LOCAL, action, {"title": "Corrigée"}).title == "Corrigée"


def test_what_was_said_on_a_screen_after_an_import_outlives_its_revert(db: Database) -> None:
    batch, (imported,) = told_by_a_file(db, "Importée")
    changed = change(db, LOCAL, imported, {"title": "Corrigée"})
    revert_batch(db, LOCAL, str(batch), reason="Mauvais fichier")
    assert standing(db, imported) == changed
    assert history(db, imported.id, as_of=db.clock()) == [changed]


def test_an_import_reverted_later_still_counts_at_an_instant_before(db: Database) -> None:
    batch, (told,) = told_by_a_file(db, "Importée")
    before = db.clock()
    revert_batch(db, LOCAL, str(batch), reason="Mauvais fichier")
    assert history(db, told.id, as_of=before) == [told]


# --- what is refused leaves nothing


def test_a_refused_item_leaves_no_trace_and_takes_no_reference(db: Database) -> None:
    first = tell_action(db)
    with pytest.raises(Refusal):
        add(db, LOCAL, "action", {"title": ""})
    assert int(tell_action(db).ref[1:]) == int(first.ref[1:]) + 1


def test_a_term_of_the_program_is_not_the_creation_of_anybody(db: Database) -> None:
    theme = plan_now(db).items[term(db, "theme", "Enseigner et apprendre")]
    with pytest.raises(Refusal, match="n'a pas changé"):
        undo(db, LOCAL, theme)
    assert standing(db, theme) == theme


def test_what_an_action_names_may_go_without_keeping_the_rest_from_changing(db: Database) -> None:
    add_establishments(db, [{"epci": "Ancien nom"}])
    action = tell_action(db, concerns=Concerned(group="epci", members=("Ancien nom",)))
    add_establishments(db, [{"epci": "Nouveau nom"}])
    told = {"title": "Autre titre", "concerns": Concerned(group="epci", members=("Ancien nom",))}
    changed = change(db, LOCAL, action, told)
    assert changed.concerns == Concerned(group="epci", members=("Ancien nom",))
    with pytest.raises(Faulty, match="ne connaît aucun établissement"):
        change(db, LOCAL, changed, told | {"concerns": Concerned(group="epci", members=("Ancien nom", "Autre"))})

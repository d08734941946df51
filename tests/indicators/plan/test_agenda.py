"""What the next meeting needs: what is late, due, paused, missing, to decide and decided, on a day."""

from datetime import date
from typing import Any

from data.plan import Item
from data.plan.declaration import ABANDONED, PAUSED
from indicators.plan.actions import actions
from indicators.plan.agenda import Agenda, agenda
from indicators.plan.chain import chain, orphans
from indicators.snapshots.calendar import CalendarEntry, Kind
from tests.plans import item, plan_of

ON = date(2022, 3, 15)
LABELS = {"cadre_communication": "Cadre de communication"}
JANUARY, JUNE = date(2022, 1, 14), date(2022, 6, 14)


def meeting(day: date, kind: Kind, why: str = "") -> CalendarEntry:
    return CalendarEntry(day=day, label=f"Comité du {day:%d/%m}", kind=kind, why=why)


PLANNED = [meeting(JANUARY, "past"), meeting(date(2022, 4, 12), "called_off", "Vacances"), meeting(JUNE, "coming")]


def read(*items: Item, entries: list[CalendarEntry] | None = None, on: date = ON) -> Agenda:
    plan = plan_of(*items)
    told = actions(plan, on)
    found = orphans(chain(plan, LABELS), told)
    return agenda(plan, told, found, entries=PLANNED if entries is None else entries, on=on)


def action(number: int, **told: Any) -> Item:
    return item(f"A{number}", "action", **told)


def step(number: int, of: Item, **told: Any) -> Item:
    return item(f"E{number}", "step", title=f"Étape {number}", action=of, **told)


def decision(number: int, **told: Any) -> Item:
    return item(f"D{number}", "decision", **told)


# --- meetings


def test_the_next_meeting_is_the_first_to_come_that_is_not_called_off() -> None:
    found = read()
    assert found.next_meeting == meeting(JUNE, "coming")
    assert found.last_meeting == meeting(JANUARY, "past")
    assert found.until == JUNE


def test_without_a_meeting_it_looks_thirty_days_ahead() -> None:
    found = read(entries=[meeting(JUNE, "called_off", "Grève")])
    assert (found.next_meeting, found.last_meeting, found.until) == (None, None, date(2022, 4, 14))


def test_a_meeting_of_the_day_is_next_until_something_is_frozen_there() -> None:
    assert read(entries=[meeting(ON, "coming")]).next_meeting == meeting(ON, "coming")
    over = read(entries=[meeting(ON, "past"), meeting(JUNE, "coming")])
    assert (over.last_meeting, over.next_meeting) == (meeting(ON, "past"), meeting(JUNE, "coming"))


def test_on_a_day_that_is_past_the_meeting_that_followed_it_is_next() -> None:
    found = read(entries=[meeting(JANUARY, "past"), meeting(JUNE, "past")], on=date(2022, 2, 1))
    assert (found.last_meeting, found.next_meeting) == (meeting(JANUARY, "past"), meeting(JUNE, "past"))


# --- actions


def test_late_actions_come_latest_first_with_what_is_awaited_since_when() -> None:
    by_step = action(1, due_on=JUNE, owner="Pilotage départemental")
    by_itself = action(2, due_on=date(2022, 2, 15))
    found = read(
        by_step,
        step(1, by_step, due_on=date(2022, 3, 10)),
        step(2, by_step, due_on=date(2022, 3, 3)),
        step(3, by_step, due_on=date(2022, 3, 1), done_on=date(2022, 3, 2)),
        by_itself,
        step(4, by_itself, due_on=date(2022, 3, 1)),
        action(3, due_on=date(2022, 2, 1), held=PAUSED, held_because="Attente"),
        action(4, due_on=date(2022, 2, 1), done_on=date(2022, 2, 3)),
    ).late
    assert [(late.action.item.ref, late.sentence, late.owner) for late in found] == [
        ("A2", "En retard de 28\u00a0jours : action attendue le 15/02/2022.", ""),
        ("A1", "En retard de 12\u00a0jours : étape « Étape 2 » attendue le 03/03/2022.", "Pilotage départemental"),
    ]


def test_a_step_is_named_rather_than_the_action_that_was_due_on_the_same_day() -> None:
    late = action(1, due_on=date(2022, 3, 14))
    (found,) = read(late, step(1, late, due_on=date(2022, 3, 14))).late
    assert found.sentence == "En retard de 1\u00a0jour : étape « Étape 1 » attendue le 14/03/2022."


def test_what_is_due_until_the_next_meeting_comes_in_the_order_of_days() -> None:
    goes_on = action(1, due_on=JUNE)
    late = action(2, due_on=date(2022, 3, 1))
    found = read(
        goes_on,
        step(1, goes_on, due_on=ON),
        step(2, goes_on, due_on=date(2022, 5, 2), done_on=date(2022, 3, 1)),
        step(3, goes_on, due_on=date(2022, 6, 15)),
        late,
        step(4, late, due_on=date(2022, 3, 20)),
        action(3, due_on=date(2022, 6, 15)),
        action(4, due_on=date(2022, 5, 1), held=PAUSED, held_because="Attente"),
        action(5, due_on=date(2022, 5, 1), held=ABANDONED, held_because="Sans objet"),
        action(6, due_on=date(2022, 5, 1), done_on=date(2022, 3, 1)),
    ).due_soon
    assert [(due.action.item.ref, due.step.item.ref if due.step else "", due.sentence) for due in found] == [
        ("A1", "E1", "Étape « Étape 1 » à faire pour le 15/03/2022."),
        ("A2", "E4", "Étape « Étape 4 » à faire pour le 20/03/2022."),
        ("A1", "", "Action à finir pour le 14/06/2022."),
    ]


def test_paused_actions_come_with_the_reason_and_abandoned_ones_do_not() -> None:
    found = read(
        action(1, held=PAUSED, held_because="Attente du marché", owner="DSI"),
        action(2, held=ABANDONED, held_because="Sans objet"),
    ).paused
    assert [(one.action.item.ref, one.sentence, one.owner) for one in found] == [
        ("A1", "En pause : Attente du marché", "DSI")
    ]


# --- what lacks


def test_orphans_are_grouped_by_what_they_lack_in_the_order_of_the_chain() -> None:
    found = read(item("I1", "irritant"), item("I2", "irritant"), item("L1", "lever"), action(1, owner="DSI")).lacking
    assert [(group.label, [one.node.ref for one in group.orphans]) for group in found] == [
        ("Irritants sans besoin", ["I1", "I2"]),
        ("Leviers sans action", ["L1"]),
        ("Actions sans indicateur", ["A1"]),
        ("Actions sans échéance", ["A1"]),
        ("Indicateurs sans action", [""]),
    ]


def test_every_orphan_is_in_one_group() -> None:
    items = [item(f"{letter}1", kind) for letter, kind in (("I", "irritant"), ("B", "need"), ("L", "lever"))]
    items.append(action(1))
    plan = plan_of(*items)
    found = orphans(chain(plan, LABELS), actions(plan, ON))
    grouped = [one for group in read(*items).lacking for one in group.orphans]
    assert {(one.node.key, one.lacks) for one in grouped} == {(one.node.key, one.lacks) for one in found}
    assert len(grouped) == len(found) == 7


# --- decisions


def test_decisions_to_take_at_the_next_meeting_come_first() -> None:
    found = read(
        decision(1, meeting_on=date(2022, 9, 20)),
        decision(2),
        decision(3, meeting_on=JUNE),
        decision(4, meeting_on=JANUARY),
        decision(5, meeting_on=JANUARY, decided_on=JANUARY, outcome="Oui."),
    ).to_decide
    assert [(one.item.ref, one.is_due, one.sentence) for one in found] == [
        ("D4", True, "Attendue depuis la séance du 14/01/2022."),
        ("D3", True, "À trancher le 14/06/2022."),
        ("D2", False, "À trancher ; aucune séance n'est choisie."),
        ("D1", False, "À trancher le 20/09/2022."),
    ]


def test_a_decision_taken_later_is_still_to_take() -> None:
    later = decision(1, meeting_on=ON, decided_on=date(2022, 3, 16), outcome="Oui.")
    assert [one.item.ref for one in read(later).to_decide] == ["D1"]
    assert read(later).decided == ()
    assert [one.item.ref for one in read(later, on=date(2022, 3, 16)).decided] == ["D1"]


def test_decisions_since_the_last_meeting_come_with_their_actions() -> None:
    at_it = decision(1, decided_on=JANUARY, outcome="Oui.")
    since = decision(2, decided_on=date(2022, 2, 1), outcome="Oui.")
    long_ago = decision(3, decided_on=date(2021, 11, 15), outcome="Oui.")
    followed = decision(4, decided_on=date(2021, 11, 15), outcome="Oui.")
    items = [at_it, since, long_ago, followed, action(1, decisions=[at_it, followed]), action(2, decisions=[at_it])]
    found = read(*items)
    assert [(one.item.ref, [came.ref for came in one.actions]) for one in found.decided] == [
        ("D1", ["A1", "A2"]),
        ("D2", []),
    ]
    assert [one.ref for one in found.without_action] == ["D2", "D3"]
    assert [one.item.ref for one in read(*items, entries=[]).decided] == ["D1", "D2", "D3", "D4"]


def test_freezing_the_meeting_of_the_day_keeps_what_was_decided_since_the_one_before_and_at_it() -> None:
    before, between = (
        decision(1, decided_on=date(2021, 12, 1), outcome="Oui."),
        decision(2, decided_on=date(2022, 3, 1)),
    )
    at_it = decision(3, decided_on=ON, outcome="Oui.")
    items, december = (before, between, at_it), meeting(date(2021, 12, 15), "past")
    for kind in ("coming", "past"):  # before the freeze, and once frozen
        found = read(*items, entries=[december, meeting(ON, kind)])  # type: ignore[arg-type]
        assert (found.since, [one.item.ref for one in found.decided]) == (december, ["D2", "D3"])
    # From the day after on, what that meeting itself decided, and since.
    after = read(*items, entries=[december, meeting(ON, "past")], on=date(2022, 3, 16))
    assert (after.since, [one.item.ref for one in after.decided]) == (meeting(ON, "past"), ["D3"])


# --- in one sentence


def test_the_sentence_counts_what_there_is_and_leaves_out_the_rest() -> None:
    complete = {"owner": "DSI", "indicators": ["cadre_communication"]}
    nothing = read(action(1, due_on=date(2022, 9, 1), **complete))
    assert nothing.sentence == "Rien n'attend la prochaine séance."
    found = read(
        action(1, due_on=date(2022, 3, 1), **complete),
        action(2, due_on=date(2022, 5, 1), **complete),
        action(3, due_on=date(2022, 3, 2), **complete),
        decision(1, meeting_on=JUNE),
        decision(2, meeting_on=date(2022, 9, 20)),
        decision(3, decided_on=JANUARY, outcome="Oui."),
        item("B1", "need"),
    )
    assert found.sentence.replace("\u00a0", " ") == (
        "À voir : 2 actions en retard, 1 échéance proche, 1 décision à prendre, 1 décision sans suite, 1 maillon manquant."
    )

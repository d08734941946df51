"""The school year of the plan: what is drawn, where, in what order, what is only told, and labels that keep apart."""

import json
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from data.plan import Item
from data.plan.declaration import ABANDONED, PAUSED
from data.reference.calendar import school_year
from indicators.figures import timeline_figure
from indicators.figures.palette import PALETTES
from indicators.figures.timeline import stacked
from indicators.figures.timeline_backdrop import labels_of
from indicators.plan.actions import actions
from indicators.plan.timeline import Timeline, bar_text, timeline, timeline_alt, timeline_caption
from indicators.snapshots.calendar import CalendarEntry
from tests.plans import item, plan_of

YEAR, ON = school_year("2021-2022"), date(2022, 3, 15)
HOSTILE = '<a href="javascript:alert(1)">x</a> $a$'


def shown(*items: Item, meetings: Any = (), on: date = ON) -> Timeline:
    return timeline(actions(plan_of(*items), on), year=YEAR, zone="B", meetings=meetings, on=on)


def meeting(day: date, label: str, kind: Any = "coming") -> CalendarEntry:
    return CalendarEntry(day=day, label=label, kind=kind)


def act(ref: str, starts: date | None = None, due: date | None = None, **told: Any) -> Item:
    return item(ref, "action", starts_on=starts, due_on=due, **told)


def refs(found: Timeline) -> list[str]:
    return [bar.action.item.ref for bar in found.bars]


def traces(figure: go.Figure) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(figure.to_json())["data"]
    return drawn


def texts(figure: go.Figure) -> list[str]:
    written = [text for trace in traces(figure) if trace["mode"] == "text" for text in trace["text"]]
    return [*written, *(note.text for note in figure.layout.annotations)]


def test_actions_stand_by_axis_then_by_start_those_without_axis_last() -> None:
    first, second = item("X1", "axis", title="Communiquer"), item("X2", "axis", title="Équiper")
    found = shown(
        first,
        second,
        act("A1", date(2021, 10, 1), date(2022, 5, 1)),
        act("A2", date(2022, 1, 1), date(2022, 5, 1), axis=second),
        act("A3", date(2021, 11, 1), date(2022, 5, 1), axis=first),
        act("A4", date(2021, 9, 2), date(2022, 5, 1), axis=first),
        act("A5", None, date(2021, 9, 3), axis=first),
    )
    assert refs(found) == ["A4", "A3", "A5", "A2", "A1"]


@pytest.mark.parametrize(
    ("starts", "due", "first", "last", "begins", "ends"),
    [
        (date(2021, 10, 1), date(2022, 5, 1), date(2021, 10, 1), date(2022, 5, 1), "day", "day"),
        (date(2021, 5, 1), date(2022, 5, 1), date(2021, 9, 1), date(2022, 5, 1), "beyond", "day"),
        (date(2022, 5, 1), date(2022, 12, 1), date(2022, 5, 1), date(2022, 8, 31), "day", "beyond"),
        (date(2022, 5, 1), None, date(2022, 5, 1), date(2022, 5, 1), "day", "unknown"),
        (None, date(2022, 5, 1), date(2022, 5, 1), date(2022, 5, 1), "unknown", "day"),
        # It has begun, nobody said when it ends: it goes on today.
        (date(2021, 5, 1), None, date(2021, 9, 1), ON, "beyond", "unknown"),
    ],
)
def test_a_bar_stays_inside_the_year_and_says_what_its_ends_are(
    starts: date | None, due: date | None, first: date, last: date, begins: str, ends: str
) -> None:
    (bar,) = shown(act("A1", starts, due)).bars
    assert (bar.first, bar.last, bar.begins, bar.ends) == (first, last, begins, ends)


def test_an_action_of_another_year_is_told_but_one_still_late_is_drawn() -> None:
    found = shown(
        act("A1", date(2020, 10, 1), date(2020, 12, 1), done_on=date(2020, 12, 1)),
        act("A2", date(2022, 10, 1), date(2022, 12, 1)),
        act("A3", date(2020, 10, 1), date(2021, 6, 1)),
        act("A4"),
    )
    assert refs(found) == ["A3"]
    caption = timeline_caption(found)
    assert "absentes de la frise : A4 « A4 »" in caption and "autre année scolaire : A1 « A1 » ; A2 « A2 »" in caption
    late = [trace for trace in traces(timeline_figure(found, "light")) if trace.get("line", {}).get("width") == 2]
    assert [trace["x"] for trace in late] == [["2021-09-01", "2022-03-15", None]]


def test_steps_are_marks_on_their_day_by_what_became_of_them() -> None:
    action = act("A1", date(2021, 10, 1), date(2022, 6, 1))
    found = shown(
        action,
        item("E1", "step", action=action, due_on=date(2021, 11, 2), done_on=date(2021, 12, 1)),
        item("E2", "step", action=action, due_on=date(2022, 3, 14)),
        item("E3", "step", action=action, due_on=date(2022, 3, 15)),
        item("E4", "step", action=action, due_on=date(2023, 3, 15)),
        item("E5", "step", action=action),
    )
    marks = [(mark.step.item.ref, mark.day, mark.kind) for mark in found.bars[0].marks]
    assert marks == [
        ("E1", date(2021, 12, 1), "done"),
        ("E2", date(2022, 3, 14), "late"),
        ("E3", date(2022, 3, 15), "to_do"),
    ]
    (drawn,) = [trace for trace in traces(timeline_figure(found, "light")) if trace["mode"] == "markers"]
    assert drawn["marker"]["symbol"] == ["circle", "triangle-down", "circle-open"]
    assert drawn["text"][1] == "E2 · E2<br>en retard, attendue le 14/03/2022"


def test_each_bar_says_its_state_in_words() -> None:
    action, running = act("A1", date(2021, 10, 1), date(2022, 3, 3)), act("A5", date(2021, 10, 1), date(2022, 5, 27))
    found = shown(
        action,
        item("E1", "step", action=action, done_on=date(2021, 12, 1)),
        item("E2", "step", action=action),
        act("A2", date(2021, 10, 1), date(2022, 3, 3), done_on=date(2022, 2, 1)),
        act("A3", None, date(2022, 6, 3)),
        act("A4", date(2021, 10, 1), None, held="en pause", held_because="Marché"),
        running,
        item("E5", "step", action=running, due_on=date(2022, 3, 3)),
    )
    said = {bar.action.item.ref: bar_text(bar).replace("\u00a0", " ") for bar in found.bars}
    assert said == {
        "A1": "▼ En retard de 12 jours · échéance 03/03/2022 · 1 étape faite sur 2",
        "A2": "✓ Terminée le 01/02/2022",
        "A3": "○ À venir · échéance 03/06/2022 · sans jour de début",
        "A4": "❙❙ En pause · sans échéance",
        "A5": "▼ En retard de 12 jours · étape E5 attendue le 03/03/2022 · échéance 27/05/2022 · 0 étape faite sur 1",
    }
    written = " ".join(texts(timeline_figure(found, "light"))).replace("\u00a0", " ").replace("<br>", " ")
    assert all(text in written for text in said.values())


def test_late_ones_are_drawn_in_the_hue_of_lateness_and_those_to_come_are_hollow() -> None:
    found = shown(act("A1", date(2021, 10, 1), date(2022, 3, 3)), act("A2", date(2022, 5, 1), date(2022, 6, 1)))
    bars = [trace for trace in traces(timeline_figure(found, "light")) if trace.get("fill") == "toself"]
    assert [trace["fillcolor"] for trace in bars] == [PALETTES["light"].target, "rgba(0,0,0,0)"]


def test_only_open_ends_are_dotted_and_what_is_set_aside_is_told_apart() -> None:
    held = {"held_because": "Marché"}
    found = shown(
        act("A1", date(2021, 10, 1), date(2022, 5, 3), held=PAUSED, **held),
        act("A2", date(2021, 10, 1), date(2022, 5, 3), held=ABANDONED, **held),
        act("A3", date(2021, 10, 1), None),
    )
    drawn = [trace for trace in traces(timeline_figure(found, "light")) if trace["mode"] == "lines"]
    dotted = [trace for trace in drawn if trace["line"].get("dash", "solid") != "solid"]
    assert [trace["x"] for trace in dotted] == [["2022-03-15", "2022-04-12", None]]  # after today, of A3 alone
    struck = [
        trace["x"] for trace in drawn if trace["line"]["color"] == PALETTES["light"].muted and "fill" not in trace
    ]
    assert struck == [["2021-10-01", "2022-05-03", None]]
    caption = timeline_caption(found)
    assert "Barre grise : en pause. Barre vide et barrée : abandonnée." in caption
    assert "abandonnée" not in timeline_caption(shown(act("A3", date(2021, 10, 1), None)))


def test_holidays_meetings_and_today_stand_behind_with_their_names() -> None:
    found = shown(
        act("A1", date(2021, 10, 1), date(2022, 3, 3)),
        meetings=[
            meeting(date(2022, 6, 14), "Comité de juin"),
            meeting(date(2021, 12, 9), "Comité de décembre", "past"),
            meeting(date(2022, 2, 2), "Sans suite", "called_off"),
            meeting(date(2022, 10, 2), "L'an prochain"),
        ],
    )
    assert found.meetings == ((date(2021, 12, 9), "Comité de décembre"), (date(2022, 6, 14), "Comité de juin"))
    figure = timeline_figure(found, "light")
    labels = [note.text for note in figure.layout.annotations]
    assert labels[:6] == ["Toussaint", "Noël", "Hiver", "Printemps", "Ascension", "Été"]
    assert labels[6:] == ["09/12 Comité de décembre", "<b>Situation au 15/03</b>", "14/06 Comité de juin"]
    lines = {str(shape.x0) for shape in figure.layout.shapes if shape.type == "line"}
    assert lines == {"2021-12-09", "2022-03-15", "2022-06-14"}


def test_no_line_of_today_in_the_picture_of_another_year() -> None:
    figure = timeline_figure(shown(act("A1", date(2021, 10, 1), date(2022, 3, 3)), on=date(2022, 10, 1)), "light")
    assert not any("Situation" in note.text for note in figure.layout.annotations)


def test_labels_keep_apart_on_a_phone_and_lanes_under_one_another() -> None:
    meetings = [
        meeting(date(2022, 3, day), f"Réunion numéro {day} du comité de pilotage départemental") for day in range(1, 13)
    ]
    bars = [
        act(f"A{place}", date(2022, 1, place), date(2022, 6, 1), title="Un intitulé assez long. " * 9)
        for place in range(1, 9)
    ]
    found = shown(*bars, meetings=meetings)
    for told in labels_of(found):
        assert all(one.left >= 0 and one.right <= 336 for one in told)
        for one, other in combinations(told, 2):
            assert one.lane != other.lane or one.right <= other.left or other.right <= one.left
    lanes, _, height = stacked(found, 100)
    assert all(one.bar_at + 9 <= other.top for one, other in pairwise(lanes)) and lanes[-1].bar_at < height
    assert timeline_figure(found, "light").layout.height > 8 * 80


def test_hostile_texts_are_literal() -> None:
    axis = item("X1", "axis", title=HOSTILE)
    action = act("A1", date(2021, 10, 1), date(2022, 6, 1), title=HOSTILE, axis=axis)
    step = item("E1", "step", title=HOSTILE, action=action, due_on=date(2022, 5, 1))
    figure = timeline_figure(shown(axis, action, step, meetings=[meeting(date(2022, 6, 14), HOSTILE)]), "light")
    hovers = [text for trace in traces(figure) if trace["mode"] == "markers" for text in trace["text"]]
    written = " ".join([*texts(figure), *hovers])
    assert "<a" not in written and "$" not in written.replace("&#36;", "") and written.count("&lt;a") == 4


def test_words_count_states_and_an_empty_year_says_so() -> None:
    found = shown(act("A1", date(2021, 10, 1), date(2022, 3, 3)), act("A2", date(2022, 5, 1), date(2022, 6, 1)))
    assert "2\u00a0actions, dont 1 en retard, 1 à venir." in timeline_alt(found)
    empty = shown()
    assert timeline_alt(empty) == "Aucune action n'est datée dans l'année scolaire 2021-2022."
    assert timeline_figure(empty, "dark").layout.height < 200


def test_the_same_plan_gives_the_same_picture_to_the_byte() -> None:
    found = [shown(act("A1", date(2021, 10, 1)), act("A2", date(2021, 10, 1))) for _ in range(2)]
    assert timeline_figure(found[0], "light").to_json() == timeline_figure(found[1], "light").to_json()

"""The picture of a change: bars that join both values, numbers beside them, an axis that says where it begins."""

from fractions import Fraction
from typing import Any

import pytest

from indicators.figures import waterfall
from indicators.snapshots.parts import PARTS, Change, Moved, Part, PartCode, as_contract
from indicators.snapshots.steps import is_drawn
from indicators.snapshots.tables import moved_table, parts_table
from indicators.snapshots.words import BROKEN_AXIS, alternative, caption, high_bound

TRAP = "<b>x</b> $a$"
SCHOOL = Moved(uai="0440001M", name=TRAP, type="École", commune="Nantes", before="silencieux", after="oui")


def adoption(before: int, parts: dict[PartCode, int], high: dict[PartCode, int] | None = None) -> Change:
    """A change whose parts not given are 0."""
    after = before + sum(parts.values())
    highs = high or {}
    return Change(
        code="cadre",
        label="Projets",
        kind="adoption",
        unit="projets",
        before=Fraction(before),
        after=Fraction(after),
        high_before=after + 100,
        high_after=after + 100 + sum(highs.values()),
        parts=tuple(
            Part(
                part=part,
                change=Fraction(parts.get(part, 0)),
                high=highs.get(part, 0),
                establishments=(SCHOOL,) if part in parts else (),
            )
            for part in PARTS
        ),
    )


def rate(before: Fraction, after: Fraction) -> Change:
    """A change of a rate, all of it real."""
    return Change(
        code="usage",
        label="Usage",
        kind="rate",
        unit="des comptes",
        before=before,
        after=after,
        parts=tuple(
            Part(
                part=part,
                change=after - before if part == "real_change" else Fraction(0),
                high=None,
                establishments=(
                    Moved(uai="0440002N", name="Collège", type="Collège", commune="", before=0.5, after=0.4567),
                    Moved(uai="0440003P", name="Lycée", type="Lycée", commune="", before="silencieux", after=None),
                )
                if part == "real_change"
                else (),
            )
            for part in PARTS
        ),
    )


def bars(figure: Any) -> list[tuple[float, float]]:
    """(start, end) of each bar, from the top."""
    return [(bar.base[0], bar.base[0] + bar.x[0]) for bar in figure.data if bar.type == "bar"]


def said(figure: Any) -> list[str]:
    return [one.text.replace("\u00a0", " ") for one in figure.layout.annotations]


def test_bars_go_from_the_first_value_to_the_second() -> None:
    figure = waterfall(adoption(100, {"new_answers": 60, "corrections": -15, "directory": 5}), "light")
    assert bars(figure) == [(0, 100), (100, 160), (160, 145), (145, 150), (0, 150)]
    assert said(figure) == [
        "Avant : <b>100</b>",
        "Réponses nouvelles : <b>+60</b>",
        "Corrections : <b>−15</b>",
        "Annuaire : <b>+5</b>",
        "Après : <b>150</b>",
    ]
    # A thin line from the end of each bar to the next.
    assert [shape.x0 for shape in figure.layout.shapes] == [100, 160, 145, 150]
    assert figure.layout.xaxis.range[0] == 0


def test_a_rise_and_a_fall_differ_by_sign_and_by_colour() -> None:
    figure = waterfall(adoption(100, {"new_answers": 60, "corrections": -15}), "dark")
    colours = [bar.marker.color for bar in figure.data]
    assert len(set(colours)) == 3
    assert "+60" in said(figure)[1] and "−15" in said(figure)[2]


def test_a_small_change_is_seen_on_an_axis_that_says_it_does_not_begin_at_zero() -> None:
    change = adoption(900, {"real_change": 9})
    figure = waterfall(change, "light")
    least, most = figure.layout.xaxis.range
    assert 0 < least < 900 and 909 < most < 915
    assert bars(figure) == [(900, 909)]
    ends = [mark for mark in figure.data if mark.type == "scatter"]
    assert [(mark.x[0], mark.marker.symbol) for mark in ends] == [(900, "diamond"), (909, "diamond")]
    assert figure.layout.xaxis.title.text == BROKEN_AXIS
    assert BROKEN_AXIS in caption(as_contract(change)) and BROKEN_AXIS in alternative(as_contract(change))


def test_an_axis_from_zero_says_nothing_of_it() -> None:
    change = as_contract(adoption(100, {"new_answers": 60}))
    assert waterfall(change, "light").layout.xaxis.title.text is None
    assert BROKEN_AXIS not in caption(change) + alternative(change)


def test_a_change_from_nothing_is_drawn_from_zero() -> None:
    assert bars(waterfall(adoption(0, {"new_answers": 3}), "light")) == [(0, 0), (0, 3), (0, 3)]


def test_a_rate_is_drawn_in_percent_with_the_numbers_frozen_together() -> None:
    change = as_contract(rate(Fraction(1, 2), Fraction(4567, 10_000)))
    figure = waterfall(change, "light", ("Au 15/12/2021", TRAP))
    assert bars(figure) == [(50.0, pytest.approx(45.67))]
    # Half of a tenth goes away from zero: 4,33 points are 4,3.
    assert said(figure) == [
        "Au 15/12/2021 : <b>50 %</b>",
        "Évolution réelle : <b>−4,3 points</b>",
        "&lt;b&gt;x&lt;/b&gt; &#36;a&#36; : <b>45,7 %</b>",
    ]


def test_the_picture_is_told_to_who_cannot_see_it() -> None:
    change = as_contract(adoption(100, {"new_answers": 60, "corrections": -15}))
    assert alternative(change, ("Au 15/12/2021", "Maintenant")) == (
        "Barres, de haut en bas. Au 15/12/2021 : 100. Réponses nouvelles : +60 ; Corrections : −15. Maintenant : 145. "
        "Les nombres sont dans le tableau qui suit."
    )


def test_parts_that_are_all_zero_are_not_drawn() -> None:
    assert not is_drawn(as_contract(adoption(100, {})))
    assert is_drawn(as_contract(adoption(100, {"real_change": 1, "corrections": -1})))


def test_the_table_has_the_five_parts_their_sum_and_the_high_bound() -> None:
    table = parts_table(as_contract(adoption(100, {"new_answers": 29}, {"new_answers": -52})))
    assert table.to_dict("split")["data"] == [
        ["Réponses nouvelles", "+29", "−52", "1"],
        ["Corrections", "0", "0", "0"],
        ["Évolution réelle", "0", "0", "0"],
        ["Changement de définition", "0", "0", "0"],
        ["Annuaire", "0", "0", "0"],
        ["En tout", "+29", "−52", ""],
    ]
    told = high_bound(as_contract(adoption(100, {"new_answers": 29}, {"new_answers": -52})))
    assert told == "Au plus, en comptant les silencieux : de 229 à 177."


def test_the_establishments_of_a_part_are_told_in_words_or_in_percent() -> None:
    of_states = moved_table(as_contract(adoption(100, {"new_answers": 1})), "new_answers")
    assert of_states.iloc[0].to_dict() == {
        "UAI": "0440001M",
        "Établissement": TRAP,
        "Type": "École",
        "Commune": "Nantes",
        "Avant": "Silencieux",
        "Après": "Oui",
    }
    of_rates = moved_table(as_contract(rate(Fraction(1, 2), Fraction(4567, 10_000))), "real_change")
    assert of_rates["Après (%)"].iloc[0] == 45.7
    assert of_rates[["Avant (%)", "Après (%)"]].iloc[1].isna().all()

"""What all the indicators say together, and what the card and the chart say of one."""

import json
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pandas as pd
import pytest

from data.targets import Target
from indicators import figures, overview, reading
from indicators.catalogue import find_indicator
from indicators.findings import Finding, goal_of
from indicators.forecast.model import FanPoint, Forecast
from indicators.measure.adoption import AdoptionMeasure, Counts, Point
from indicators.measure.rate import Month, RateMeasure
from indicators.progress import Progress, Verdict
from indicators.sentences import count_wording, rate_wording
from indicators.situation import Situation

ON, DUE = date(2022, 3, 18), date(2022, 6, 30)
SITUATION = Situation(school_year="2021-2022", on=ON, as_of=datetime(2022, 3, 18, 12))
CADRE, COMITE, USAGE, FORMATION = "cadre_communication", "comite_fonctionnel", "usage_services", "formation_pairs"
NO_FORECAST = None


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def target(measure: str, baseline: float, value: float) -> Target:
    return Target(
        id=UUID(int=1),
        indicator=COMITE,
        school_year="2021-2022",
        scope_group="",
        scope_value="",
        measure=measure,  # type: ignore[arg-type]
        baseline=baseline,
        baseline_on=date(2021, 9, 1),
        value=value,
        due_on=DUE,
        reason="Comité",
        actor="local",
        recorded_at=datetime(2021, 9, 1),
    )


def chance(probability: float, fan: tuple[FanPoint, ...] = ()) -> Forecast:
    return Forecast(due_on=DUE, months=6, median=258, low=198, high=390, probability=probability, by_day=fan)


def adoption(
    code: str,
    forecast: Forecast | None,
    verdict: Verdict = Verdict.EN_RETARD,
    aim: Target | None = target("count", 0, 400),  # noqa: B008
    heard: int = 156,
) -> Finding:
    def at(yes: int) -> Point:
        return Point(day=ON, counts=Counts(yes=yes, partial=0, no=353, silent=421))

    measure = AdoptionMeasure(
        counts=at(156).counts, trajectory=(at(156),), heard=(at(heard),), read_states=pd.DataFrame
    )
    return Finding(
        indicator=find_indicator(code),
        situation=SITUATION,
        measure=measure,
        target=aim,
        progress=Progress(verdict=verdict, low=156, high=577, goal=goal_of(aim), expected_today=258),
        sentence="",
        pace=(),
        calendar_known=True,
        wording=count_wording("comité", "comités", 421),
        forecast=forecast,
    )


FAN = (FanPoint(day=ON, low=156, median=156, high=156), FanPoint(day=DUE, low=198, median=258, high=390))


def test_the_answer_is_the_chances_best_first() -> None:
    found = [adoption(CADRE, chance(0.01)), adoption(COMITE, chance(0.1)), adoption(USAGE, chance(0.4))]
    assert plain(overview.prospects([*found, adoption(FORMATION, chance(0.55))])) == (
        "À rythme inchangé, une cible sur quatre a plus d'une chance sur deux d'être atteinte : Formation par les pairs (55 %). "
        "Ensuite : Usage des services (40 %), Comité fonctionnel (10 %), Cadre de communication (moins de 5 %)."
    )


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        (
            (0.7, 0.9),
            "deux cibles sur deux ont plus d'une chance sur deux d'être atteintes : Comité fonctionnel (90 %), Cadre",
        ),
        (
            (0.5, 0.2),
            "aucune cible sur deux n'a plus d'une chance sur deux d'être atteinte : Cadre de communication (50 %), C",
        ),
        ((0.2,), "la cible n'a pas plus d'une chance sur deux d'être atteinte : Cadre de communication (20 %)."),
        ((0.8,), "une cible a plus d'une chance sur deux d'être atteinte : Cadre de communication (80 %)."),
    ],
)
def test_all_likely_none_likely_or_only_one(chances: tuple[float, ...], said: str) -> None:
    found = [adoption(code, chance(one)) for code, one in zip((CADRE, COMITE), chances, strict=False)]
    answer = plain(overview.prospects(found))
    assert answer.startswith(f"À rythme inchangé, {said}") and "Ensuite" not in answer


def test_what_has_no_chance_to_tell_is_said_as_such() -> None:
    over = replace(adoption(FORMATION, NO_FORECAST, Verdict.NON_ATTEINT), situation=replace(SITUATION, on=DUE))
    found = [
        adoption(CADRE, chance(0.46), Verdict.ATTEINT),
        adoption(COMITE, Forecast(due_on=DUE, months=1, too_early=True)),
        adoption(USAGE, NO_FORECAST),
        over,
    ]
    assert plain(overview.prospects(found)) == (
        "Déjà atteinte : Cadre de communication (45 % de chances de l'être encore à l'échéance). "
        "Trop tôt pour prévoir : Comité fonctionnel. Sans projection : Usage des services. "
        "Échéance arrivée : Formation par les pairs (cible non atteinte)."
    )


def test_without_any_target_only_the_verdicts_are_said() -> None:
    found = [adoption(CADRE, NO_FORECAST, Verdict.SANS_CIBLE, aim=None)]
    assert overview.prospects(found) == ""
    assert plain(reading.verdicts(found)) == f"Au {found[0].situation.on:%d/%m/%Y} : 1 « sans cible »."


def test_a_flat_curve_under_a_climbing_fan_is_explained_where_both_date_answers_differently() -> None:
    why = "La courbe date chaque oui du jour qu'il décrit"
    assert why in reading.caption(adoption(COMITE, chance(0.1, FAN), heard=90))
    assert why not in reading.caption(adoption(COMITE, chance(0.1, FAN)))
    assert why not in reading.caption(adoption(COMITE, NO_FORECAST, heard=90))
    assert why not in reading.caption(adoption(FORMATION, chance(0.1, FAN), heard=90))


def test_the_legend_of_several_charts_says_each_thing_once() -> None:
    both = reading.legend([adoption(CADRE, chance(0.1, FAN)), adoption(COMITE, NO_FORECAST), usage()])
    for drawn in ("Trait plein : connu", "Pour un taux, trait plein", "Éventail à points", "Pointillé vertical"):
        assert both.count(drawn) == 1
    assert "taux" not in reading.legend([adoption(CADRE, NO_FORECAST)])
    assert "Trait plein" not in reading.short_caption(adoption(CADRE, NO_FORECAST))


# --- a rate asked to grow


def month(on: date, users: int, *, complete: bool = True) -> Month:
    return Month(
        month=on,
        numerator=users,
        denominator=1000,
        expected=10,
        answered=10,
        anomalies=0,
        silent_accounts=0,
        unknown=0,
        complete=complete,
    )


JANUARY, FEBRUARY, MARCH = (month(date(2022, 1, 1), 560), month(date(2022, 2, 1), 465), month(date(2022, 3, 1), 420))
LAST_YEAR = [month(date(2021, place, 1), users) for place, users in ((2, 444), (5, 500), (6, 480), (7, 170), (8, 100))]


def usage(*, before: Month | None = LAST_YEAR[0]) -> Finding:
    measure = RateMeasure(
        current=FEBRUARY,
        year_before=before,
        months=(*LAST_YEAR, JANUARY, FEBRUARY, replace(MARCH, complete=False)),
        expected=10,
        read_states=pd.DataFrame,
    )
    aim = target("growth", 0, 0.02)
    return Finding(
        indicator=find_indicator(USAGE),
        situation=SITUATION,
        measure=measure,
        target=aim,
        progress=Progress(verdict=Verdict.EN_AVANCE, low=0.015, high=0.028, goal=goal_of(aim), expected_today=0.013),
        sentence="",
        pace=(),
        calendar_known=True,
        wording=rate_wording(20, growth=True),
    )


def test_a_growth_is_among_the_numbers_with_its_bounds() -> None:
    found = usage()
    assert {label: plain(value) for label, value in reading.figures(found).items()} == {
        "En février 2022": "46,5 %",
        "Un an avant": "44,4 %",
        "Hausse sur un an": "+2,1 points",
        "Attendu à ce jour": "+1,3 point",
        "Cible au 30/06/2022": "+2 points",
    }
    assert reading.margins(found) == {"Hausse sur un an": "de +1,5 à +2,8"}
    assert reading.margins(adoption(COMITE, NO_FORECAST)) == {}
    assert "Hausse sur un an" not in reading.figures(usage(before=None)) and reading.margins(usage(before=None)) == {}


# --- what the chart writes


def notes(found: Finding) -> dict[str, dict]:
    drawn = json.loads(figures.trajectory(found, "light").to_json())["layout"]
    return {plain(one["text"]): one for one in drawn["annotations"]}


def test_the_label_of_a_fan_stands_clear_of_all_of_it() -> None:
    # The line of the target is right above the fan: its label stands under the lowest point, which is the first.
    found = replace(adoption(COMITE, chance(0.1, FAN)), pace=((date(2021, 9, 1), 0), (DUE, 400)))
    label = notes(found)["258 au 30/06<br>entre 198 et 390"]
    assert label["y"] == 156 and label["yshift"] < 0


def test_labels_of_a_rate_stand_where_no_curve_is() -> None:
    written = notes(usage())
    # January was higher and March follows: under February, on its left.
    assert (written["<b>46,5 %</b>"]["xanchor"], written["<b>46,5 %</b>"]["yshift"] < 0) == ("right", True)
    # Under July, the foot of the fall of summer.
    assert (written["un an avant"]["x"][:10], written["un an avant"]["yshift"] < 0) == ("2022-07-01", True)


def test_the_situation_day_is_the_only_dotted_vertical() -> None:
    shapes = json.loads(figures.trajectory(usage(), "light").to_json())["layout"]["shapes"]
    assert len([one for one in shapes if one["type"] == "rect" and one["fillcolor"] and not one["line"]["width"]]) == 2
    (dotted,) = [one for one in shapes if one["line"].get("dash") == "dot"]
    assert dotted["type"] == "line" and dotted["x0"][:10] == "2022-03-18"

"""The truth table of the verdict, as a table: each line worked out by hand. And no other place works one out.

One school day a calendar day; from 1 September to 10 December 2021 there are 100 of them after the first.
"""

import ast
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from indicators.advice import steps
from indicators.progress import Goal, Progress, Verdict, judge
from indicators.sentences import LABELS, SHAPES, count_wording, verdict_sentence

ROOT = Path(__file__).resolve().parents[2]
FIRST, HALF, DUE, AFTER = date(2021, 9, 1), date(2021, 10, 21), date(2021, 12, 10), date(2021, 12, 11)
BEFORE = date(2021, 8, 15)
RISING, FALLING, LEVEL = (0, 200), (100, 0), (40, 40)  # from, to. Half way: 100 ± 10 ; 50 ± 5 ; 40 ± 0

# case | from, to | day | low | high | verdict
TABLE = """
half way, the tolerance below              | RISING  | HALF   |  90 |  90 | dans_le_rythme
half way, a hair below the tolerance       | RISING  | HALF   |  89.999999 |  89.999999 | en_retard
half way, a rounding error below           | RISING  | HALF   |  89.9999999999 |  89.9999999999 | dans_le_rythme
half way, the tolerance above              | RISING  | HALF   | 110 | 110 | en_avance
half way, a hair below that                | RISING  | HALF   | 109.999999 | 109.999999 | dans_le_rythme
half way, exactly the pace                 | RISING  | HALF   | 100 | 100 | dans_le_rythme
half way, the silent could save it         | RISING  | HALF   |  89 |  90 | indetermine
half way, the silent could not             | RISING  | HALF   |   0 |  89 | en_retard
target reached early                       | RISING  | HALF   | 200 | 200 | atteint
reached, then lost: ahead still            | RISING  | HALF   | 199 | 199 | en_avance
reached, then lost: late                   | RISING  | HALF   |  80 |  80 | en_retard
overshoot                                  | RISING  | HALF   | 300 | 900 | atteint
only the high bound reaches it             | RISING  | HALF   |  50 | 200 | indetermine
nobody answered, enough are silent         | RISING  | HALF   |   0 | 150 | indetermine
nobody answered, too few are silent        | RISING  | HALF   |   0 |  50 | en_retard
nobody expected                            | RISING  | HALF   |   0 |   0 | en_retard
before the first day                       | RISING  | BEFORE |   0 |   0 | dans_le_rythme
before the first day, ahead already        | RISING  | BEFORE |  10 |  10 | en_avance
on the first day                           | RISING  | FIRST  |   0 |   0 | dans_le_rythme
on the due day, within the tolerance       | RISING  | DUE    | 190 | 190 | dans_le_rythme
on the due day, out of it                  | RISING  | DUE    | 189 | 189 | en_retard
on the due day, reached                    | RISING  | DUE    | 200 | 200 | atteint
after the due day, one short               | RISING  | AFTER  | 199 | 199 | non_atteint
after the due day, the silent could        | RISING  | AFTER  | 150 | 200 | indetermine
after the due day, reached                 | RISING  | AFTER  | 200 | 210 | atteint
falling, half way, the tolerance above     | FALLING | HALF   |  55 |  55 | dans_le_rythme
falling, one too many                      | FALLING | HALF   |  56 |  60 | en_retard
falling, the tolerance below               | FALLING | HALF   |  45 |  45 | en_avance
falling, the silent could spoil it         | FALLING | HALF   |  40 |  56 | indetermine
falling, above the baseline                | FALLING | HALF   | 120 | 130 | en_retard
falling to zero, reached                   | FALLING | HALF   |   0 |   0 | atteint
falling, nothing sure                      | FALLING | HALF   |   0 | 100 | indetermine
falling, after the due day, missed         | FALLING | AFTER  |   1 |   5 | non_atteint
falling, after the due day, not sure       | FALLING | AFTER  |   0 |   5 | indetermine
target = baseline, held                    | LEVEL   | HALF   |  40 |  40 | atteint
target = baseline, lost                    | LEVEL   | HALF   |  39 |  39 | en_retard
target = baseline, not sure                | LEVEL   | HALF   |  39 |  40 | indetermine
target = baseline, lost after the due day  | LEVEL   | AFTER  |  39 |  39 | non_atteint
target 0 from 0                            | (0, 0)  | HALF   |   0 |   9 | atteint
target 0 from 0, after the due day         | (0, 0)  | AFTER  |   0 |   0 | atteint
regression below the baseline              | (50, 250) | HALF |  20 |  20 | en_retard
"""


@dataclass(frozen=True)
class Case:
    name: str
    goal: tuple[float, float]
    on: date
    low: float
    high: float
    verdict: str


def cases() -> list[Case]:
    names = {"RISING": RISING, "FALLING": FALLING, "LEVEL": LEVEL, "(0, 0)": (0, 0), "(50, 250)": (50, 250)}
    days = {"BEFORE": BEFORE, "FIRST": FIRST, "HALF": HALF, "DUE": DUE, "AFTER": AFTER}
    lines = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return [
        Case(name, names[goal], days[day], float(low), float(high), verdict)
        for name, goal, day, low, high, verdict in lines
    ]


def every_day(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def judged(case: Case) -> Progress:
    baseline, value = case.goal
    goal = Goal(baseline=baseline, baseline_on=FIRST, value=value, due_on=DUE)
    return judge(low=case.low, high=case.high, goal=goal, on=case.on, school_days=every_day, tolerance=0.05)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_truth_table(case: Case) -> None:
    assert judged(case).verdict == case.verdict


def test_the_table_meets_every_verdict_that_a_target_can_have() -> None:
    assert {case.verdict for case in cases()} | {"sans_cible"} == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(("low", "high", "said"), [(0, 0, "sans_cible"), (5, 9, "sans_cible"), (0, 900, "sans_cible")])
def test_without_a_target(low: float, high: float, said: str) -> None:
    assert judge(low=low, high=high, goal=None, on=HALF, school_days=every_day, tolerance=0.05).verdict == said


@pytest.mark.parametrize("low", [0, 150, 250])
def test_nobody_expected_or_too_little_known_settles_nothing(low: float) -> None:
    goal = Goal(baseline=0, baseline_on=FIRST, value=200, due_on=DUE)
    for on in (HALF, AFTER):
        told = judge(low=low, high=low, goal=goal, on=on, school_days=every_day, tolerance=0.05, settled=False)
        assert (told.verdict, told.yes_to_settle, told.no_to_settle) == ("indetermine", None, None)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_sentence_and_the_tests_told_agree_with_the_verdict(case: Case) -> None:
    told = judged(case)
    wording = count_wording("projet", "projets", int(case.high - case.low))
    assert verdict_sentence(told, case.on, wording).startswith(LABELS[told.verdict])
    asked = steps(told, case.on, wording)
    assert asked[-1].startswith(LABELS[told.verdict])
    assert [line.endswith("Oui.") for line in asked[:-1]] == [False] * (len(asked) - 1)
    assert asked[-1].endswith("Oui.") or told.verdict is Verdict.INDETERMINE


# --- one function, and no other


PRODUCT = [file for layer in ("data", "indicators", "pages") for file in (ROOT / layer).rglob("*.py")] + [
    ROOT / "app.py"
]
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
OF_A_VERDICT = {"expected_today", "tolerance", "gap"}


def trees(*, but: str) -> list[tuple[str, ast.Module]]:
    found = [(str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))) for file in PRODUCT]
    return [(name, tree) for name, tree in found if name != but]


def test_only_progress_makes_a_progress_or_works_out_a_verdict() -> None:
    made = [
        name
        for name, tree in trees(but="indicators/progress.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and any(keyword.arg == "verdict" for keyword in node.keywords)
    ]
    assert made == []


def test_judge_is_called_where_an_indicator_is_found_and_nowhere_on_a_screen() -> None:
    callers = {
        name
        for name, tree in trees(but="indicators/progress.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "judge"
    }
    assert "indicators/findings.py" in callers
    assert [name for name in callers if not name.startswith("indicators/")] == []


def test_nobody_else_compares_a_value_with_the_pace_or_the_tolerance() -> None:
    compared = [
        (name, ast.unparse(node))
        for name, tree in trees(but="indicators/progress.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(operator, COMPARISONS) for operator in node.ops)
        and any(isinstance(part, ast.Attribute) and part.attr in OF_A_VERDICT for part in ast.walk(node))
    ]
    assert compared == []


def test_each_verdict_has_its_label_and_shape_on_screens_and_in_exports() -> None:
    assert set(LABELS) == set(SHAPES) == set(Verdict)

"""What each indicator says in a situation: figures, target, verdict and sentence, put together once for every reader."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb
import pandas as pd

from data.database import Database
from data.reference.calendar import calendar_known, school_days
from data.targets import Target, targets
from indicators.advice import advice, seen_a_month
from indicators.definition import Adoption, Rate
from indicators.definitions import Break, breaks, defined_all
from indicators.forecast import Forecast
from indicators.forecast.outlook import adoption_forecast, rate_forecast, sure_counts
from indicators.forecast.words import forecast_sentence
from indicators.groups import GroupLine, adoption_groups, rate_groups
from indicators.measure.adoption import AdoptionMeasure, measure_adoption
from indicators.measure.expected import expecting
from indicators.measure.rate import RateMeasure, measure_rate
from indicators.progress import Goal, Progress, Verdict, expected_on, judge
from indicators.sentences import Wording, count_wording, rate_wording, verdict_sentence
from indicators.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One indicator in one situation. `pace`: (day, value expected) from the baseline to the target, for the chart.

    calendar_known: False when the school holidays of the due day's year are not published yet.
    breaks: the changes of definition since the school year began, marked on every series, which is read whole with the last.
    forecast: will we get there (None: nothing to say). advice: what would change the verdict, one sentence each.
    wording: how its values are said.
    """

    indicator: Adoption | Rate
    situation: Situation
    measure: AdoptionMeasure | RateMeasure
    target: Target | None
    progress: Progress
    sentence: str
    pace: tuple[tuple[date, float], ...]
    calendar_known: bool
    breaks: tuple[Break, ...] = ()
    wording: Wording
    forecast: Forecast | None = None
    advice: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict on the situation day."""
        return self.progress.verdict

    @property
    def states(self) -> pd.DataFrame:
        """One row an expected establishment, with its state and the file and cell that said it."""
        return self.measure.states

    def groups(self, group: str, *, smallest: int) -> list[GroupLine]:
        """The figures by group, small groups masked."""
        by = adoption_groups if isinstance(self.measure, AdoptionMeasure) else rate_groups
        return by(self.states, group, smallest=smallest)


def findings(db: Database, situation: Situation) -> list[Finding]:
    """Every indicator as it was defined then, in the catalogue's order."""
    standing = targets(db, school_year=situation.school_year, as_of=situation.as_of)
    with expecting(db, situation, described=False) as cursor:
        return [
            _found(db, definition, situation, _target(standing, definition, situation), cursor)
            for definition in defined_all(db, situation.as_of)
        ]


def finding(db: Database, indicator: Adoption | Rate, situation: Situation) -> Finding:
    """One indicator in one situation."""
    standing = targets(db, school_year=situation.school_year, as_of=situation.as_of)
    with expecting(db, situation, described=False) as cursor:
        return _found(db, indicator, situation, _target(standing, indicator, situation), cursor)


def _found(
    db: Database,
    indicator: Adoption | Rate,
    situation: Situation,
    target: Target | None,
    cursor: duckdb.DuckDBPyConnection,
) -> Finding:
    if isinstance(indicator, Rate):
        due_on = target.due_on if target else None
        return _rate(db, indicator, situation, target, measure_rate(db, indicator, situation, cursor, due_on=due_on))
    measure = measure_adoption(db, indicator, situation, cursor)
    return _adoption(db, indicator, situation, target, measure)


def _target(standing: Sequence[Target], indicator: Adoption | Rate, situation: Situation) -> Target | None:
    return next(
        (
            target
            for target in standing
            if target.indicator == indicator.code and (target.scope_group, target.scope_value) == situation.scope
        ),
        None,
    )


def goal_of(target: Target | None) -> Goal | None:
    """What a target asks of a value; None without one."""
    if target is None:
        return None
    return Goal(
        baseline=target.baseline,
        baseline_on=target.baseline_on,
        value=target.value,
        due_on=target.due_on,
        milestones=target.milestones,
    )


def _adoption(
    db: Database,
    indicator: Adoption,
    situation: Situation,
    target: Target | None,
    measure: AdoptionMeasure,
) -> Finding:
    counts = measure.counts
    days = partial(school_days, zone=db.settings.holiday_zone)
    progress = judge(
        low=counts.low,
        high=counts.high,
        goal=goal_of(target),
        on=situation.on,
        school_days=days,
        tolerance=db.settings.tolerance,
        settled=counts.expected > 0,
    )
    wording = count_wording(indicator.unit_one, indicator.unit, counts.silent)
    sentence = (
        verdict_sentence(progress, situation.on, wording)
        if counts.expected
        else "Aucun établissement n'est attendu : créez une campagne pour cette année scolaire."
    )
    return Finding(
        indicator=indicator,
        situation=situation,
        measure=measure,
        target=target,
        progress=progress,
        sentence=sentence,
        pace=_pace(db, target),
        calendar_known=_is_calendar_known(db, target),
        breaks=breaks(db, indicator.code, of=situation.school_year, as_of=situation.as_of),
        wording=wording,
        forecast=adoption_forecast(indicator, situation, measure.heard, progress.goal, days),
        advice=tuple(
            advice(
                progress,
                situation.on,
                wording,
                school_days=days,
                seen_a_month=seen_a_month(sure_counts(measure.heard, progress.goal), days),
            )
        ),
    )


def _rate(db: Database, indicator: Rate, situation: Situation, target: Target | None, measure: RateMeasure) -> Finding:
    month, before = measure.current, measure.year_before
    growth = target is not None and target.measure == "growth"
    needed = db.settings.coverage_needed
    known = month is not None and month.coverage >= needed
    if growth:
        known = known and before is not None and before.coverage >= needed
    days = partial(school_days, zone=db.settings.holiday_zone)
    progress = judge(
        # The silent of the year before could move a growth too.
        low=(month.low if month else 0.0) - (before.high if growth and before else 0.0),
        high=(month.high if month else 1.0) - (before.low if growth and before else 0.0),
        goal=goal_of(target),
        on=situation.on,
        school_days=days,
        tolerance=db.settings.tolerance,
        settled=known,
        countable=False,
    )
    # Those whose accounts are unknown move no bound: the coverage speaks for them.
    silent = month.expected - month.answered - month.unknown if month else 0
    wording = rate_wording(silent, growth=growth)
    if month:
        sentence = verdict_sentence(progress, situation.on, wording)
    elif measure.expected:
        sentence = "Aucun relevé d'usage n'est connu pour un mois complet de l'année scolaire."
    else:
        sentence = f"Cet indicateur porte sur {', '.join(indicator.types)} : aucun n'est attendu dans ce périmètre."
    return Finding(
        indicator=indicator,
        situation=situation,
        measure=measure,
        target=target,
        progress=progress,
        sentence=sentence,
        pace=() if growth else _pace(db, target),
        calendar_known=_is_calendar_known(db, target),
        breaks=breaks(db, indicator.code, of=situation.school_year, as_of=situation.as_of),
        wording=wording,
        forecast=rate_forecast(
            situation,
            measure.months,
            progress.goal,
            growth=growth,
            coverage_needed=db.settings.coverage_needed,
            school_days=days,
        ),
        advice=tuple(advice(progress, situation.on, wording, school_days=days)) if known else (),
    )


def _is_calendar_known(db: Database, target: Target | None) -> bool:
    return target is None or calendar_known(target.due_on, db.settings.holiday_zone)


def _pace(db: Database, target: Target | None) -> tuple[tuple[date, float], ...]:
    goal = goal_of(target)
    if goal is None:
        return ()
    days = pd.date_range(goal.baseline_on, goal.due_on, freq="W-MON").date
    # Each month's end too, so that a table of months finds its own.
    ends = pd.date_range(goal.baseline_on, goal.due_on, freq="ME").date
    steps = sorted({goal.baseline_on, *days, *ends, *(day for day, _ in goal.milestones), goal.due_on})
    count = partial(school_days, zone=db.settings.holiday_zone)
    return tuple((step, expected_on(goal, step, count)) for step in steps)


def as_contract(finding: Finding, *, by: str | None, smallest: int) -> dict[str, Any]:
    """The entry of `show --json` (DESIGN section 7)."""
    groups = [asdict(line) for line in finding.groups(by, smallest=smallest)] if by else []
    common = {
        "code": finding.indicator.code,
        "label": finding.indicator.label,
        "kind": finding.indicator.kind,
        **_figures(finding.measure),
        "low": finding.progress.low,
        "high": finding.progress.high,
        "baseline": finding.target.baseline if finding.target else None,
        "target": finding.target.value if finding.target else None,
        "target_measure": finding.target.measure if finding.target else None,
        "due_on": finding.target.due_on.isoformat() if finding.target else None,
        "milestones": [[day.isoformat(), value] for day, value in finding.target.milestones] if finding.target else [],
        "expected_today": finding.progress.expected_today,
        "verdict": finding.verdict.value,
        "sentence": finding.sentence,
        "yes_to_settle": finding.progress.yes_to_settle,
        "no_to_settle": finding.progress.no_to_settle,
        "definition_version": finding.indicator.version,
        "forecast": _forecast_contract(finding),
    }
    return common | {"groups": groups}


def _forecast_contract(finding: Finding) -> dict[str, Any] | None:
    forecast = finding.forecast
    if forecast is None:
        return None
    return {
        "median": forecast.median,
        "low": forecast.low,
        "high": forecast.high,
        "probability": forecast.probability,
        "too_early": forecast.too_early,
        "sentence": forecast_sentence(
            forecast, finding.progress.goal, finding.wording, reached=finding.verdict is Verdict.ATTEINT
        ),
    }


def _figures(measure: AdoptionMeasure | RateMeasure) -> dict[str, Any]:
    if isinstance(measure, AdoptionMeasure):
        counts = measure.counts
        return {
            "expected": counts.expected,
            "answered": counts.answered,
            "silent": counts.silent,
            "yes": counts.yes,
            "partial": counts.partial,
            "no": counts.no,
        }
    month, before = measure.current, measure.year_before
    return {
        "expected": month.expected if month else measure.expected,
        "answered": month.answered if month else 0,
        "silent": month.expected - month.answered if month else measure.expected,
        "numerator": month.numerator if month else None,
        "denominator": month.denominator if month else None,
        "value": month.value if month else None,
        "month": month.month.isoformat()[:7] if month else None,
        "same_month_last_year": before.value if before else None,
        "anomalies": month.anomalies if month else 0,
        "coverage": month.coverage if month else 0.0,
    }

"""A frozen indicator as the object that screens and figures read, made of its payload alone: nothing is worked out again.

So one drawing serves what is known now and what was frozen. What a payload does not keep (the days on which answers were
heard, the months that a forecast learnt from) is not told of a séance; its sentences are those frozen.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pandas as pd

from data.seances.frozen import Payload
from data.targets import Target
from indicators.definition import Adoption, Rate
from indicators.definitions import Break
from indicators.findings import Finding, goal_of
from indicators.forecast.model import FanPoint, Forecast
from indicators.measure.adoption import AdoptionMeasure, Counts, Point
from indicators.measure.rate import Month, RateMeasure
from indicators.progress import Progress, as_frozen
from indicators.sentences import Wording, count_wording, rate_wording
from indicators.snapshots.side import Entry, Side, defined_as

_NOBODY = UUID(int=0)


def thaw(payload: Payload, entry: Entry) -> Finding:
    """One indicator of a séance, of either format. Its states lack the columns that a séance does not keep."""
    side, target = Side(payload=payload), _target(payload, entry)
    indicator = _indicator(entry)
    measure: AdoptionMeasure | RateMeasure = _adoption(entry) if indicator.kind == "adoption" else _rate(entry)
    return Finding(
        indicator=indicator,
        situation=side.situation,
        measure=measure,
        target=target,
        progress=_progress(entry, target),
        sentence=entry["sentence"],
        pace=tuple((date.fromisoformat(day), value) for day, value in entry.get("pace", ())),
        calendar_known=True,
        breaks=tuple(_break(one) for one in entry.get("breaks", ())),
        wording=_wording(entry, indicator, measure),
        forecast=_forecast(entry, target),
        advice=tuple(entry.get("advice", ())),
    )


def forecast_said(entry: Entry) -> str:
    """Where it led and the chances to reach the target, in the words frozen; '' when nothing was said."""
    return str((entry.get("forecast") or {}).get("sentence") or "")


def _indicator(entry: Entry) -> Adoption | Rate:
    """In the séance's words; what only draws (a service's types, a singular) comes from the catalogue, where it is known."""
    told: dict[str, Any] = {
        "label": entry["label"],
        "short_label": entry["short_label"],
        "question": entry["question"],
        "unit": entry["unit"],
        "rule": entry["rule"].replace("{", "{{").replace("}", "}}"),
    }
    known = defined_as(entry)
    if known is not None and known.kind == entry["kind"]:
        return replace(known, **told)
    common = told | {
        "code": entry["code"],
        "order": 0,
        "unit_one": entry["unit"],
        "folder": Path(),
        "version": entry["definition_version"],
        "asked": (),
        "parameters": {},
        "examples": (),
    }
    if entry["kind"] == "rate":
        return Rate(**common, service=entry.get("service") or "", types=())
    return Adoption(**common, effective_question=None, carries_over=False)


def _adoption(entry: Entry) -> AdoptionMeasure:
    points = tuple(Point(day=date.fromisoformat(one["day"]), counts=_counts(one)) for one in entry["trajectory"])
    return AdoptionMeasure(
        counts=_counts(entry),
        trajectory=points,
        heard=points,
        read_states=lambda: pd.DataFrame(entry["establishments"]),
    )


def _counts(told: Mapping[str, Any]) -> Counts:
    return Counts(yes=told["yes"], partial=told["partial"], no=told["no"], silent=told["silent"])


def _rate(entry: Entry) -> RateMeasure:
    months = {one["month"]: _month(one) for one in entry["trajectory"]}
    current = months.get(entry["month"]) if entry["month"] else None
    before = months.get(f"{current.month.year - 1}-{current.month:%m}") if current else None
    return RateMeasure(
        current=current,
        year_before=before if before and before.answered else None,
        months=tuple(months.values()),
        expected=entry["expected"],
        read_states=lambda: pd.DataFrame(entry["establishments"]),
    )


def _month(told: Mapping[str, Any]) -> Month:
    counts = ("numerator", "denominator", "expected", "answered", "anomalies", "silent_accounts", "unknown", "complete")
    return Month(month=date.fromisoformat(f"{told['month']}-01"), **{name: told[name] for name in counts})


def _target(payload: Payload, entry: Entry) -> Target | None:
    if entry["target"] is None:
        return None
    side = Side(payload=payload)
    group, value = side.situation.scope
    return Target(
        id=_NOBODY,
        indicator=entry["code"],
        school_year=side.school_year,
        scope_group=group,
        scope_value=value,
        measure=entry["target_measure"],
        baseline=entry["baseline"],
        baseline_on=date.fromisoformat(entry["baseline_on"]),
        value=entry["target"],
        due_on=date.fromisoformat(entry["due_on"]),
        reason=entry["reason"] or "",
        actor="",
        recorded_at=side.as_of,
        milestones=tuple((date.fromisoformat(day), asked) for day, asked in entry.get("milestones", ())),
    )


def _progress(entry: Entry, target: Target | None) -> Progress:
    return as_frozen(
        entry["verdict"],
        low=entry["low"],
        high=entry["high"],
        goal=goal_of(target),
        expected_today=entry["expected_today"],
        yes_to_settle=entry["yes_to_settle"],
        no_to_settle=entry["no_to_settle"],
    )


def _break(told: Mapping[str, Any]) -> Break:
    return Break(day=date.fromisoformat(told["day"]), version=told["version"], reason=told["reason"])


def _wording(entry: Entry, indicator: Adoption | Rate, measure: AdoptionMeasure | RateMeasure) -> Wording:
    if isinstance(measure, AdoptionMeasure):
        return count_wording(indicator.unit_one, entry["unit"], measure.counts.silent)
    month = measure.current
    silent = month.expected - month.answered - month.unknown if month else 0
    return rate_wording(silent, growth=entry["target_measure"] == "growth")


def _forecast(entry: Entry, target: Target | None) -> Forecast | None:
    """None when too little was known: nothing is drawn, and the frozen sentence says it."""
    told = entry.get("forecast")
    if told is None or told["too_early"]:
        return None
    points = tuple(FanPoint(**(dict(point) | {"day": date.fromisoformat(point["day"])})) for point in entry["fan"])
    if target is None and (entry["kind"] == "rate" or not points):
        return None  # the day it leads to is kept with the target, or is the last one of the fan of an adoption
    return Forecast(
        due_on=target.due_on if target else points[-1].day,
        months=0,
        median=told["median"],
        low=told["low"],
        high=told["high"],
        probability=told["probability"],
        by_day=points,
    )

"""From a row of a workbook to a decision, or to all that is wrong with it at once."""

from datetime import date

from data.reference.calendar import school_year as read_school_year
from data.returns.filled import FilledSheet
from data.targets.cells import (
    MILESTONES,
    read_amount,
    read_day,
    read_indicator,
    read_measure,
    read_milestones,
    read_scope,
)
from data.targets.milestones import checked_milestones
from data.targets.rows import Known, Row
from data.targets.target import Decision, check_due


def read_row(sheet: FilledSheet, place: int, known: Known) -> Row:
    """One row of targets, every cell looked at."""
    row = Row(sheet=sheet, place=place)
    year = row.read(
        "school_year",
        "unreadable_year",
        "deux années qui se suivent, comme 2021-2022",
        lambda: read_school_year(row.text("school_year") or known.year),
    )
    indicator, scope = read_indicator(row, known), read_scope(row, known)
    measure = read_measure(row, indicator, known)
    baseline = read_amount(row, "baseline", measure) if measure else None
    value = read_amount(row, "value", measure) if measure else None
    milestones = read_milestones(row, measure) if measure else None
    starts = read_day(row, "baseline_on", year.starts_on if year else date.min)
    due_on = read_day(row, "due_on", None)
    if not row.text("reason"):
        row.remark(
            "reason", "missing_reason", "Donnez le motif de cette cible.", expected="une décision, un constat..."
        )
    if row.issues:
        return row
    assert year and indicator and scope is not None and measure and starts and due_on
    assert baseline is not None and value is not None and milestones is not None
    row.decision = Decision(
        indicator=indicator,
        school_year=year.code,
        scope=scope,
        measure=measure,
        baseline=baseline,
        baseline_on=starts,
        value=value,
        due_on=due_on,
        milestones=milestones,
        reason=row.text("reason"),
    )
    _check_days(row, row.decision)
    return row


def _check_days(row: Row, told: Decision) -> None:
    row.read(
        "due_on",
        "impossible_days",
        "un jour après celui de la valeur initiale",
        lambda: check_due(told.baseline_on, told.due_on),
    )
    row.read(
        "milestones",
        "unreadable_milestones",
        MILESTONES,
        lambda: checked_milestones(
            told.milestones,
            measure=told.measure,
            starts=told.baseline_on,
            due_on=told.due_on,
            baseline=told.baseline,
            value=told.value,
        ),
    )
    if row.issues:
        row.decision = None

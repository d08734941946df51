"""Tables of the groups, their courses, the map and the cross table: columns and cells in French, ready to show."""

from collections.abc import Sequence

import pandas as pd

from indicators.french import day, month, number, percent
from indicators.groups import GroupLine
from indicators.sentences import LABELS
from indicators.tables import MASKED
from indicators.where.cross import Cross
from indicators.where.hiding import TOTAL
from indicators.where.panels import Panel
from indicators.where.standings import Standing, Standings

Table = pd.DataFrame
EVERYTHING = "Ensemble"
AREAS = {"EPCI": "epci", "Commune": "commune"}  # what the map's table can be grouped by
SHARES = ("Part (%)", "Au moins (%)", "Au plus (%)", "Cible (%)", "Attendu (%)")
_WHOLE = ("Attendus", "Utilisateurs", "Comptes", "Oui", "Partiel", "Non", "Silencieux")


def standings_table(found: Standings) -> pd.DataFrame:
    """Every group, the best first, then those nobody reported on, then the masked ones. Shares are in percent."""
    rows = [
        *(_row(one, found) for one in found.known),
        *(_row(Standing(line=line), found) for line in (*found.unknown, *found.masked)),
    ]
    frame = pd.DataFrame(rows)
    whole = [column for column in _WHOLE if column in frame]
    frame = frame.astype(dict.fromkeys(whole, "Int64"))
    judged = [
        column for column in ("Cible (%)", "Attendu (%)", "Verdict") if column in frame and frame[column].isna().all()
    ]
    return frame.drop(columns=judged)


def area_table(found: Standings) -> pd.DataFrame:
    """The few columns that stand beside a map."""
    frame = standings_table(found)
    return frame[[found.label, "Utilisateurs" if found.rate else "Oui", "Attendus", "Silencieux", "Part (%)"]]


def _row(one: Standing, found: Standings) -> dict[str, object]:
    line, mark = one.line, one.mark
    known = not line.masked and line.share is not None
    state = MASKED if line.masked else "montré" if known else "sans relevé"
    counts = (
        {"Utilisateurs": line.numerator, "Comptes": line.denominator}
        if found.rate
        else {"Oui": line.yes, "Partiel": line.partial, "Non": line.no}
    )
    return {
        found.label: line.value,
        "Attendus": line.expected,
        **counts,
        "Silencieux": line.silent,
        "Part (%)": _percent(one.share if known else None),
        "Au moins (%)": _percent(one.low if known else None),
        "Au plus (%)": _percent(one.high if known else None),
        "Cible (%)": _percent(mark.target if mark else None),
        "Attendu (%)": _percent(mark.expected_today if mark else None),
        "Verdict": LABELS[one.progress.verdict] if one.progress else None,
        "Publication": state,
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as people read it, its numbers written in French."""
    return frame.map(_text)


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return "" if pd.isna(cell) else number(float(cell), 1)  # type: ignore[call-overload, arg-type]


def panels_table(drawn: Sequence[Panel], found: Standings) -> pd.DataFrame:
    """The numbers of the small multiples: one row a day or month, one column a group."""
    days = sorted({step.day for one in drawn for step in one.steps})
    named = {one.standing.line.value: {step.day: step for step in one.steps} for one in drawn}
    said = month if found.rate else day
    return pd.DataFrame(
        [
            {"Mois" if found.rate else "Jour": said(when)}
            | {
                value: _between(steps[when].low, steps[when].high) if when in steps else ""
                for value, steps in named.items()
            }
            for when in days
        ]
    )


def _between(low: float, high: float) -> str:
    return percent(low, 0) if low == high else f"{number(low * 100)} à {percent(high, 0)}"


def cross_table(found: Cross) -> pd.DataFrame:
    """The cross table, totals last, each cell « 12 sur 30 (40 %) »."""
    columns = [*found.columns, TOTAL]
    return pd.DataFrame(
        [
            {found.labels[0]: row or EVERYTHING}
            | {column or EVERYTHING: _cell(found.cells.get((row, column))) for column in columns}
            for row in (*found.rows, TOTAL)
        ]
    )


def _cell(line: GroupLine | None) -> str:
    if line is None:
        return "–"
    if line.masked:
        return MASKED
    if line.share is None or line.bounds is None:
        return "sans relevé"
    part, whole = (line.numerator, line.denominator) if line.denominator is not None else (line.yes, line.expected)
    return f"{number(part or 0)} sur {number(whole or 0)} ({percent(line.share, 0)})"

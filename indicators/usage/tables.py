"""Tables of use for people: French columns. Nothing is added up over months or services, so no table has a total."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

import pandas as pd

from indicators.french import month, number, percent
from indicators.groups import masked
from indicators.tables import MASKED
from indicators.usage.measure import Key, Usage
from indicators.usage.months import BASES, OUT_OF, PUPILS, Basis, Month, Series
from indicators.usage.names import service_name
from indicators.usage.reading import doubts, growth

Table = pd.DataFrame
_UNKNOWN = ""


def months_table(series: Series, basis: Basis) -> pd.DataFrame:
    """The numbers of the chart of months, one row a month of the school year, oldest first."""
    return pd.DataFrame(
        [
            {
                "Mois": month(one.month),
                BASES[basis]: _shown(one, basis),
                "Un an avant": _shown(series.year_before(one.month), basis),
                "Écart": _change(series, one.month, basis),
                "Relevés": f"{number(one.reported(basis))} sur {number(one.concerned)}",
                "À savoir": ", ".join(doubts(one, basis)),
            }
            for one in series.this_year
        ]
    )


def panels_table(usage: Usage, basis: Basis) -> pd.DataFrame:
    """The numbers of the small pictures: one row a month of the two years, a column a profile, latest first."""
    months = sorted({one.month for profile in usage.profiles for one in usage.of(profile).months}, reverse=True)
    return pd.DataFrame(
        [
            {"Mois": month(one)} | {profile: _shown(usage.of(profile).at(one), basis) for profile in usage.profiles}
            for one in months
        ]
    )


def details(series: Series) -> pd.DataFrame:
    """Everything measured of each month of the two years, latest first: numbers, shares in percent."""
    return pd.DataFrame([_detail(series, one) for one in reversed(series.months)])


def _detail(series: Series, one: Month) -> dict[str, object]:
    potential, activated = one.parts["potential"], one.parts["activated"]
    shares: dict[str, object] = {
        f"{BASES[basis]} (%)": _percentage(one.parts[basis].value)
        for basis in ("potential", "activated", "pupils")
        if basis != "pupils" or series.profile == PUPILS
    }
    return {
        "Mois": month(one.month),
        **shares,
        "Écart sur un an (points)": _percentage(series.change(one.month, "potential")),
        "Utilisateurs": _known(potential.users, potential.reported),
        "Comptes potentiels": _known(potential.out_of, potential.reported),
        "Comptes activés": _known(activated.out_of, activated.reported),
        "Visites": _known(one.visits.count, one.visits.reported),
        "Jours d'école": one.school_days,
        "Visites par jour d'école": _rounded(one.visits_a_day, 0),
        "Visites par utilisateur et jour d'école": _rounded(one.visits_a_user, 2),
        "Établissements avec relevé": potential.reported or one.visits.reported,
        "Établissements concernés": one.concerned,
        "À savoir": ", ".join(doubts(one, "potential" if potential.reported else "visits")),
    }


def set_aside(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The reports with more users than accounts, where each was said."""
    return pd.DataFrame(
        [
            {
                "Mois": month(row["month"]),
                "UAI": row["uai"],
                "Établissement": row["name"],
                "Commune": row["commune"],
                "Utilisateurs": number(row["users"]),
                "Comptes potentiels": number(row["potential"]),
                "Fichier": row["file_name"],
                "Ligne": number(row["row_number"]) if row["row_number"] else _UNKNOWN,
            }
            for row in rows
        ]
    )


def in_french(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with its numbers written as French readers do."""
    return frame.astype(object).map(_written)


def _written(cell: object) -> str:
    if isinstance(cell, int | float):
        return "" if cell != cell else number(cell, 2)  # nan: pandas' own word for unknown
    return "" if cell is None else str(cell)


def services_table(
    services: Mapping[str, Mapping[Key, Series]], profile: str | None, shown: date, basis: Basis, *, smallest: int
) -> pd.DataFrame:
    """One row a service in one month, the whole tool first, then the most used first. Few reports are masked; services
    never add up, so nothing gives what is masked away."""
    lines = [series for name, found in services.items() if (series := found.get((name, profile, None)))]
    tool, before = next(iter(services), ""), _year_before(shown)
    lines.sort(key=lambda one: (one.service != tool, -(_value(one, shown, basis) or 0.0)))
    return pd.DataFrame(
        [
            {
                "Service": f"{service_name(one.service)}, l'outil entier"
                if one.service == tool
                else service_name(one.service)
            }
            | _line(
                one,
                shown,
                basis,
                hide=_few(one, shown, smallest, basis),
                hide_before=_few(one, before, smallest, basis),
            )
            for one in lines
        ]
    )


def _few(series: Series, when: date, smallest: int, basis: Basis) -> bool:
    one = series.at(when)
    return one is not None and 0 < one.reported(basis) < smallest


def types_table(
    usage: Usage, profile: str | None, shown: date, basis: Basis, *, smallest: int, hidden: Set[str] = frozenset()
) -> pd.DataFrame:
    """One row a type of establishment that the tool serves, in one month. Types with few establishments, or few reports
    of the month that a cell is about, are masked. hidden: those that the indicator's own table by type masks."""
    few = masked(usage.types, smallest) | hidden
    hide, hide_before = (
        few | masked(_reported(usage, profile, when, basis), smallest) for when in (shown, _year_before(shown))
    )
    return pd.DataFrame(
        [
            {"Type": type}
            | _line(usage.of(profile, type), shown, basis, hide=type in hide, hide_before=type in hide_before)
            for type in usage.types
        ]
    )


def _reported(usage: Usage, profile: str | None, when: date, basis: Basis) -> dict[str, int]:
    found = {type: usage.of(profile, type).at(when) for type in usage.types}
    return {type: one.reported(basis) if one else 0 for type, one in found.items()}


def _year_before(when: date) -> date:
    return when.replace(year=when.year - 1)


def _line(series: Series, shown: date, basis: Basis, *, hide: bool, hide_before: bool) -> dict[str, str]:
    one, before = series.at(shown), series.year_before(shown)
    now = {
        "Relevés": f"{number(one.reported(basis))} sur {number(one.concerned)}" if one else "0",
        **_counts(one, basis),
        BASES[basis]: _shown(one, basis),
    }
    earlier = {f"En {month(_year_before(shown))}": _shown(before, basis)}
    change = {"Écart": _change(series, shown, basis)}
    return {
        **(dict.fromkeys(now, MASKED) if hide else now),
        **(dict.fromkeys(earlier, MASKED) if hide_before else earlier),
        **(dict.fromkeys(change, MASKED) if hide or hide_before else change),
    }


def _counts(one: Month | None, basis: Basis) -> dict[str, str]:
    """The two numbers that the share or the daily volume comes from, named."""
    names = ("Visites", "Jours d'école") if basis == "visits" else ("Utilisateurs", OUT_OF[basis])
    if one is None or not one.reported(basis):
        return dict.fromkeys(names, _UNKNOWN)
    numbers = (
        (one.visits.count, one.school_days) if basis == "visits" else (one.parts[basis].users, one.parts[basis].out_of)
    )
    return dict(zip(names, map(number, numbers), strict=True))


def _known(value: int, reported: int) -> int | None:
    return value if reported else None


def _value(series: Series, shown: date, basis: Basis) -> float | None:
    one = series.at(shown)
    return one.value(basis) if one else None


def _shown(one: Month | None, basis: Basis) -> str:
    value = one.value(basis) if one else None
    if value is None:
        return _UNKNOWN
    return number(value) if basis == "visits" else percent(value)


def _change(series: Series, shown: date, basis: Basis) -> str:
    change = series.change(shown, basis)
    return _UNKNOWN if change is None else growth(change, basis)


def _percentage(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)

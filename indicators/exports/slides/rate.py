"""The curve of a rate: the months of the year against the same months one year before."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from pptx.slide import Slide

from indicators.exports.seance import Entry, Seance, is_growth
from indicators.exports.slides.charts import COLOURS, Trace, line_chart
from indicators.exports.slides.drawn import Drawn
from indicators.exports.slides.fitting import INCH, Room
from indicators.french import MONTHS, percent

_THIS, _BEFORE, _TARGET = "Cette année", "Un an avant", "Cible"
Month = dict[str, Any]


def drawn(seance: Seance, entry: Entry) -> Drawn | None:
    """None when the year has no month."""
    months = this_year(seance, entry)
    if not months:
        return None
    before = [year_before(entry, month) for month in months]
    rows = [
        ("Taux", _shown(month["value"] for month in months)),
        ("Au moins", _shown(month["low"] for month in months)),
        ("Au plus", _shown(month["high"] for month in months)),
        (_BEFORE, _shown(before)),
    ]
    return Drawn(
        draw=partial(_draw, entry=entry, months=months, before=before),
        head="Mois" if all(month["complete"] for month in months) else "Mois (* incomplet)",
        columns=[_name(month) for month in months],
        column_width=0.68 * INCH,
        rows=rows,
    )


def this_year(seance: Seance, entry: Entry) -> list[Month]:
    """Months of the séance's school year."""
    first = f"{seance.payload['school_year'][:4]}-09"
    return [month for month in entry["trajectory"] if month["month"] >= first]


def year_before(entry: Entry, month: Month) -> float | None:
    """The rate of the same month one year before."""
    year, of_year = month["month"].split("-")
    wanted = f"{int(year) - 1}-{of_year}"
    return next((one["value"] for one in entry["trajectory"] if one["month"] == wanted), None)


def _shown(values: Any) -> list[str]:
    return ["" if value is None else percent(value) for value in values]


def _name(month: Month) -> str:
    """« févr. », with a star when the month is not over."""
    return MONTHS[date.fromisoformat(f"{month['month']}-01").month - 1] + ("" if month["complete"] else " *")


def _draw(slide: Slide, room: Room, *, entry: Entry, months: list[Month], before: list[float | None]) -> None:
    # An unfinished month would look like a fall: it is in the table only.
    values = [month["value"] if month["complete"] else None for month in months]
    at = next((place for place, month in enumerate(months) if month["month"] == entry["month"]), None)
    traces = [
        Trace(
            name=_THIS,
            values=values,
            colour=COLOURS.strong,
            marker="circle",
            points=2.75,
            labels={} if at is None or entry["value"] is None else {at: percent(entry["value"])},
        ),
        Trace(name=_BEFORE, values=before, colour=COLOURS.muted, dash="dash", marker="square", points=1.75),
    ]
    aimed = _aimed(entry, before)
    if any(value is not None for value in aimed):
        traces.append(
            Trace(name=_TARGET, values=aimed, colour=COLOURS.target, dash="long", marker="triangle", points=1.5)
        )
    y_title = "Utilisateurs rapportés aux comptes"
    line_chart(
        slide,
        room,
        [_name(one) for one in months],
        traces,
        number_format="0%",
        y_title=y_title,
        said=_said(entry, months),
    )


def _aimed(entry: Entry, before: Sequence[float | None]) -> list[float | None]:
    """A growth is aimed at from the same month one year before."""
    if entry["target"] is None:
        return [None] * len(before)
    if not is_growth(entry):
        return [entry["target"]] * len(before)
    return [None if value is None else value + entry["target"] for value in before]


def _said(entry: Entry, months: list[Month]) -> str:
    value, before = entry["value"], entry["same_month_last_year"]
    now = f" Dernier mois complet : {percent(value)}" if value is not None else ""
    then = f", contre {percent(before)} un an avant" if now and before is not None else ""
    return (
        f"Courbe de {_name(months[0])} à {_name(months[-1])}. Trait plein : cette année ; tirets : un an avant."
        f"{now}{then}{'.' if now else ''} Les nombres sont dans un tableau."
    )

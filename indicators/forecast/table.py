"""The numbers of the fan, in the table of the chart that draws it."""

import pandas as pd

from indicators.findings import Finding
from indicators.french import day, month, number, percent


def with_projection(table: pd.DataFrame, finding: Finding) -> pd.DataFrame:
    """The table of a trajectory (one row a day or month, that in the first column), followed by the days to come.

    A column « Projection » is added, blank for what is known; nothing changes without a forecast.
    """
    if finding.forecast is None or not finding.forecast.by_day:
        return table
    rate = finding.indicator.kind == "rate"
    show = percent if rate else number
    to_come = [
        {
            table.columns[0]: month(point.day) if rate else day(point.day),
            "Projection": f"{show(point.median)}, entre {show(point.low)} et {show(point.high)}",
        }
        for point in finding.forecast.by_day[1:]
    ]
    # As texts: a column of numbers cannot be blank on the days to come.
    known = table.map(lambda cell: cell if isinstance(cell, str) else number(cell))
    return pd.concat([known, pd.DataFrame(to_come)], ignore_index=True).fillna("")

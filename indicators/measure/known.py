"""What is known of given establishments, whoever is expected: the counterfactuals of a comparison."""

from collections.abc import Collection
from datetime import date, datetime

from data.database import Database
from data.derived import read_monthly_usage, read_spans
from data.sql import SqlFolder
from indicators.definition import Adoption, Rate
from indicators.measure.adoption import applied_rule

sql = SqlFolder(__file__)


def states_known(
    db: Database, indicator: Adoption, uais: Collection[str], *, school_year: str, on: date, as_of: datetime
) -> dict[str, str]:
    """UAI -> state on a day of that school year, as known at `as_of` (UTC) under the indicator's parameters."""
    with db.reading() as cursor:
        cursor.execute(sql("given_establishments"), {"uais": sorted(uais)})
        read_spans(cursor, applied_rule(indicator), school_year=school_year, as_of=as_of)
        rows = cursor.execute(sql("states_on"), {"on_day": on}).to_arrow_table()
    return dict(zip(rows["uai"].to_pylist(), rows["state"].to_pylist(), strict=True))


def reported_known(
    db: Database, indicator: Rate, uais: Collection[str], *, month: date, as_of: datetime
) -> dict[str, tuple[int, int]]:
    """UAI -> (unique users, potential accounts) of a whole month, of those that reported both, as known at `as_of`."""
    with db.reading() as cursor:
        cursor.execute(sql("given_establishments"), {"uais": sorted(uais)})
        read_monthly_usage(cursor, service=indicator.service, as_of=as_of)
        cursor.execute(sql("given_served"))
        asked = {"month": month, "is_whole": True, "first_month": month}
        rows = cursor.execute(sql("usage_states"), asked).to_arrow_table()
    read = zip(*(rows[name].to_pylist() for name in ("uai", "state", "numerator", "denominator")), strict=True)
    return {uai: (users, accounts) for uai, state, users, accounts in read if state == "relevé"}

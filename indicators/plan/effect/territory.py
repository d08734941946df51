"""What the effects of all the actions read, each thing once: who is expected, their states on a day, their use in a month."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from data.campaigns import campaigns_of
from data.database import Database
from data.derived import read_spans
from data.reference.calendar import school_days, school_year_of
from data.sql import SqlFolder
from indicators.catalogue import catalogue
from indicators.definition import Adoption, Rate
from indicators.definitions import defined
from indicators.measure.adoption import applied_rule
from indicators.measure.expected import expecting
from indicators.measure.frame import as_frame
from indicators.measure.known import reported_known
from indicators.measure.rate import Month, RateMeasure, measure_rate
from indicators.situation import Situation

sql = SqlFolder(__file__)
Span = tuple[str, date, date | None, str]
"""UAI, first day, first day after it (None to the end of the school year), state."""
Reported = Mapping[str, tuple[int, int]]
"""UAI -> (unique users, potential accounts) of those that reported."""


class Territory:
    """The expected establishments of a situation, of which the filters do not count: the plan is the whole committee's.

    They are the same on every day, so that a change is theirs and not the directory's. filters: those that do not count,
    for who masks: other numbers are published of what they keep.
    """

    def __init__(self, db: Database, situation: Situation) -> None:
        self.db = db
        self.situation = replace(situation, filters={})
        self.filters = situation.filters
        self._defined: dict[str, Adoption | Rate] = {}
        self._states: dict[tuple[str, date], Mapping[str, str]] = {}
        self._spans: dict[tuple[str, str], list[Span]] = {}
        self._rates: dict[str, RateMeasure] = {}
        self._reported: dict[tuple[str, date], Reported] = {}

    @cached_property
    def expected(self) -> pd.DataFrame:
        """One row an expected establishment: uai and the groups."""
        with expecting(self.db, self.situation) as cursor:
            return as_frame(cursor.execute(sql("expected")))

    def indicator(self, code: str) -> Adoption | Rate | None:
        """As it was defined then; None when the catalogue no longer has it."""
        if code not in self._defined and code in catalogue():
            self._defined[code] = defined(self.db, code, self.situation.as_of)
        return self._defined.get(code)

    def states(self, indicator: Adoption, on: date) -> Mapping[str, str]:
        """UAI -> state on a day, in the school year of that day, of those of which something is known."""
        key = (indicator.code, on)
        if key not in self._states:
            spans = self._spans_of(indicator, school_year_of(on).code)
            self._states[key] = {
                uai: state for uai, first, until, state in spans if first <= on and (until is None or on < until)
            }
        return self._states[key]

    def served(self, indicator: Rate) -> pd.DataFrame:
        """The rows of `expected` that the service serves, with what they reported of the last whole month."""
        return self._rate(indicator).states

    def months(self, indicator: Rate, starts_on: date) -> tuple[date, date]:
        """The last whole month before a day, and the last one known: the same when none is known since. Months without
        school, such as August, say nothing of a use."""
        whole = [one for one in self._rate(indicator).months if one.complete and one.answered and self._has_school(one)]
        before = _latest([one for one in whole if one.last_day < starts_on])
        first = before or (starts_on.replace(day=1) - timedelta(days=1)).replace(day=1)
        return first, max(first, _latest(whole) or first)

    def _has_school(self, month: Month) -> bool:
        return school_days(month.month, month.last_day, self.db.settings.holiday_zone) > 0

    def reported(self, indicator: Rate, month: date) -> Reported:
        """What those that the service serves reported of a whole month."""
        key = (indicator.code, month)
        if key not in self._reported:
            uais = self.served(indicator)["uai"]
            self._reported[key] = reported_known(self.db, indicator, uais, month=month, as_of=self.situation.as_of)
        return self._reported[key]

    def _spans_of(self, indicator: Adoption, year: str) -> list[Span]:
        key = (indicator.code, year)
        if key not in self._spans:
            self._spans[key] = self._read_spans(indicator, year)
        return self._spans[key]

    def _read_spans(self, indicator: Adoption, year: str) -> list[Span]:
        as_of = self.situation.as_of
        if not campaigns_of(self.db, year, as_of):
            return []  # nobody was asked, and what is kept ready holds nothing of that year
        with self.db.reading() as cursor:
            read_spans(cursor, applied_rule(indicator), school_year=year, as_of=as_of)
            return cursor.execute(sql("known_spans")).fetchall()

    def _rate(self, indicator: Rate) -> RateMeasure:
        if indicator.code not in self._rates:
            self._rates[indicator.code] = measure_rate(self.db, indicator, self.situation)
        return self._rates[indicator.code]


def _latest(months: list[Month]) -> date | None:
    return max((one.month for one in months), default=None)

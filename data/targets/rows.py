"""One row of a workbook of targets, and what it is checked against."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.returns.filled import FilledRow
from data.targets.amounts import Measure
from data.targets.scopes import Members
from data.targets.target import Decision


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a row is checked against. usual: indicator -> how its targets are usually counted, in the order of the
    screens. labels: indicator -> label. year: the school year of a row that gives none, '' for none."""

    usual: Mapping[str, Measure]
    labels: Mapping[str, str]
    members: Members
    year: str


@dataclass(kw_only=True)
class Row(FilledRow):
    """decision: None when something keeps the row out."""

    decision: Decision | None = None

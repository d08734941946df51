"""The list that leads to work: every expected establishment, what it lacks, and whom to call first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.establishments.criteria import general, kinds
from indicators.establishments.searching import holding, searched
from indicators.findings import Finding

IDENTITY = (
    "uai", "name", "type", "sector", "commune", "epci", "circonscription", "priority_education", "pupils",
)  # fmt: skip
# Whom a call moves most: those who began, then those of whom nothing is known, then those who said no.
_RANKS = {"partiel": 0, "silencieux": 1, "non": 2, "oui": 3}
FIRST, LARGEST, OLDEST, BY_NAME = "Par qui commencer", "Les plus grands", "Réponses les plus anciennes", "Par nom"
_SORTS: Mapping[str, tuple[tuple[str, ...], tuple[bool, ...]]] = {
    FIRST: (("rank", "closest", "lacking", "pupils", "answered_on"), (True, True, True, False, True)),
    LARGEST: (("pupils",), (False,)),
    OLDEST: (("answered_on",), (True,)),
    BY_NAME: ((), ()),
}
ORDERS = tuple(_SORTS)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is looked for. states: codes, none for all. criterion: a label of `criteria`, '' for all."""

    search: str = ""
    states: tuple[str, ...] = ()
    criterion: str = ""
    order: str = FIRST


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """findings: the adoption indicators looked at together, of one situation. rows: one an expected establishment:

    those of IDENTITY; `states`, the code of each indicator's state, and `rank`, of the one that deserves a call most;
    `missing` (text) and `kinds` of what lacks; `lacking`, how many criteria in all, and `closest`, for the indicator
    nearest to its oui; `answered_on`, the latest answer that decides, and `age` in days; `searched`, folded.
    """

    findings: Sequence[Finding]
    rows: pd.DataFrame
    criteria: Mapping[str, str]

    @property
    def one_step_away(self) -> int:
        """Establishments that lack a single criterion of some indicator."""
        return int(self.rows["closest"].eq(1).sum())

    def count(self, state: str) -> int:
        """Establishments in that state for some indicator."""
        return int(_in_states(self.rows, [state]).sum())


def worklist(findings: Sequence[Finding]) -> Worklist:
    """The expected establishments by what they lack, for one or several adoption indicators."""
    first = findings[0].states.set_index("uai", drop=False)
    each = [finding.states.set_index("uai").loc[first.index] for finding in findings]
    missing = [[tuple(lacks) for lacks in one["missing"]] for one in each]
    states = pd.Series(list(zip(*(one["state"] for one in each), strict=True)), index=first.index, dtype=object)
    lacking = pd.DataFrame({place: _lacking(one) for place, one in enumerate(each)})
    answered = pd.DataFrame({place: pd.to_datetime(one["answered_on"]) for place, one in enumerate(each)}).max(axis=1)
    rows = first[list(IDENTITY)].assign(
        pupils=first["pupils"].astype("Int64"),
        states=states,
        rank=states.map(lambda codes: min(_RANKS[code] for code in codes)),
        missing=_texts(findings, missing),
        kinds=pd.Series(_kinds(missing), index=first.index, dtype=object),
        lacking=lacking.sum(axis=1, min_count=1).astype("Int64"),
        closest=lacking.min(axis=1).astype("Int64"),
        answered_on=answered,
        age=_ages(answered, findings[0].situation.on),
        searched=searched(first),
    )
    named = kinds(text for lacks in missing for lack in lacks for text in lack)
    return Worklist(findings=findings, rows=rows.reset_index(drop=True), criteria=named)


def _lacking(states: pd.DataFrame) -> pd.Series:
    """How many criteria each partial establishment lacks; unknown for the others, and where the rule names none."""
    counts = states["missing"].map(len)
    return counts.where(states["state"].eq("partiel") & counts.gt(0)).astype("Int64")


def _texts(findings: Sequence[Finding], missing: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    if len(findings) == 1:
        return [", ".join(lack) for lack in missing[0]]
    labels = [finding.indicator.short_label.lower() for finding in findings]
    return [
        " ; ".join(f"{', '.join(lack)} ({label})" for label, lack in zip(labels, lacks, strict=True) if len(lack))
        for lacks in zip(*missing, strict=True)
    ]


def _kinds(missing: Sequence[Sequence[Sequence[str]]]) -> list[tuple[str, ...]]:
    return [tuple(general(text) for lack in lacks for text in lack) for lacks in zip(*missing, strict=True)]


def _ages(answered: "pd.Series[pd.Timestamp]", on: date) -> pd.Series:
    """Days from the answer to the situation day; unknown when it was given later and reaches back to that day."""
    days = (pd.Timestamp(on) - answered).dt.days
    return days.where(days >= 0).astype("Int64")


def chosen(found: Worklist, choice: Choice) -> pd.DataFrame:
    """The rows of a choice, in its order: all of them."""
    rows = holding(found.rows, choice.search)
    if choice.states:
        rows = rows[_in_states(rows, choice.states)]
    if choice.criterion:
        kind = found.criteria.get(choice.criterion)
        rows = rows[rows["kinds"].map(lambda kinds: kind in kinds).astype(bool)]
    return _sorted(rows, choice.order)


def _in_states(rows: pd.DataFrame, states: Sequence[str]) -> pd.Series:
    wanted = frozenset(states)
    return rows["states"].map(lambda one: not wanted.isdisjoint(one)).astype(bool)


def _sorted(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    columns, ascending = _SORTS[order]
    by, up = [*columns, "searched"], [*ascending, True]
    return rows.sort_values(by, ascending=up, na_position="last", kind="stable")

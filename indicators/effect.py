"""What a change of definition would do, before it is decided: which establishments change state, and the verdict."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.database import Database
from data.definitions import proposed
from indicators.definition import Adoption, Rate
from indicators.findings import Finding, finding
from indicators.french import number, plural
from indicators.sentences import LABELS, STATE_LABELS
from indicators.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Change:
    """One establishment whose state changes. lacked: what it lacks before; missing: what it lacks after."""

    uai: str
    name: str
    type: str
    commune: str
    before: str
    after: str
    lacked: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """The whole territory read with both definitions, and the establishments whose state is not the same."""

    before: Finding
    after: Finding
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """(state before, state after) -> number of establishments, the most numerous first."""
        return dict(Counter((change.before, change.after) for change in self.changes).most_common())


def effect(
    db: Database, situation: Situation, indicator: Adoption | Rate, parameters: Mapping[str, bool | int]
) -> Effect:
    """What these parameters would change on that day; those not given stay as they are. Nothing is written.

    A definition holds for everybody: the situation's filters do not matter. Raises Refusal when a name or a value will
    not do.
    """
    situation = replace(situation, filters={})
    version = proposed(db, indicator.code, parameters, as_of=situation.as_of)
    before = finding(db, indicator, situation)
    changed = replace(indicator, version=version.version, parameters=version.parameters)
    after = finding(db, changed, situation)
    return Effect(before=before, after=after, changes=tuple(_changes(before, after)))


def _changes(before: Finding, after: Finding) -> list[Change]:
    columns = ["uai", "name", "type", "commune", "state", "missing"]
    both = after.states[columns].merge(before.states[["uai", "state", "missing"]], on="uai", suffixes=("", "_before"))
    rows = both[both["state"] != both["state_before"]].to_dict("records")
    return [
        Change(
            uai=row["uai"],
            name=row["name"],
            type=row["type"],
            commune=row["commune"] or "",
            before=row["state_before"],
            after=row["state"],
            lacked=tuple(row["missing_before"]),
            missing=tuple(row["missing"]),
        )
        for row in rows
    ]


def said(found: Effect) -> str:
    """« 37 établissements changent d'état : 30 passent de partiel à oui, 7 de oui à partiel. » and the verdict."""
    return f"{_moves(found)} {_verdict(found)}"


def _moves(found: Effect) -> str:
    if not found.changes:
        return "Aucun établissement ne change d'état."
    moves = [
        f"{number(count)} {'passe' if count < 2 else 'passent'} de {before} à {after}"
        for (before, after), count in found.counts.items()
    ]
    many = plural(len(found.changes), "établissement change", "établissements changent")
    return f"{many} d'état : {', '.join(moves)}."


def _verdict(found: Effect) -> str:
    before, after = LABELS[found.before.verdict], LABELS[found.after.verdict]
    if before == after:
        return f"Le verdict reste « {after} »."
    return f"Le verdict passe de « {before} » à « {after} »."


def as_contract(found: Effect) -> dict[str, Any]:
    """The `effect` of `define --json`."""
    return {
        "changed": len(found.changes),
        "counts": [
            {"before": before, "after": after, "establishments": count}
            for (before, after), count in found.counts.items()
        ],
        "verdict_before": found.before.verdict.value,
        "verdict_after": found.after.verdict.value,
        "sentence_before": found.before.sentence,
        "sentence_after": found.after.sentence,
        "establishments": [
            {
                "uai": one.uai,
                "name": one.name,
                "before": one.before,
                "after": one.after,
                "missing": list(one.missing),
            }
            for one in found.changes
        ],
    }


def changes_table(found: Effect) -> pd.DataFrame:
    """One row an establishment that changes state, for people."""
    return pd.DataFrame(
        [
            {
                "UAI": one.uai,
                "Établissement": one.name,
                "Type": one.type,
                "Commune": one.commune,
                "État avant": STATE_LABELS[one.before],
                "État après": STATE_LABELS[one.after],
                "Ce qui manque aujourd'hui": ", ".join(one.lacked),
                "Ce qui manquerait": ", ".join(one.missing),
            }
            for one in found.changes
        ]
    )


def states_table(found: Effect) -> pd.DataFrame:
    """How many establishments are in each state before and after, one row a state."""
    before, after = (one.states["state"].value_counts() for one in (found.before, found.after))
    return pd.DataFrame(
        [
            {
                "État": label,
                "Avant": number(int(before.get(state, 0))),
                "Après": number(int(after.get(state, 0))),
            }
            for state, label in STATE_LABELS.items()
        ]
    )

"""Compare two séances, or a séance with now: each indicator's change, in parts that add up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from data.database import Database
from data.seances.frozen import Listed, Payload, listed, read_snapshot
from data.situation import default_situation
from indicators.definition import Adoption
from indicators.findings import Finding
from indicators.findings import as_contract as as_figures
from indicators.french import day
from indicators.situation import Situation
from indicators.snapshots.adoptions import adoption_parts
from indicators.snapshots.parts import Change, as_contract
from indicators.snapshots.rates import rate_parts
from indicators.snapshots.side import Entry, Side, defined_as


def compare(db: Database, before: Payload, after: Payload) -> list[Change]:
    """One change an indicator of either séance, in the order of the second. Payloads are whole."""
    first, last = Side(payload=before), Side(payload=after)
    codes = [*last.entries, *(code for code in first.entries if code not in last.entries)]
    return [_change(db, code, first, last) for code in codes]


def the_one_before(known: list[Listed], situation: Situation) -> Listed | None:
    """The last séance of the same scope that describes an earlier day: one frozen again for the same day is no step."""
    earlier = [
        one
        for one in known
        if dict(one.payload["filters"]) == dict(situation.filters)
        and one.as_of <= situation.as_of
        and one.situation_on < situation.on
    ]
    return max(earlier, key=lambda one: (one.situation_on, one.as_of, one.recorded_at), default=None)


def since_the_last(db: Database, situation: Situation, payload: Payload) -> dict[str, Any] | None:
    """What a new séance keeps of the change since the one before; None when it is the first."""
    found = the_one_before(listed(db), situation)
    return since(db, found, payload) if found else None


def since(db: Database, before: Listed, payload: Payload) -> dict[str, Any]:
    """The change from a frozen séance to a payload, ready for JSON."""
    changes = compare(db, read_snapshot(db, before.id).payload, payload)
    return {
        "id": str(before.id),
        "label": before.label,
        "on": before.situation_on.isoformat(),
        "sha256": before.sha256,
        "changes": [as_contract(change) for change in changes],
    }


def situation_now(db: Database, before: Listed) -> Situation:
    """Now, in the scope and school year of a séance: its usual day, what is known."""
    as_of = db.clock()
    year, on = default_situation(db, school_year=before.school_year, as_of=as_of)
    return Situation(school_year=year, on=on, as_of=as_of, filters=dict(before.payload["filters"]))


def totals(before: Payload, found: Sequence[Finding]) -> list[Change]:
    """The same without the parts, from figures alone: for a territory whose establishments are too many to follow each
    time a page is shown. `before` needs no establishments."""
    first = Side(payload=before).entries
    contracts = (
        as_figures(one, by=None, smallest=1) | {"unit": one.indicator.unit, "unit_one": one.indicator.unit_one}
        for one in found
    )
    told = [_told(first.get(entry["code"]), entry) for entry in contracts if entry["code"] in first]
    return [change for change in told if change.before is not None and change.after is not None]


def _change(db: Database, code: str, first: Side, last: Side) -> Change:
    was, becomes = first.entries.get(code), last.entries.get(code)
    told = _told(was, becomes)
    indicator = defined_as(was) if was else None
    if was is None or becomes is None or indicator is None:
        return replace(told, why_not=_followed_once(was, becomes, first, last))
    if told.before is None or told.after is None:
        return replace(told, why_not=_without_value(told, first, last))
    if isinstance(indicator, Adoption):
        return replace(told, parts=adoption_parts(db, indicator, first, last))
    return replace(told, parts=rate_parts(db, indicator, first, last))


def _told(was: Entry | None, becomes: Entry | None) -> Change:
    known = becomes or was
    assert known is not None
    return Change(
        code=known["code"],
        label=known["label"],
        kind=known["kind"],
        unit=known["unit"],
        unit_one=known.get("unit_one", ""),
        before=_value(was),
        after=_value(becomes),
        high_before=_high(was),
        high_after=_high(becomes),
        month_before=_month(was),
        month_after=_month(becomes),
    )


def _value(entry: Entry | None) -> Fraction | None:
    if entry is None:
        return None
    if entry["kind"] == "adoption":
        return Fraction(entry["yes"])
    return Fraction(int(entry["numerator"]), int(entry["denominator"])) if entry["denominator"] else None


def _high(entry: Entry | None) -> int | None:
    return int(entry["high"]) if entry and entry["kind"] == "adoption" else None


def _month(entry: Entry | None) -> date | None:
    told = entry.get("month") if entry else None
    return date.fromisoformat(f"{told}-01") if told else None


def _followed_once(was: Entry | None, becomes: Entry | None, first: Side, last: Side) -> str:
    if was is None:
        return f"L'indicateur n'était pas encore suivi au {day(first.on)} : rien à comparer."
    if becomes is None:
        return f"L'indicateur n'est plus suivi au {day(last.on)} : rien à comparer."
    return "Cette version du programme ne connaît plus l'indicateur : le changement ne peut pas être expliqué."


def _without_value(told: Change, first: Side, last: Side) -> str:
    when = day(first.on if told.before is None else last.on)
    return f"Aucune valeur n'était connue au {when} : rien à comparer."

"""The change of a rate: the same sum of users over the same sum of accounts, replaced one step after the other.

Accounts weigh, so an establishment has no change of its own that adds up: a step's part is the difference of the rate
of all before and after it. Steps: what was corrected of the first month; who told it late; who left; the next month of
those that told both; what of it is no credible number; who tells one of the two only; who came in. A change of service
is a change of definition whole.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from data.database import Database
from indicators.definition import Rate
from indicators.measure.known import reported_known
from indicators.snapshots.parts import PARTS, Moved, Part, PartCode, State
from indicators.snapshots.side import Record, Side, one_moved, records_of

_ANOMALY = "anomalie"

Reported = Mapping[str, tuple[int, int]]
"""UAI -> (unique users, potential accounts)."""


def rate_parts(db: Database, indicator: Rate, before: Side, after: Side) -> tuple[Part, ...]:
    """The five parts. indicator: as the first séance defined it. Both séances have a value."""
    entries = [side.entries[indicator.code] for side in (before, after)]
    first, last = (records_of(entry) for entry in entries)
    if entries[0]["service"] != entries[1]["service"]:
        return _in_parts([("definition", _reported(first), _reported(last))], first, last)
    month = date.fromisoformat(f"{entries[0]['month']}-01")
    told = reported_known(db, indicator, first.keys(), month=month, as_of=after.as_of)
    return _in_parts(_steps(_reported(first), told, _reported(last), first, last), first, last)


def _steps(
    frozen: Reported, told: Reported, final: Reported, first: Mapping[str, Record], last: Mapping[str, Record]
) -> list[tuple[PartCode, Reported, Reported]]:
    # A month with more users than accounts was told, though it is in no sum.
    corrected = {uai: told[uai] for uai in told if uai in frozen or _is_anomaly(first[uai])}
    staying = {uai: told[uai] for uai in told if uai in last}
    moved_on = {uai: final.get(uai, pair) for uai, pair in staying.items()}
    telling = {uai: pair for uai, pair in final.items() if uai in first}
    credible = {uai: pair for uai, pair in moved_on.items() if not _is_anomaly(last[uai])}
    credible |= {uai: pair for uai, pair in telling.items() if uai not in moved_on and _is_anomaly(first[uai])}
    return [
        ("corrections", frozen, corrected),
        ("new_answers", corrected, told),
        ("directory", told, staying),
        ("real_change", staying, moved_on),
        ("corrections", moved_on, credible),
        ("new_answers", credible, telling),
        ("directory", telling, final),
    ]


def _is_anomaly(record: Record) -> bool:
    return bool(record["state"] == _ANOMALY)


def _in_parts(
    steps: list[tuple[PartCode, Reported, Reported]], first: Mapping[str, Record], last: Mapping[str, Record]
) -> tuple[Part, ...]:
    change: dict[PartCode, Fraction] = dict.fromkeys(PARTS, Fraction(0))
    moved: dict[PartCode, list[Moved]] = {part: [] for part in PARTS}
    value = rate_of(steps[0][1])
    for part, was, becomes in steps:
        # A step that leaves nobody has no rate: the next one carries its change.
        after = rate_of(becomes, otherwise=value)
        change[part] += after - value
        value = after
        for uai in sorted(was.keys() | becomes.keys()):
            if was.get(uai) != becomes.get(uai):
                moved[part].append(_moved(uai, was, becomes, first, last))
    return tuple(Part(part=part, change=change[part], high=None, establishments=tuple(moved[part])) for part in PARTS)


def rate_of(reported: Reported, *, otherwise: Fraction = Fraction(0)) -> Fraction:
    """Sum of users over sum of accounts; `otherwise` without any account."""
    accounts = sum(pair[1] for pair in reported.values())
    return Fraction(sum(pair[0] for pair in reported.values()), accounts) if accounts else otherwise


def _reported(records: Mapping[str, Record]) -> Reported:
    return {
        uai: (int(record["numerator"]), int(record["denominator"]))
        for uai, record in records.items()
        if record["state"] == "relevé"
    }


def _moved(
    uai: str, was: Reported, becomes: Reported, first: Mapping[str, Record], last: Mapping[str, Record]
) -> Moved:
    return one_moved(last.get(uai) or first[uai], _state(uai, was, first), _state(uai, becomes, last))


def _state(uai: str, reported: Reported, expected: Mapping[str, Record]) -> State:
    if uai in reported:
        users, accounts = reported[uai]
        return users / accounts
    if uai not in expected:
        return None
    return _ANOMALY if _is_anomaly(expected[uai]) else "silencieux"

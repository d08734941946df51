"""The change of an adoption, establishment by establishment.

Each is followed along one chain: its state as the first séance had it; that day, under this program's rule; that day,
known at the second one's instant; the second one's day, under the first one's definition; as the second one has it.
Each link belongs to a part, so parts add up whatever happened. Who came in or left is the directory's.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from data.database import Database
from indicators.definition import Adoption
from indicators.measure.adoption import applied_rule
from indicators.measure.known import states_known
from indicators.snapshots.parts import PARTS, Moved, Part, PartCode
from indicators.snapshots.side import Entry, Record, Side, one_moved, records_of

_SILENT = "silencieux"
States = Mapping[str, str]


def adoption_parts(db: Database, indicator: Adoption, before: Side, after: Side) -> tuple[Part, ...]:
    """The five parts. indicator: as the first séance defined it."""
    first, last = (records_of(side.entries[indicator.code]) for side in (before, after))
    found: dict[PartCode, list[Moved]] = {part: [] for part in PARTS}
    for uai in sorted(first.keys() - last.keys()):
        found["directory"].append(one_moved(first[uai], first[uai]["state"], None))
    for uai in sorted(last.keys() - first.keys()):
        found["directory"].append(one_moved(last[uai], None, last[uai]["state"]))
    for uai, part, was, becomes in _links(db, indicator, before, after, first, last):
        found[part].append(one_moved(last[uai], was, becomes))
    return tuple(_part(part, moved) for part, moved in found.items())


def _links(
    db: Database,
    indicator: Adoption,
    before: Side,
    after: Side,
    first: Mapping[str, Record],
    last: Mapping[str, Record],
) -> Iterator[tuple[str, PartCode, str, str]]:
    """(UAI, part, state, next state) of each link along which a state changes."""
    both = sorted(first.keys() & last.keys())
    frozen = {uai: str(first[uai]["state"]) for uai in both}
    again = (
        frozen if _same_rule(indicator, before.entries[indicator.code]) else _known(db, indicator, both, before, before)
    )
    later = _known(db, indicator, both, before, after)
    moved_on = _known(db, indicator, both, after, after)
    same_year = before.school_year == after.school_year
    for uai in both:
        chain = (frozen[uai], again[uai], later[uai], moved_on[uai], str(last[uai]["state"]))
        parts: tuple[PartCode, ...] = (
            "definition",
            _told(again[uai]),
            _passed(later[uai], moved_on[uai], same_year),
            "definition",
        )
        for part, was, becomes in zip(parts, chain, chain[1:], strict=False):
            if was != becomes:
                yield uai, part, was, becomes


def _known(db: Database, indicator: Adoption, uais: list[str], described: Side, knowing: Side) -> States:
    return states_known(db, indicator, uais, school_year=described.school_year, on=described.on, as_of=knowing.as_of)


def _same_rule(indicator: Adoption, entry: Entry) -> bool:
    """Whether this program's rule is the very one that the séance was frozen with."""
    return entry.get("rule_made_from") == applied_rule(indicator).made_from


def _told(state: str) -> PartCode:
    """What was told later of a day already described: of someone silent, or of someone who had answered."""
    return "new_answers" if state == _SILENT else "corrections"


def _passed(state: str, next_state: str, same_year: bool) -> PartCode:
    """What happened from one day to the other. An answer goes when it is withdrawn, or lapses with its school year."""
    if state == _SILENT or (next_state == _SILENT and not same_year):
        return "new_answers"
    return "corrections" if next_state == _SILENT else "real_change"


def _part(part: PartCode, moved: list[Moved]) -> Part:
    return Part(
        part=part,
        change=Fraction(sum((one.after == "oui") - (one.before == "oui") for one in moved)),
        high=sum((one.after in ("oui", _SILENT)) - (one.before in ("oui", _SILENT)) for one in moved),
        establishments=tuple(moved),
    )

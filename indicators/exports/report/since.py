"""What changed since the séance before, in five parts that add up, with every establishment behind them."""

from collections.abc import Iterator
from datetime import date

from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, picture, table, total
from indicators.exports.report.lists import IDENTITY, MOST, REST, elsewhere
from indicators.exports.report.waterfall import drawing, reading, shown_change, shown_value
from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets.changes import NAME as SHEET
from indicators.french import day, number, percent, plural

_PART = Column(label="Part du changement", width=3.0)
_EFFECT = Column(label="Effet", width=1.5, right=True)
_ON_HIGH = Column(label="Effet sur la borne haute", width=1.8, right=True)
_COUNT = Column(label="Établissements", width=1.6, right=True)
_MOVED = (
    *IDENTITY,
    Column(label="Avant", width=REST * 0.5),
    Column(label="Après", width=REST * 0.5),
)
_ABSENT = "non attendu"


def since_blocks(seance: Seance) -> Iterator[Block]:
    """Nothing for a first séance but the sentence that says so."""
    yield heading("Ce qui a changé depuis la séance précédente", apart=True)
    since = seance.since
    if since is None:
        yield paragraph("Aucune séance précédente n'est gardée avec celle-ci : il n'y a rien à comparer.")
        return
    on = day(date.fromisoformat(since["on"]))
    yield paragraph(f"Séance précédente : {since['label']}, situation au {on}, empreinte {since['sha256'][:16]}…")
    for change in since["changes"]:
        yield from _change(seance, change)


def _change(seance: Seance, change: Entry) -> Iterator[Block]:
    labels = {entry["code"]: entry["label"] for entry in seance.indicators}
    yield heading(labels.get(change["code"]) or change.get("label") or change["code"], 2)
    yield paragraph(change["sentence"], "strong")
    if not change["parts"]:
        return
    yield picture(drawing(change), reading(change), "Valeur d'avant, effet de chaque part, valeur d'après.")
    yield _parts(change)
    count = sum(len(part["establishments"]) for part in change["parts"])
    if count > MOST:
        yield paragraph(f"{plural(count, 'établissement')} derrière ces parts. {elsewhere(SHEET)}")
        return
    for part in change["parts"]:
        if moved := part["establishments"]:
            # A table a part: its name in a cell of each row would be a fifth more cells to lay out.
            yield table(
                f"{part['label']} : {plural(len(moved), 'établissement')}", _MOVED, map(_moved, moved), size=7.0
            )


def _parts(change: Entry) -> Block:
    """Each part, and their sum. A rate has no high bound to move."""
    bounded = change["high_before"] is not None and change["high_after"] is not None
    rows = [_part(change, part, bounded=bounded) for part in change["parts"]]
    columns = [_PART, _EFFECT, *[_ON_HIGH] * bounded, _COUNT]
    return table("Les cinq parts du changement", columns, [*rows, _total(change, bounded=bounded)])


def _part(change: Entry, part: Entry, *, bounded: bool) -> list[Cell]:
    high = [shown_change(change, part["high"])] if bounded else []
    effect = shown_change(change, part["change"], part)
    return [part["label"], effect, *high, number(len(part["establishments"]))]


def _total(change: Entry, *, bounded: bool) -> list[Cell]:
    before, after = shown_value(change, change["before"]), shown_value(change, change["after"])
    effect = change.get("shown_total") or shown_change(change, change["after"] - change["before"])
    high = [shown_change(change, change["high_after"] - change["high_before"])] if bounded else []
    count = sum(len(part["establishments"]) for part in change["parts"])
    return [total(cell) for cell in (f"Total : de {before} à {after}", effect, *high, number(count))]


def _moved(one: Entry) -> list[Cell]:
    return [one["uai"], one["name"], one["commune"], _state(one["before"]), _state(one["after"])]


def _state(value: str | float | None) -> str:
    if value is None:
        return _ABSENT
    return value if isinstance(value, str) else percent(value)

"""An indicator by type and by EPCI: bars from the least to the most, the masked groups said."""

from collections.abc import Sequence
from typing import Any

from indicators.exports.seance import Entry, Seance, is_rate
from indicators.exports.sheets.groups import share
from indicators.exports.slides.charts import COLOURS, WHITE, Bars, bar_chart
from indicators.exports.slides.deck import Deck
from indicators.exports.slides.fitting import Room
from indicators.exports.slides.tables import Grid, add_table, parts
from indicators.french import number, percent
from indicators.situation import GROUPS

Line = dict[str, Any]
SHOWN = {"type": "par type", "epci": "par EPCI"}
MASKED = "masqué"
_LEAST, _MORE = "Au moins", "Avec les silencieux, au plus"
_MOST_ROWS, _LINE, _GAP = 10, 500_000, 110_000
_MOST_SLIDES = 12  # of one indicator and group: beyond, nobody turns them
_NEARLY_ALL = 0.7
_LABELLED = 0.08  # share of a bar that can hold its number


def add_groups(deck: Deck, seance: Seance, entry: Entry) -> None:
    """A slide for each way to group that has lines, or several: all lines are there, or none and where they are."""
    for group, said in SHOWN.items():
        lines = entry["groups"].get(group) or []
        shown = [line for line in lines if share(entry, line) is not None]
        others = [line for line in lines if share(entry, line) is None]
        if len(lines) > _MOST_SLIDES * _MOST_ROWS:
            _say_where(deck, entry, said, len(lines))
            continue
        for place, page in enumerate(parts([*shown, *others], _MOST_ROWS)):
            title = f"{entry['short_label']} {said}" + " (suite)" * bool(place)
            _add(deck, seance, entry, group, title, page)


def _say_where(deck: Deck, entry: Entry, said: str, count: int) -> None:
    slide = deck.slide(f"{entry['short_label']} {said}")
    where = f"{number(count)} groupes : ils sont tous dans le classeur de la séance, feuille de cet indicateur."
    deck.line(slide, deck.room, where)


def _add(deck: Deck, seance: Seance, entry: Entry, group: str, title: str, lines: Sequence[Line]) -> None:
    slide = deck.slide(title)
    room = deck.room
    drawn = [line for line in lines if share(entry, line) is not None]
    width = int(room.width * 0.46) if drawn else 0
    tall = room.height - _LINE
    if drawn:
        _chart(slide, Room(room.left, room.top, width - _GAP, tall), entry, drawn)
    left = room.left + width
    add_table(slide, Room(left, room.top, room.width - width, tall), _table(entry, group, lines))
    deck.line(slide, Room(room.left, room.top + tall, room.width, _LINE), _note(seance, entry, lines))


def _chart(slide: Any, room: Room, entry: Entry, drawn: Sequence[Line]) -> None:
    pairs = [_bounds(entry, line) for line in drawn]
    wide = [place for place, (low, _) in enumerate(pairs) if low >= _LABELLED]
    bar_chart(
        slide,
        room,
        [line["value"] for line in drawn],
        [
            Bars(
                name=_LEAST,
                values=[low for low, _ in pairs],
                colour=COLOURS.strong,
                labels={place: percent(pairs[place][0], 0) for place in wide},
                ink=WHITE,
            ),
            Bars(name=_MORE, values=[high - low for low, high in pairs], colour=COLOURS.muted, fill="hatched"),
        ],
        number_format="0%",
        y_title="Part des comptes" if is_rate(entry) else "Part des établissements attendus",
        said=_said(entry, drawn),
        lying=True,
        most=1.0 if max(high for _, high in pairs) > _NEARLY_ALL else None,
    )


def _bounds(entry: Entry, line: Line) -> tuple[float, float]:
    """Shares: the least and the most."""
    if is_rate(entry):
        return line["low"], line["high"] if line["high"] is not None else line["low"]
    return line["yes"] / line["expected"], (line["yes"] + line["silent"]) / line["expected"]


def _table(entry: Entry, group: str, lines: Sequence[Line]) -> Grid:
    asked = ("Utilisateurs", "Comptes") if is_rate(entry) else ("Oui", "Silencieux")
    header = (GROUPS.get(group, group), *asked, "Attendus", "Au moins", "Au plus")
    rows = [_row(entry, line) for line in lines]
    return Grid(header, rows, (1, 0, 0, 0, 0, 0), "Les nombres de chaque groupe.", numbers=range(1, 6))


def _row(entry: Entry, line: Line) -> list[str]:
    counts = [line["numerator"], line["denominator"]] if is_rate(entry) else [line["yes"], line["silent"]]
    if line["masked"]:
        return [line["value"], MASKED, "", number(line["expected"]), MASKED, MASKED]
    if share(entry, line) is None:
        return [line["value"], "", "", number(line["expected"]), "", ""]
    low, high = _bounds(entry, line)
    shown = ["" if count is None else number(count) for count in counts]
    return [line["value"], *shown, number(line["expected"]), percent(low), percent(high)]


def _note(seance: Seance, entry: Entry, lines: Sequence[Line]) -> str:
    what = (
        "Plein : taux sur les comptes connus au moins ; hachures : ce que les silencieux peuvent ajouter."
        if is_rate(entry)
        else "Plein : oui connus ; hachures : silencieux, qui peuvent être favorables ou non."
    )
    if not any(line["masked"] for line in lines):
        return what
    return f"{what} Masqué : groupe de moins de {number(seance.smallest)}, ou qui en protège un autre."


def _said(entry: Entry, drawn: Sequence[Line]) -> str:
    told = [
        f"{line['value']} : de {percent(low, 0)} à {percent(high, 0)}"
        for line in drawn
        for low, high in [_bounds(entry, line)]
    ]
    return f"Barres, au moins et au plus. {' ; '.join(told)}. Les nombres sont dans le tableau à droite."

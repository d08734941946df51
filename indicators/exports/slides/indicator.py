"""The slide of one indicator: its verdict as title, its chart, the numbers beside, what the committee says of it."""

from collections.abc import Iterator

from indicators.exports.amounts import bounds, known, said
from indicators.exports.inert import paragraphs
from indicators.exports.seance import Entry, Seance, day_of, is_growth, is_rate, verdict_text
from indicators.exports.slides import adoption, rate
from indicators.exports.slides.deck import Deck, Text
from indicators.exports.slides.drawn import Drawn
from indicators.exports.slides.fitting import INCH, Room
from indicators.exports.slides.tables import Grid, add_table, fits, parts, rows_that_fit
from indicators.french import day, month, number, percent

JUDGEMENT = "Avis du comité"
_LINE, _GAP = 400_000, 110_000  # EMU
_TABLE_WHEN_JUDGED = 0.68  # share of the height
_LEFT = 0.64  # share of the width that the chart has


def add_indicator(deck: Deck, seance: Seance, entry: Entry) -> None:
    """One slide; what the committee says and the numbers of the chart have their own when they do not fit."""
    drawn = rate.drawn(seance, entry) if is_rate(entry) else adoption.drawn(seance, entry)
    slide = deck.slide(entry["sentence"], notes=_notes(entry))
    room = deck.room
    deck.line(slide, Room(room.left, room.top, room.width, _LINE), entry["label"], strong=True)
    top, tall = room.top + _LINE, room.height - _LINE
    left = Room(room.left, top, int(room.width * _LEFT), tall)
    right = Room(left.left + left.width + _GAP, top, room.width - left.width - _GAP, tall)
    judgement = [Text(JUDGEMENT, strong=True), *(Text(line) for line in paragraphs(seance.judgement(entry["code"])))]
    is_judged = len(judgement) > 1
    short = Room(right.left, right.top, right.width, int(tall * _TABLE_WHEN_JUDGED))
    numbers = _numbers(entry)
    used = add_table(slide, short if is_judged and fits(short, numbers) else right, numbers)
    under = Room(right.left, used.top + _GAP // 2, right.width, right.top + tall - used.top - _GAP // 2)
    left_over = deck.words(slide, under, judgement) if is_judged else []
    tabled = drawn is not None and _across(left, drawn)
    if drawn:
        height = tall - int(_table_height(drawn)) if tabled else tall
        drawn.draw(slide, Room(left.left, left.top, left.width, height))
        if tabled:
            place = Room(left.left, left.top + height + _GAP // 2, left.width, tall - height - _GAP // 2)
            add_table(slide, place, _turned(drawn))
    else:
        deck.words(slide, left, [Text("Rien à dessiner : aucune valeur n'est connue.")])
    if left_over:
        deck.texts(f"{JUDGEMENT} : {entry['short_label']}", left_over[1:])
    if drawn and not tabled:
        _add_rows(deck, entry, drawn)


def _across(left: Room, drawn: Drawn) -> bool:
    """Whether the numbers of the chart hold under it."""
    return len(drawn.columns) * drawn.column_width + 1.3 * INCH <= left.width


def _table_height(drawn: Drawn) -> float:
    return (len(drawn.rows) + 1) * 0.29 * INCH + _GAP


def _turned(drawn: Drawn) -> Grid:
    columns = range(1, len(drawn.columns) + 1)
    shares = [1.3 * INCH, *[drawn.column_width] * len(drawn.columns)]
    rows = [[name, *values] for name, values in drawn.rows]
    return Grid([drawn.head, *drawn.columns], rows, shares, "Les nombres du graphique.", numbers=columns)


def _add_rows(deck: Deck, entry: Entry, drawn: Drawn) -> None:
    """A slide, or several, with a row a point."""
    rows = list(zip(drawn.columns, *(values for _, values in drawn.rows), strict=True))
    for page in parts(rows, rows_that_fit(deck.room)):
        slide = deck.slide(f"{entry['short_label']} : les nombres du graphique")
        header = [drawn.head, *(name for name, _ in drawn.rows)]
        columns = range(1, len(header))
        add_table(
            slide, deck.room, Grid(header, page, [1.0] * len(header), "Les nombres du graphique.", numbers=columns)
        )


def _numbers(entry: Entry) -> Grid:
    rows = [("Verdict", verdict_text(entry)), *_known(entry), *_aimed(entry)]
    rows.append(("Définition", f"version {entry['definition_version']}"))
    return Grid(("Repère", "Valeur"), rows, (1.15, 1.0), f"Les nombres de l'indicateur : {entry['short_label']}.")


def _known(entry: Entry) -> Iterator[tuple[str, str]]:
    sure = known(entry)
    low, high = bounds(entry)
    if is_rate(entry):
        yield from _reported(entry)
    else:
        yield "Connu (oui)", said(entry, sure or 0.0)
    if low is not None and high is not None:
        yield "Au moins", said(entry, low)
        yield "Au plus", said(entry, high)
    if not is_rate(entry):
        yield "Partiel", number(entry["partial"])
        yield "Non", number(entry["no"])
    answers = "Relevés" if is_rate(entry) else "Réponses"
    yield answers, f"{number(entry['answered'])} sur {number(entry['expected'])}"
    yield "Silencieux", number(entry["silent"])


def _reported(entry: Entry) -> Iterator[tuple[str, str]]:
    at = day_of(f"{entry['month']}-01") if entry["month"] else None
    yield "Mois", month(at) if at else "aucun mois complet"
    if entry["value"] is not None:
        yield "Taux", percent(entry["value"])
    if entry["same_month_last_year"] is not None:
        yield "Un an avant", percent(entry["same_month_last_year"])
    grown = known(entry)
    if is_growth(entry) and grown is not None:
        yield "Hausse sur un an", said(entry, grown)


def _aimed(entry: Entry) -> Iterator[tuple[str, str]]:
    due = day_of(entry["due_on"])
    if entry["target"] is None or due is None:
        yield "Cible", "aucune"
        return
    if entry["expected_today"] is not None:
        yield "Attendu à ce jour", said(entry, entry["expected_today"])
    for on, value in entry.get("milestones") or []:
        at = day_of(on)
        yield f"Jalon du {day(at) if at else ''}", said(entry, value)
    yield f"Cible au {day(due)}", said(entry, entry["target"])


def _notes(entry: Entry) -> str:
    """What a speaker may be asked."""
    return f"{entry['label']}\n{entry['question']}\nRègle (version {entry['definition_version']}) : {entry['rule']}"

"""« Ce qui a changé »: since the séance before, each indicator's change in five parts, and who is behind each."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from openpyxl.worksheet.pagebreak import Break

from indicators.exports.charts import waterfall_chart
from indicators.exports.page import Block, Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets.establishments import NAMED
from indicators.exports.sheets.indicator import CHART_ROWS, part
from indicators.exports.styles import EXACT, GAP, LEVEL, PERCENT, SHORT, TEXT, WHOLE
from indicators.french import day, long_day, number

NAME = "Ce qui a changé"
NOT_EXPECTED = "pas attendu"
WATERFALL = (
    Column("Étape", TEXT, 36),
    Column("Changement exact", GAP, 13),
    Column("Affiché", SHORT, 14),
    Column("Niveau atteint", WHOLE, 15),
    Column("Changement de la borne haute", GAP, 20),
    Column("Établissements derrière", WHOLE, 24),
    Column("Socle (invisible)", WHOLE, 24),
    Column("Hausse", WHOLE, 13),
    Column("Baisse", WHOLE, 13),
    Column("Sous zéro", WHOLE, 11),
    Column("Valeur", WHOLE, 11),
    Column("Légende du graphique", TEXT, 34),
)
BEHIND = (
    Column("Établissement", TEXT),
    Column("UAI", SHORT),
    Column("Type", TEXT),
    Column("Commune", TEXT),
    Column("Indicateur", TEXT),
    Column("Part du changement", TEXT),
    Column("Avant", SHORT),
    Column("Après", SHORT),
)
_LIVE = (
    "Dans chaque tableau, le niveau, le total et les six dernières colonnes sont des formules : le graphique suit les cellules. "
    "Les cinq parts s'additionnent exactement. « Affiché » est le nombre de la phrase, figé : les parts d'un taux y sont "
    "arrondies ensemble, pour que ce qu'on lit s'additionne aussi."
)


def fill_changes(page: Page, seance: Seance, since: Entry) -> None:
    """A table and its chart an indicator, then all the establishments behind each part."""
    page.widths(column.width or 10 for column in WATERFALL)
    row = page.heading(_title(since), len(WATERFALL), notes=[_LIVE, NAMED])
    for change in since["changes"]:
        row = _change(page, seance, since, change, row)
    _behind(page, seance, since, row)
    page.finish(freeze="A3", titles="1:2")


def contents(since: Entry) -> str:
    """One line on this sheet."""
    before = long_day(_on(since))
    return f"Depuis la séance du {before} : le changement en cinq parts, et les établissements derrière. Nominatif."


def _title(since: Entry) -> str:
    return f"Qu'est-ce qui a changé depuis « {since['label']} » (situation au {day(_on(since))}) ?"


def _on(since: Entry) -> date:
    return date.fromisoformat(since["on"])


def _change(page: Page, seance: Seance, since: Entry, change: Entry, row: int) -> int:
    """One indicator. Returns the row where the next may start."""
    if page.sheet.row_breaks.brk or row > CHART_ROWS:
        page.sheet.row_breaks.append(Break(id=row - 1))
    row = part(page, row, _label(seance, change))
    page.paragraph(row, change["sentence"], len(WATERFALL))
    if not change["parts"]:
        return row + 2
    block, below = _waterfall(page, seance, since, change, row + 1)
    chart = waterfall_chart(
        page.sheet,
        title=change["sentence"],
        subtitle=f"Du {day(_on(since))} au {day(seance.on)}",
        rate=change["kind"] == "rate",
        header=block.header,
        rows=(block.first, block.last),
        below=below,
    )
    page.sheet.add_chart(chart, f"A{block.last + 2}")
    return block.last + 2 + CHART_ROWS


def _waterfall(page: Page, seance: Seance, since: Entry, change: Entry, row: int) -> tuple[Block, bool]:
    """The table under that row, and whether it goes below zero on its way. A rate is in points and %, not in ratios."""
    scale, level_style, gap_style = (100, LEVEL, EXACT) if change["kind"] == "rate" else (1, WHOLE, GAP)
    parts = change["parts"]
    gaps = [round(one["change"] * scale, 10) for one in parts]
    levels = [round(level, 10) for level in accumulate(gaps, initial=change["before"] * scale)]
    block = page.table(row, WATERFALL, [[f"Au {day(_on(since))}"], *([one["label"]] for one in parts), ["Total"]])
    page.put(block.last, 1, f"Total, au {day(seance.on)}", TEXT)
    for at, (one, gap) in enumerate(zip(parts, gaps, strict=True), start=block.first + 1):
        page.put(at, 2, gap, gap_style)
        page.put(at, 3, one["shown"], SHORT)
        page.put(at, 5, one["high"], GAP)
        page.put(at, 6, len(one["establishments"]), WHOLE)
        page.formula(at, 4, f"=D{at - 1}+B{at}", levels[at - block.first], level_style)
        _bar(page, at, levels[at - block.first - 1], levels[at - block.first], level_style)
    _ends(page, block, change, levels, (level_style, gap_style))
    _captions(page, block, change["shown_after"])
    return block, min(levels) < 0


def _ends(page: Page, block: Block, change: Entry, levels: list[float], styles: tuple[str, str]) -> None:
    """The first row, and the total."""
    level_style, gap_style = styles
    first, last, inside = block.first, block.last, f"{block.first + 1}:{{0}}{block.last - 1}"
    page.put(first, 3, change["shown_before"], SHORT)
    page.put(last, 3, change["shown_total"], SHORT)
    page.put(first, 4, levels[0], level_style)
    page.formula(last, 4, f"=D{last - 1}", levels[-1], level_style)
    page.formula(last, 2, f"=SUM(B{inside.format('B')})", round(levels[-1] - levels[0], 10), gap_style)
    if change["high_before"] is not None and change["high_after"] is not None:
        page.formula(last, 5, f"=SUM(E{inside.format('E')})", sum(one["high"] or 0 for one in change["parts"]), GAP)
    page.formula(
        last, 6, f"=SUM(F{inside.format('F')})", sum(len(one["establishments"]) for one in change["parts"]), WHOLE
    )
    for at, level in ((first, levels[0]), (last, levels[-1])):
        page.formula(at, 11, f"=D{at}", level, level_style)
    for at in (first, last):
        for column in (*range(7, 11), *([2, 5, 6] if at == first else [])):
            page.put(at, column, None, WHOLE)


def _captions(page: Page, block: Block, after: str) -> None:
    """« Corrections : −4 » under each column of the chart: the numbers of the sentence. after: what the last one shows."""
    for at in range(block.first, block.last + 1):
        told, shown = (page.sheet.cell(at, column).value for column in (1, 3))
        if at < block.last:
            page.formula(at, 12, f'=A{at}&" : "&C{at}', f"{told} : {shown}", TEXT)
        else:
            page.formula(at, 12, f'=A{at}&" : {after}"', f"{told} : {after}", TEXT)


def _bar(page: Page, at: int, was: float, becomes: float, style: str) -> None:
    """Where the bar of a part stands: on an invisible base, above zero, and below it."""
    low, high = f"MIN(D{at - 1},D{at})", f"MAX(D{at - 1},D{at})"
    least, most = min(was, becomes), max(was, becomes)
    above, below = max(0.0, most) - max(0.0, least), min(0.0, least) - min(0.0, most)
    page.formula(at, 7, f"=MAX(0,{low})+MIN(0,{high})", max(0.0, least) + min(0.0, most), style)
    tall = f"MAX(0,{high})-MAX(0,{low})"
    page.formula(at, 8, f"=IF(B{at}>0,{tall},0)", above if becomes > was else 0.0, style)
    page.formula(at, 9, f"=IF(B{at}<0,{tall},0)", above if becomes < was else 0.0, style)
    page.formula(at, 10, f"=MIN(0,{low})-MIN(0,{high})", below, style)
    page.put(at, 11, None, style)


def _behind(page: Page, seance: Seance, since: Entry, row: int) -> None:
    rows = list(_moved(seance, since))
    page.sheet.row_breaks.append(Break(id=row - 1))
    row = part(page, row, f"Les établissements derrière chaque part ({number(len(rows))})")
    block = page.long_table(row, BEHIND, rows, len(rows))
    page.filtered(block, len(BEHIND))


def _moved(seance: Seance, since: Entry) -> Iterator[list[Value | Styled]]:
    for change in since["changes"]:
        name = _label(seance, change, "short_label")
        for one in change["parts"]:
            for moved in one["establishments"]:
                identity = [moved["name"], moved["uai"], moved["type"], moved["commune"]]
                states = [_state(moved["before"]), _state(moved["after"])]
                yield [*identity, name, one["label"], *states]


def _state(state: str | float | None) -> Value | Styled:
    if state is None:
        return NOT_EXPECTED
    return state if isinstance(state, str) else Styled(state, PERCENT)


def _label(seance: Seance, change: Entry, key: str = "label") -> str:
    """An indicator that is followed no more has its label in the change, if it was kept."""
    found = (entry[key] for entry in seance.indicators if entry["code"] == change["code"])
    return str(next(found, change.get("label", change["code"])))

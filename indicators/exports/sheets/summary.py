"""« Sommaire »: what this file is, what it describes, and what is on each sheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.exports.inert import paragraphs
from indicators.exports.page import Page
from indicators.exports.seance import DEMONSTRATION, Seance
from indicators.exports.sheets.indicator import JUDGEMENT
from indicators.exports.styles import HEADER, SECTION, TEXT
from indicators.french import day, instant

COLUMNS = 2
_LONGEST = 1_500  # characters of one row: it must stay under the tallest row there is


def fill_summary(page: Page, seance: Seance, sheets: Sequence[tuple[str, str]]) -> None:
    """sheets: (name, one line on it)."""
    page.widths((34, 104))
    row = page.heading(seance.label, COLUMNS)
    for key, text in _facts(seance):
        row = page.pair(row, key, text)
    row = _comment(page, row + 1, seance)
    row = _judgements(page, row + 1, seance)
    row = _sheets(page, row + 1, sheets)
    page.pair(row + 1, "Empreinte de la séance (sha256)", seance.snapshot.sha256)
    page.finish(freeze="A3", titles="1:2")


def _facts(seance: Seance) -> Iterator[tuple[str, str]]:
    yield "Situation décrite", seance.situation
    yield "Territoire", f"{seance.payload['territory']} ({seance.payload['academie']})"
    yield "Année scolaire", seance.payload["school_year"]
    yield "Périmètre", seance.scope
    yield "Ce que l'on savait le", instant(seance.known_on)
    yield "Séance précédente", _before(seance)
    if seance.demonstration:
        yield "Démonstration", DEMONSTRATION


def _before(seance: Seance) -> str:
    since = seance.since
    return (
        f"{since['label']}, situation au {day(date.fromisoformat(since['on']))}"
        if since
        else "Aucune n'est comparée à celle-ci."
    )


def _comment(page: Page, row: int, seance: Seance) -> int:
    """Apart from the numbers: it is what the committee says of them."""
    page.put(row, 1, "Commentaire du comité", SECTION)
    pieces = _pieces(seance.snapshot.comment)
    for at, text in enumerate(pieces or ["Aucun commentaire."], start=row + 1):
        page.paragraph(at, text, COLUMNS, TEXT)
    return row + 1 + max(len(pieces), 1)


def _judgements(page: Page, row: int, seance: Seance) -> int:
    """What the committee said since, of the whole and of each indicator. Nothing when it said nothing."""
    of = [("", "La séance"), *((entry["code"], entry["label"]) for entry in seance.indicators)]
    said = [(label, piece) for code, label in of for piece in _pieces(seance.judgement(code))]
    if not said:
        return row - 1
    page.put(row, 1, JUDGEMENT, SECTION)
    row += 1
    for label, piece in said:
        row = page.pair(row, label, piece)
    return row


def _pieces(text: str) -> list[str]:
    """Its lines, cut where one would not fit a row."""
    lines = paragraphs(text)
    return [line[start : start + _LONGEST] for line in lines for start in range(0, len(line), _LONGEST)]


def _sheets(page: Page, row: int, sheets: Sequence[tuple[str, str]]) -> int:
    page.put(row, 1, "Feuille", HEADER)
    page.put(row, 2, "Ce qu'on y trouve", HEADER)
    for at, (name, text) in enumerate(sheets, start=row + 1):
        page.link(at, 1, name, name)
        page.put(at, 2, text, TEXT)
        page.fit(at, [(text, page.width(2, 2))])
    return row + 1 + len(sheets)

"""The sheet of an establishment as one page to print: an HTML document that needs nothing else, and runs nothing."""

from datetime import datetime

from data.settings import Settings
from indicators.establishments import sheet_words as words
from indicators.establishments.sheet import Sheet
from indicators.exports.establishment_sheet import parts
from indicators.exports.establishment_sheet.markup import element, text
from indicators.exports.establishment_sheet.style import STYLE
from indicators.exports.seance import DEMONSTRATION
from indicators.french import instant

# Whoever opens the file is told nothing to fetch and nothing to run, whatever its texts hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def sheet_document(sheet: Sheet, settings: Settings, *, known_at: datetime, demonstration: bool = False) -> bytes:
    """The HTML document, A4 upright, one page. known_at: the knowledge time, in the territory's zone."""
    who = sheet.identity
    body = [
        parts.head(sheet, settings, demonstration=demonstration),
        element("p", text(words.answer(sheet), most=190), class_="answer"),
        element("div", parts.who(sheet), parts.place(sheet), class_="side"),
        parts.standings(sheet),
        parts.timeline(sheet),
        element("div", parts.use(sheet), parts.peers(sheet), class_="halves"),
        parts.actions(sheet),
        parts.answers(sheet),
        element("footer", text(_foot(settings, known_at, demonstration=demonstration), most=300)),
    ]
    title = text(f"{who.name} ({who.uai}) · {words.situation(sheet)}", most=150)
    document = (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    return (document + "\n".join(filter(None, body)) + "\n</body>\n</html>\n").encode("utf-8")


def _foot(settings: Settings, known_at: datetime, *, demonstration: bool) -> str:
    known = f"Gouvernail · {settings.territory_name} · {settings.academie} · ce que l'on savait le {instant(known_at)}."
    return f"{known} {DEMONSTRATION}" if demonstration else known

"""A séance as a workbook with native charts. The séance alone gives it: no database, no clock."""

import re
from collections.abc import Sequence

from openpyxl import Workbook

from indicators.exports.archive import as_bytes
from indicators.exports.inert import one_line
from indicators.exports.page import SUMMARY, Page
from indicators.exports.seance import Entry, Seance, is_rate, read_seance, verdict_text
from indicators.exports.sheets import establishments, method, silent, sources, synthesis
from indicators.exports.sheets.adoption import fill_adoption
from indicators.exports.sheets.rate import fill_rate
from indicators.exports.sheets.summary import fill_summary
from indicators.exports.styles import add_styles
from indicators.french import number
from indicators.snapshots.freeze import Snapshot

_FIXED = (SUMMARY, synthesis.NAME, establishments.NAME, silent.NAME, method.NAME, sources.NAME)
_LONGEST_NAME = 31  # Excel's limit
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")


def workbook_bytes(snapshot: Snapshot) -> bytes:
    """The .xlsx file of a séance, the same to the byte each time it is exported."""
    seance = read_seance(snapshot)
    book = _new_book(seance)
    names = sheet_names(seance.indicators)
    summary = Page(book, seance, SUMMARY)
    synthesis.fill_synthesis(Page(book, seance, synthesis.NAME), seance)
    for entry in seance.indicators:
        fill = fill_rate if is_rate(entry) else fill_adoption
        fill(Page(book, seance, names[entry["code"]]), seance, entry)
    establishments.fill_establishments(Page(book, seance, establishments.NAME), seance)
    silent.fill_silent(Page(book, seance, silent.NAME), seance)
    method.fill_method(Page(book, seance, method.NAME), seance)
    sources.fill_sources(Page(book, seance, sources.NAME), seance)
    fill_summary(summary, seance, _contents(seance, names))
    return as_bytes(book, stamped=snapshot.as_of)


def sheet_names(entries: Sequence[Entry]) -> dict[str, str]:
    """Code -> sheet name: legal in Excel, and told apart from the others whatever the case."""
    taken = {name.casefold() for name in _FIXED} | {"history"}  # a name that Excel keeps for itself
    names = {}
    for entry in entries:
        legal = _ILLEGAL.sub(" ", one_line(entry["short_label"]))
        wanted = " ".join(legal.split()).strip("'")[:_LONGEST_NAME].rstrip("' ") or "Indicateur"
        name, number_of = wanted, 1
        while name.casefold() in taken:
            number_of += 1
            name = f"{wanted[: _LONGEST_NAME - 4]} ({number_of})"
        taken.add(name.casefold())
        names[entry["code"]] = name
    return names


def _new_book(seance: Seance) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Gouvernail"
    book.properties.title = one_line(f"{seance.label} - {seance.situation}")
    book.properties.language = "fr-FR"
    add_styles(book)
    return book


def _contents(seance: Seance, names: dict[str, str]) -> list[tuple[str, str]]:
    """(sheet, one line on it), in the order of the workbook."""
    quiet, expected = len(silent.silent_schools(seance)), len(seance.schools)
    return [
        (synthesis.NAME, "Une ligne par indicateur : verdict, valeur connue, bornes, cible, rythme, réponses."),
        *((names[entry["code"]], f"{verdict_text(entry)}. {entry['question']}") for entry in seance.indicators),
        (
            establishments.NAME,
            f"Les {number(expected)} établissements attendus : état, ce qui manque, source. Nominatif.",
        ),
        (silent.NAME, f"Les {number(quiet)} établissements à relancer, et pour quels indicateurs. Nominatif."),
        (method.NAME, "Définitions, cibles et motifs, bornes, rythme, verdicts, petits groupes masqués."),
        (sources.NAME, f"Les {number(len(seance.payload['batches']))} fichiers reçus, avec leur empreinte."),
    ]

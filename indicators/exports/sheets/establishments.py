"""« Établissements »: one row each, all of them, with the state and the source for every indicator."""

from collections.abc import Iterable

from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, Record, School, Seance, day_of, is_rate, source
from indicators.exports.styles import DAY, HEADER, PERCENT, SHORT, TEXT, WHOLE

NAME = "Établissements"
NAMED = "Feuille nominative, pour le travail du comité : à retirer avant toute diffusion publique."
NOT_ASKED = "non concerné"
IDENTITY = (
    Column("UAI", SHORT, 11),
    Column("Établissement", TEXT, 36),
    Column("Type", TEXT, 12),
    Column("Secteur", SHORT, 10),
    Column("Commune", TEXT, 19),
    Column("EPCI", TEXT, 26),
)
ADOPTION = (
    Column("État", SHORT, 14.5),
    Column("Ce qui manque", TEXT, 30),
    Column("Réponse du", DAY, 12),
    Column("Source", TEXT, 32),
)
RATE = (
    Column("État", SHORT, 14.5),
    Column("Utilisateurs", WHOLE, 13),
    Column("Comptes", WHOLE, 11),
    Column("Taux", PERCENT, 9),
    Column("Source", TEXT, 32),
)


def fill_establishments(page: Page, seance: Seance) -> None:
    """Every expected establishment, in the order of the séance."""
    columns = [*IDENTITY, *(column for entry in seance.indicators for column in _columns(entry))]
    page.widths(column.width or 10 for column in columns)
    title = f"Que sait-on de chacun des {len(seance.schools)} établissements attendus ?"
    row = page.heading(title, 8, notes=[NAMED])
    _bands(page, row, seance.indicators)
    block = page.long_table(
        row + 1, columns, (_row(school, seance.indicators) for school in seance.schools), len(seance.schools)
    )
    page.filtered(block, len(columns))
    page.finish(freeze=f"C{block.first}", titles=f"{row}:{block.header}", large=True)


def identity(school: School) -> list[Value | Styled]:
    """The first six cells of a row."""
    return [school.uai, school.name, school.type, school.sector, school.commune, school.epci]


def _columns(entry: Entry) -> tuple[Column, ...]:
    return RATE if is_rate(entry) else ADOPTION


def _bands(page: Page, row: int, entries: Iterable[Entry]) -> None:
    """The indicators' names above their columns."""
    page.put(row, 1, "Établissement", HEADER)
    page.merge(row, 1, len(IDENTITY))
    first = len(IDENTITY) + 1
    for entry in entries:
        last = first + len(_columns(entry)) - 1
        page.put(row, first, entry["short_label"], HEADER)
        page.merge(row, first, last)
        first = last + 1
    page.sheet.row_dimensions[row].height = 20


def _row(school: School, entries: Iterable[Entry]) -> list[Value | Styled]:
    cells = identity(school)
    for entry in entries:
        record = school.records.get(entry["code"])
        if record is None:
            cells += [NOT_ASKED, *[None] * (len(_columns(entry)) - 1)]
        else:
            cells += _rate(record) if is_rate(entry) else _adoption(record)
    return cells


def _adoption(record: Record) -> list[Value | Styled]:
    return [record["state"], ", ".join(record["missing"]), day_of(record["answered_on"]), source(record)]


def _rate(record: Record) -> list[Value | Styled]:
    users, accounts = record["numerator"], record["denominator"]
    return [
        record["state"],
        users,
        accounts,
        users / accounts if accounts and users is not None else None,
        source(record),
    ]

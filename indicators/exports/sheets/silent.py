"""« Silencieux »: the establishments to chase, and for which indicators."""

from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import School, Seance
from indicators.exports.sheets.establishments import IDENTITY, NAMED, identity
from indicators.exports.styles import SHORT, WHOLE
from indicators.french import number, plural

NAME = "Silencieux"
SILENT = "silencieux"
_WIDTH = 19


def silent_schools(seance: Seance) -> list[School]:
    """Those of which nothing is known for one indicator at least."""
    return [school for school in seance.schools if any(_is_silent(school, code) for code in school.records)]


def fill_silent(page: Page, seance: Seance) -> None:
    """Every silent establishment, in the order of the séance."""
    columns = [*IDENTITY, Column("Indicateurs sans réponse", WHOLE, 15)]
    columns += [Column(entry["short_label"], SHORT, _WIDTH) for entry in seance.indicators]
    page.widths(column.width or 10 for column in columns)
    found = silent_schools(seance)
    row = page.heading(_title(len(found), len(seance.schools)), len(columns), notes=[_by_indicator(seance), NAMED])
    block = page.long_table(row, columns, (_row(school, seance) for school in found), len(found))
    page.filtered(block, len(columns))
    page.finish(freeze=f"C{block.first}", titles=f"{block.header}:{block.header}")


def _title(count: int, expected: int) -> str:
    if count == 0:
        return f"Aucun silencieux parmi les {number(expected)} établissements attendus"
    silent = plural(count, "établissement silencieux", "établissements silencieux")
    return f"{silent} pour un indicateur au moins, sur {number(expected)} attendus"


def _by_indicator(seance: Seance) -> str:
    """« Cadre de communication : 328 · … ». A blank cell below: has answered, or is not asked."""
    counts = (
        f"{entry['short_label']} : {number(sum(_is_silent(school, entry['code']) for school in seance.schools))}"
        for entry in seance.indicators
    )
    return f"{' · '.join(counts)}. Case vide : a répondu, ou n'est pas concerné."


def _is_silent(school: School, code: str) -> bool:
    return bool(school.records.get(code, {}).get("state") == SILENT)


def _row(school: School, seance: Seance) -> list[Value | Styled]:
    marks = [_is_silent(school, entry["code"]) for entry in seance.indicators]
    return [*identity(school), sum(marks), *(SILENT if mark else None for mark in marks)]

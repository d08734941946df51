"""The lists of establishments: those of which nothing is known, and the state of each."""

from collections.abc import Iterator

from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, table
from indicators.exports.seance import Record, School, Seance
from indicators.exports.sheets import establishments, silent
from indicators.exports.sheets.silent import SILENT, silent_schools
from indicators.french import number, percent, plural

MOST = 3_000  # rows of a list; beyond, nobody prints it, and 60,000 of them take 3.6 GB to lay out
_SIZE = 7.0  # points
_NAMED = "Liste nominative, pour le travail du comité : à retirer avant toute diffusion publique."
IDENTITY = (
    Column(label="UAI", width=14),
    Column(label="Établissement", width=61),
    Column(label="Commune", width=33),
)
REST = 72  # millimetres of the page beside these


def silent_blocks(seance: Seance) -> Iterator[Block]:
    """Every establishment to chase, and for which indicators."""
    yield heading("Établissements silencieux")
    found, expected = silent_schools(seance), number(len(seance.schools))
    if not found:
        yield paragraph(f"Aucun silencieux parmi les {expected} établissements attendus.")
        return
    count = plural(len(found), "établissement silencieux", "établissements silencieux")
    title = f"{count} pour un indicateur au moins, sur {expected} attendus"
    if len(found) > MOST:
        yield paragraph(f"{title}. {elsewhere(silent.NAME)}")
        return
    columns = [*IDENTITY, Column(label="Sans réponse pour", width=REST)]
    yield paragraph(_NAMED, "note")
    yield table(title, columns, (_silent(seance, school) for school in found), size=_SIZE)


def annex_blocks(seance: Seance) -> Iterator[Block]:
    """The state of each establishment, unless there are too many to print."""
    yield heading("Annexe : état de chaque établissement", apart=True)
    count = len(seance.schools)
    if count > MOST:
        yield paragraph(
            f"{plural(count, 'établissement attendu', 'établissements attendus')}. {elsewhere(establishments.NAME)}"
        )
        return
    columns = [
        *IDENTITY,
        *(Column(label=entry["short_label"], width=REST / len(seance.indicators)) for entry in seance.indicators),
    ]
    yield paragraph(f"{_NAMED} Case vide : l'indicateur ne concerne pas l'établissement.", "note")
    rows = (_states(seance, school) for school in seance.schools)
    yield table(plural(count, "établissement attendu", "établissements attendus"), columns, rows, size=_SIZE)


def elsewhere(sheet: str) -> str:
    """Where a list too long to be printed is whole."""
    return f"Cette liste est trop longue pour être imprimée : le classeur de la séance l'a en entier, feuille {sheet}."


def _silent(seance: Seance, school: School) -> list[Cell]:
    missing = [
        entry["short_label"]
        for entry in seance.indicators
        if school.records.get(entry["code"], {}).get("state") == SILENT
    ]
    return [school.uai, school.name, school.commune, ", ".join(missing)]


def _states(seance: Seance, school: School) -> list[Cell]:
    states = [_state(school.records.get(entry["code"])) for entry in seance.indicators]
    return [school.uai, school.name, school.commune, *states]


def _state(record: Record | None) -> str:
    """« partiel », or the rate that was reported; '' for who is not asked."""
    if record is None:
        return ""
    users, accounts = record.get("numerator"), record.get("denominator")
    if record["state"] != SILENT and users is not None and accounts:
        odd = "" if users <= accounts else " (anomalie)"
        return f"{percent(users / accounts)}{odd}"
    return str(record["state"])

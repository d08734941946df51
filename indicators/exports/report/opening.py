"""The first page: what this is, what it describes, and where the indicators stand."""

from collections.abc import Iterator

from indicators.exports.amounts import bounds, known, said, unit
from indicators.exports.inert import paragraphs
from indicators.exports.report.blocks import Block, Cell, Column, facts, heading, paragraph, quote, table
from indicators.exports.seance import DEMONSTRATION, Entry, Seance, day_of, verdict_text
from indicators.french import NO_BREAK, day, instant, number

NOTHING = "–"
_SHORT_SHA = 16
_COLUMNS = (
    Column(label="Indicateur", width=2.3),
    Column(label="Verdict", width=1.5),
    Column(label="Valeur connue", width=1.35),
    Column(label="Bornes basse et haute", width=1.35),
    Column(label="Cible", width=1.35),
    Column(label="Attendu à ce jour", width=1.05),
    Column(label="Réponses", width=1.0, right=True),
    Column(label="Attendues", width=1.05, right=True),
    Column(label="Silencieux", width=1.05, right=True),
)
_NOTE = (
    "Borne basse : les silencieux comptés comme défavorables. Borne haute : comptés comme favorables. "
    "Attendu à ce jour : ce que le rythme demande, en jours d'école."
)


def opening_blocks(seance: Seance) -> Iterator[Block]:
    """Title block, what the committee said of the whole, and a line an indicator."""
    yield paragraph(seance.situation, "strong")
    if seance.demonstration:
        yield paragraph(DEMONSTRATION, "warning")
    yield facts(_facts(seance))
    yield from _said_of_all(seance)
    yield heading("Où en sont les indicateurs ?")
    yield table("Verdict et chiffres de chaque indicateur", _COLUMNS, map(_row, seance.indicators))
    yield paragraph(_NOTE, "note")


def _facts(seance: Seance) -> Iterator[tuple[str, str]]:
    yield "Territoire", f"{seance.payload['territory']} ({seance.payload['academie']})"
    yield "Année scolaire", seance.payload["school_year"]
    yield "Périmètre", seance.scope
    yield "Ce que l'on savait le", instant(seance.known_on)
    sha = seance.snapshot.sha256
    yield "Empreinte de la séance (sha256)", f"{sha[:_SHORT_SHA]}… (entière à la fin de la partie Sources)"


def _said_of_all(seance: Seance) -> Iterator[Block]:
    comment = paragraphs(seance.snapshot.comment)
    if comment:
        yield quote("Commentaire du comité", comment)
    judgement = paragraphs(seance.judgement(""))
    if judgement:
        yield quote("Avis du comité", judgement)


def _row(entry: Entry) -> list[Cell]:
    return [
        entry["label"],
        verdict_text(entry),
        shown(entry, known(entry), with_unit=True),
        _bounds(entry),
        _target(entry),
        shown(entry, entry["expected_today"]),
        number(entry["answered"]),
        number(entry["expected"]),
        number(entry["silent"]),
    ]


def shown(entry: Entry, value: float | None, *, with_unit: bool = False) -> str:
    """« 210 », « 210 projets » or « 45,2 % », « – » for None."""
    if value is None:
        return NOTHING
    told = said(entry, value)
    return f"{told} {unit(entry)}" if with_unit and entry["kind"] != "rate" else told


def _bounds(entry: Entry) -> str:
    low, high = bounds(entry)
    if low is None or high is None:
        return NOTHING
    return f"de{NO_BREAK}{said(entry, low)} à{NO_BREAK}{said(entry, high)}"


def _target(entry: Entry) -> str:
    due = day_of(entry["due_on"])
    if entry["target"] is None or due is None:
        return "sans cible"
    return f"{said(entry, entry['target'])} au{NO_BREAK}{day(due)}"

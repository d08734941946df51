"""A séance as a workbook with native charts. The séance alone gives it: no database, no clock."""

import re
from collections.abc import Sequence

from openpyxl import Workbook

from data.seances.frozen import Snapshot
from indicators.exports.archive import as_bytes
from indicators.exports.inert import one_line
from indicators.exports.page import SUMMARY, Page
from indicators.exports.plan import summary
from indicators.exports.seance import Entry, Seance, is_rate, read_seance, verdict_text
from indicators.exports.sheets import (
    chain,
    changes,
    establishments,
    method,
    plan,
    plan_diagnosis,
    plan_effects,
    silent,
    sources,
    synthesis,
    targets,
)
from indicators.exports.sheets.adoption import fill_adoption
from indicators.exports.sheets.changes import fill_changes
from indicators.exports.sheets.rate import fill_rate
from indicators.exports.sheets.summary import fill_summary
from indicators.exports.sheets.targets import fill_targets
from indicators.exports.styles import add_styles
from indicators.french import number, plural

_FIXED = (
    SUMMARY,
    synthesis.NAME,
    changes.NAME,
    targets.NAME,
    plan.NAME,
    plan.STEPS,
    plan_effects.NAME,
    chain.NAME,
    plan_diagnosis.NAME,
    plan_diagnosis.ITEMS,
    establishments.NAME,
    silent.NAME,
    method.NAME,
    sources.NAME,
)
_LONGEST_NAME = 31  # Excel's limit
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")


def workbook_bytes(snapshot: Snapshot) -> bytes:
    """The .xlsx file of a séance, the same to the byte each time it is exported."""
    seance = read_seance(snapshot)
    book = _new_book(seance)
    names = sheet_names(seance.indicators)
    told = _contents(seance, names)
    pages = {name: Page(book, seance, name) for name in (SUMMARY, *(name for name, _ in told))}
    fill_summary(pages[SUMMARY], seance, told)
    synthesis.fill_synthesis(pages[synthesis.NAME], seance)
    if seance.since:
        fill_changes(pages[changes.NAME], seance, seance.since)
    for entry in seance.indicators:
        fill = fill_rate if is_rate(entry) else fill_adoption
        fill(pages[names[entry["code"]]], seance, entry)
    fill_targets(pages[targets.NAME], seance)
    if seance.plan:
        _fill_plan(pages, seance, seance.plan)
    establishments.fill_establishments(pages[establishments.NAME], seance)
    silent.fill_silent(pages[silent.NAME], seance)
    method.fill_method(pages[method.NAME], seance)
    sources.fill_sources(pages[sources.NAME], seance)
    late = {name: page.late for name, page in pages.items() if page.late}
    return as_bytes(book, stamped=snapshot.as_of, late=late)


def _fill_plan(pages: dict[str, Page], seance: Seance, told: Entry) -> None:
    plan.fill_plan(pages[plan.NAME], seance, told)
    plan.fill_steps(pages[plan.STEPS], told)
    plan_effects.fill_effects(pages[plan_effects.NAME], told)
    chain.fill_chain(pages[chain.NAME], seance, told)
    plan_diagnosis.fill_diagnosis(pages[plan_diagnosis.NAME], told)
    plan_diagnosis.fill_items(pages[plan_diagnosis.ITEMS], told)


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
        *((changes.NAME, changes.contents(since)) for since in [seance.since] if since),
        *((names[entry["code"]], f"{verdict_text(entry)}. {entry['question']}") for entry in seance.indicators),
        (targets.NAME, targets.contents(seance)),
        *(line for told in [seance.plan] if told for line in _plan_contents(told)),
        (
            establishments.NAME,
            f"Les {number(expected)} établissements attendus : état, ce qui manque, source. Nominatif.",
        ),
        (silent.NAME, f"Les {number(quiet)} établissements à relancer, et pour quels indicateurs. Nominatif."),
        (method.NAME, "Définitions, cibles et motifs, bornes, rythme, verdicts, petits groupes masqués."),
        (
            sources.NAME,
            f"{plural(len(seance.payload['batches']), 'fichier reçu', 'fichiers reçus')}, avec l'empreinte de chacun.",
        ),
    ]


def _plan_contents(told: Entry) -> list[tuple[str, str]]:
    return [
        (plan.NAME, summary(told)),
        (plan.STEPS, "Une ligne par étape des actions : échéance, jour où elle est faite, état."),
        (plan_effects.NAME, plan_effects.contents(told)),
        (chain.NAME, chain.contents(told)),
        (plan_diagnosis.NAME, "Par thème : les retours d'expérience, les irritants et les forces."),
        (
            plan_diagnosis.ITEMS,
            "Les textes entiers : retours, irritants, forces, besoins, leviers, axes, décisions, notes.",
        ),
    ]

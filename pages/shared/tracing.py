"""How the screen that traces a number says it: sentences and tables, from answers and their origins."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from data.database import Database
from data.returns.origins import Origin, Status
from data.returns.origins.imports import BatchSummary
from indicators.findings import Finding
from indicators.french import day, instant, month, number, plural
from indicators.measure.adoption import AdoptionMeasure
from indicators.tables import Table, states_of

Rows = list[dict[str, Any]]

STATUSES: dict[Status, str] = {
    "compte": "Compte",
    "antérieure": "Plus ancienne",
    "remplacée": "Remplacée",
    "annulée": "Annulée",
}


def establishment_name(uai: str, name: str | None, commune: str | None) -> str:
    """« Collège A (0440001M), Nantes »."""
    return f"{name or 'Établissement absent de l’annuaire'} ({uai})" + (f", {commune}" if commune else "")


def sentence(told: Sequence[Origin], year: str) -> str:
    """« 14 réponses comptent, venues de 2 fichiers ; 3 ont été remplacées. »: what became of an establishment's answers."""
    if not told:
        return f"Cet établissement n'a encore rien dit pour {year} : la page Relances donne le texte d'une relance."
    counts = Counter(one.status for one in told)
    files = len({one.batch for one in told if one.status == "compte"})
    came = "" if not files else " d'un seul fichier" if files == 1 else f" de {number(files)} fichiers"
    return _counted(
        (plural(counts["compte"], "réponse compte", "réponses comptent") if files else "Aucune réponse ne compte")
        + (f", {'venue' if counts['compte'] < 2 else 'venues'}{came}" if came else ""),
        earlier=counts["antérieure"],
        replaced=counts["remplacée"],
        cancelled=counts["annulée"],
    )


def import_sentence(found: BatchSummary, listed: Rows) -> str:
    """What became of all that an import said, in one sentence."""
    about = plural(len(listed), "établissement")
    if found.batch.kind == "usage":
        facts = sum(int(str(row["told"])) for row in listed)
        replaced = sum(int(str(row["replaced"])) for row in listed)
        return _counted(f"{plural(facts, 'relevé mensuel', 'relevés mensuels')} pour {about}", replaced=replaced)
    said = f"{plural(found.answers, 'réponse')} pour {about}"
    if not found.batch.active:
        return f"{said}, dont aucune ne compte plus : l'import est annulé."
    counting = plural(found.standing, "compte", "comptent")
    if found.withdrawn:
        counting += f" (dont {plural(found.withdrawn, 'retrait')})"
    return _counted(f"{said} : {counting}", earlier=found.earlier, replaced=found.replaced)


def _counted(first: str, *, earlier: int = 0, replaced: int = 0, cancelled: int = 0) -> str:
    rest = [
        plural(count, one, many)
        for count, one, many in (
            (earlier, "plus ancienne vaut pour les jours d'avant", "plus anciennes valent pour les jours d'avant"),
            (replaced, "a été remplacée", "ont été remplacées"),
            (cancelled, "est annulée avec son import", "sont annulées avec leur import"),
        )
        if count
    ]
    return f"{first} ; {', '.join(rest)}." if rest else f"{first}."


def state_line(finding: Finding, uai: str) -> str:
    """The state of one establishment for one indicator, what lacks, and the file, sheet and cell that decide it."""
    rows = finding.states[finding.states["uai"] == uai]
    if rows.empty:
        return _absent(finding)
    row = rows.iloc[0]
    state = states_of(finding)[row["state"]]
    if not isinstance(row["file_name"], str):
        return f"{state} : rien ne le dit au {day(finding.situation.on)}."
    if isinstance(finding.measure, AdoptionMeasure):
        lacks = f" : {', '.join(row['missing'])}" if len(row["missing"]) else ""
        said_on = day(row["answered_on"])
        return f"{state}{lacks}. {place(row['file_name'], row['sheet'], row['cell'])}, réponse du {said_on}."
    when = f" en {month(finding.measure.current.month)}" if finding.measure.current else ""
    users, accounts = plural(row["numerator"], "utilisateur"), plural(row["denominator"], "compte")
    return f"{state} : {users} pour {accounts}{when}. Fichier {row['file_name']}."


def _absent(finding: Finding) -> str:
    if finding.situation.filters:
        return "hors de ce qui est affiché : retirez les filtres, à gauche, pour le voir."
    return "il ne porte pas sur ce type d'établissement."


def place(file_name: str, sheet: str, cell: str) -> str:
    """Where an answer stands, as one would look for it. A CSV has no sheet: it bears the name of its file."""
    named = _sheet(file_name, sheet)
    return f"Fichier {file_name}{f', feuille {named}' if named else ''}, cellule {cell}"


def _sheet(file_name: str, sheet: str) -> str:
    return "" if sheet == PurePath(file_name).stem else sheet


def shorten(text: str, most: int) -> str:
    """The text on one line of a telephone: its middle gives way, its end (a file's) stays."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[-end:]}"


def answers_table(db: Database, told: Sequence[Origin]) -> Rows:
    """Answers as they were told, with what became of each."""
    return [
        {
            "État": STATUSES[one.status],
            "Question": one.label,
            "Réponse": one.value,
            "Jour": one.answered_on,
            "Fichier": one.file_name,
            "Cellule": one.cell,
            "Feuille": _sheet(one.file_name, one.sheet),
            "Importé le": instant(db.local(one.recorded_at)),
            "Par": one.actor,
            "Pourquoi": _why(one),
        }
        for one in told
    ]


def _why(one: Origin) -> str:
    if one.status == "annulée":
        return f"Import annulé : {one.reason}"
    if one.replaced_by:
        return f"Compte à sa place : {one.replaced_by_file}, {one.replaced_by_sheet}!{one.replaced_by_cell}"
    return "" if one.is_dated else "Sans date de réponse : elle vaut du jour de l'import"


def listed_table(listed: Rows, kind: str) -> Rows:
    """The establishments an import spoke of."""
    names = {
        "uai": "UAI",
        "name": "Établissement",
        "commune": "Commune",
        "told": "Relevés" if kind == "usage" else "Réponses",
        "standing": "Comptent",
        "earlier": "Plus anciennes",
        "replaced": "Remplacées",
    }
    return [{names[name]: value for name, value in row.items()} for row in listed]


def usage_table(db: Database, listed: Rows) -> Rows:
    """The files that told how an establishment uses the services, by month."""
    return [
        {
            "Mois": month(row["month"]),
            "Services": ", ".join(row["services"]),
            "Relevés": row["told"],
            "Comptent": row["standing"],
            "Fichier": row["file_name"],
            "Importé le": instant(db.local(row["recorded_at"])),
            "Par": row["actor"],
        }
        for row in listed
    ]


def files_of(told: Sequence[Origin]) -> dict[str, str]:
    """Import -> file name, of the answers of an establishment, those that count first."""
    return {one.batch: one.file_name for one in sorted(told, key=lambda one: one.status != "compte")}


def names_of(listed: Rows) -> dict[str, str]:
    """UAI -> « Collège A (0440001M), Nantes », of the establishments an import spoke of."""
    return {row["uai"]: establishment_name(row["uai"], row["name"], row["commune"]) for row in listed}


def rows(frame: Table) -> Rows:
    """A table as one dictionary a row."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]

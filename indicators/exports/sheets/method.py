"""« Méthode »: how each figure is counted and how a verdict is reached, in plain French."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from indicators.exports.amounts import said
from indicators.exports.page import Page
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.styles import SECTION
from indicators.french import day, number, percent
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES

NAME = "Méthode"
COLUMNS = 2
_WHEN = {
    Verdict.ATTEINT: "la borne basse atteint déjà la cible.",
    Verdict.EN_AVANCE: "avant l'échéance, la borne basse dépasse l'attendu à ce jour d'au moins la tolérance.",
    Verdict.DANS_LE_RYTHME: "avant l'échéance, la borne basse est à l'attendu à ce jour, à la tolérance près.",
    Verdict.EN_RETARD: "avant l'échéance, même la borne haute est sous l'attendu à ce jour moins la tolérance : "
    "en retard même si tous les silencieux étaient favorables.",
    Verdict.NON_ATTEINT: "après l'échéance, même la borne haute est sous la cible.",
    Verdict.INDETERMINE: "les bornes sont trop éloignées, ou trop peu de données sont connues.",
    Verdict.SANS_CIBLE: "aucune cible n'est fixée pour ce périmètre.",
}


def fill_method(page: Page, seance: Seance) -> None:
    """First what all indicators share, then each of them."""
    page.widths((30, 112))
    row = page.heading("Comment ces chiffres sont-ils calculés ?", COLUMNS)
    row = _block(page, row, "Lire un verdict", verdicts(seance))
    row = _block(page, row + 1, "Compter", counting(seance))
    for entry in seance.indicators:
        row = _block(page, row + 1, entry["label"], definition(entry))
    page.finish(freeze="A3", titles="1:2")


def _block(page: Page, row: int, title: str, pairs: Iterator[tuple[str, str]]) -> int:
    page.put(row, 1, title, SECTION)
    page.sheet.row_dimensions[row].height = 20
    row += 1
    for key, text in pairs:
        row = page.pair(row, key, text)
    return row


def verdicts(seance: Seance) -> Iterator[tuple[str, str]]:
    """How a verdict is reached: (what, in words)."""
    yield (
        "Bornes",
        "Un établissement silencieux peut être favorable ou non. La borne basse compte tous les silencieux comme "
        "défavorables, la borne haute comme favorables. Les deux sont toujours montrées.",
    )
    yield (
        "Attendu à ce jour (rythme)",
        "Le chemin va de la valeur initiale, à son jour, à la cible, à son échéance, en proportion des jours d'école "
        "écoulés et non des jours du calendrier : les vacances ne font pas prendre de retard. Avec des jalons, il va de l'un "
        "à l'autre.",
    )
    yield (
        "Tolérance",
        f"{percent(seance.tolerance, 1)} de l'écart entre la valeur initiale et la cible. En deçà, on est dans le rythme.",
    )
    for verdict, when in _WHEN.items():
        yield f"{SHAPES[verdict]} {LABELS[verdict]}", f"{when[0].upper()}{when[1:]}"
    yield (
        "Cible à la baisse",
        "Quand la cible est sous la valeur initiale, la borne haute tient le rôle de la borne basse, et inversement.",
    )


def counting(seance: Seance) -> Iterator[tuple[str, str]]:
    """How establishments are counted: (what, in words)."""
    smallest = number(seance.smallest)
    yield (
        "Oui, partiel, non, silencieux",
        "Chaque établissement attendu est dans un seul de ces états au jour de situation.",
    )
    yield (
        "Trajectoire",
        "Chaque ligne dit ce que l'on sait aujourd'hui de ce jour-là : une réponse reçue plus tard, mais valable dès ce "
        "jour, y compte.",
    )
    yield (
        "Taux",
        "Rapport de sommes, jamais moyenne de taux. Les établissements sans relevé donnent les bornes par leurs derniers "
        f"comptes connus. Si moins de {percent(seance.coverage_needed, 0)} des établissements ont des comptes connus, on ne "
        "conclut pas.",
    )
    yield (
        "Petits groupes masqués",
        f"Les chiffres d'un groupe de moins de {smallest} établissements (ou relevés) sont masqués ; un autre groupe l'est "
        "aussi quand le total permettrait de deviner le premier. Les feuilles Établissements et Silencieux sont nominatives : "
        "elles ne sont pas masquées et restent au comité.",
    )
    yield (
        "Séance",
        "Les chiffres sont ceux de la séance figée : ils ne bougent plus, même si de nouvelles réponses arrivent. "
        "L'empreinte (sha256) permet de le vérifier.",
    )
    yield "Programme", f"Gouvernail {seance.payload.get('program') or '(version non gardée)'}"


def definition(entry: Entry) -> Iterator[tuple[str, str]]:
    """What an indicator is: (what, in words)."""
    yield "Question", entry["question"]
    yield "Règle", entry["rule"]
    yield "Paramètres", _parameters(entry)
    yield "Version de la définition", str(entry["definition_version"])
    if entry.get("rule_made_from"):  # not in the séances frozen before it was told, nor of a rate
        yield "Empreinte de la règle", entry["rule_made_from"]
    for change in entry.get("breaks", []):
        yield f"Définition changée le {day(date.fromisoformat(change['day']))}", _change(change)
    yield "Cible", _target(entry)
    if entry["target"] is not None:
        yield "Motif de la cible", entry["reason"] or "Non renseigné"


def _parameters(entry: Entry) -> str:
    labels = entry.get("parameter_labels", {})  # not in the séances frozen before definitions could change
    shown = (f"{labels.get(name, name)} : {_shown(value)}" for name, value in entry["parameters"].items())
    return " ; ".join(shown) or "Aucun"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _change(change: dict[str, Any]) -> str:
    """A break: the figures of every day are those of the last version, those before the change too."""
    return f"Version {change['version']} : {change['reason']} Toute la courbe est recalculée avec la dernière version."


def _target(entry: Entry) -> str:
    due, since = day_of(entry["due_on"]), day_of(entry["baseline_on"])
    if entry["target"] is None or due is None or since is None:
        return "Aucune cible n'est fixée pour ce périmètre."
    return (
        f"{said(entry, entry['target'])} au {day(due)}, à partir de {said(entry, entry['baseline'])} au {day(since)}"
        f"{_milestones(entry)}"
        f"{' (écart avec le même mois un an avant)' if entry.get('target_measure') == 'growth' else ''}."
    )


def _milestones(entry: Entry) -> str:
    told = entry.get("milestones") or []  # not in the séances frozen before milestones were told
    steps = [f"{said(entry, value)} au {day(date.fromisoformat(on))}" for on, value in told]
    return f", en passant par {', '.join(steps)}" if steps else ""

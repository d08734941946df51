"""How campaigns, files and imports are said on the screens that manage them."""

from collections.abc import Sequence
from typing import Any

from data.batches import Batch
from data.campaigns import Campaign
from data.database import Database
from data.returns.intake import FileResult
from data.returns.questions import Question
from data.targets import Measure, Target
from indicators.catalogue import catalogue
from indicators.french import day, instant, number, percent, plural, points
from indicators.situation import GROUPS

Rows = list[dict[str, object]]
MEASURES: dict[str, dict[Measure, str]] = {
    "adoption": {"count": "Nombre d'établissements"},
    "rate": {"rate": "Taux", "growth": "Hausse sur un an, en points"},
}
KINDS = {"register": "Annuaire", "returns": "Retours", "usage": "Relevé d'usage"}


def campaign_line(campaign: Campaign) -> str:
    """Where a campaign stands: how many are expected, how many have answered, until when."""
    closes = f" Clôture le {day(campaign.closes_on)}." if campaign.closes_on else ""
    return (
        f"{plural(campaign.expected, 'établissement attendu', 'établissements attendus')}, "
        f"{plural(campaign.answered, 'a répondu', 'ont répondu')}.{closes}"
    )


def rows_to_import(results: Sequence[FileResult]) -> int:
    """How many establishments' rows an import of these files would take in."""
    return sum(result.accepted for result in results if result.state in ("imported", "partial"))


def returns(count: int) -> str:
    """« 37 réponses d'établissement »."""
    return plural(count, "retour d'établissement", "retours d'établissements")


def file_line(result: FileResult) -> str:
    """What a file holds, cell by cell."""
    if result.state == "refused" and not result.rows:
        return result.reason
    counts = (
        f"{number(result.accepted)} lignes acceptées sur {number(result.rows)} ; {plural(result.new, 'réponse nouvelle', 'réponses nouvelles')}, "
        f"{plural(result.changed, 'modifiée')}, {plural(result.unchanged, 'inchangée')}, "
        f"{plural(result.blank_kept, 'cellule vide qui laisse', 'cellules vides qui laissent')} la réponse connue."
    )
    return f"{result.reason} {counts}" if result.reason else counts


def issues_table(issues: Sequence[dict[str, Any]]) -> Rows:
    """Every remark, in its JSON form, with its Excel address."""
    return [
        {
            "Cellule": issue["cell"],
            "Feuille": issue["sheet"],
            "Gravité": "Ligne refusée" if issue["severity"] == "error" else "À vérifier",
            "Trouvé": issue["found"],
            "Attendu": issue["expected"],
            "Que faire": issue["message"],
        }
        for issue in issues
    ]


def changes_table(result: FileResult, questions: Sequence[Question]) -> Rows:
    """Every answer that the file replaces: the old value beside the new one."""
    labels = {question.code: question.label for question in questions}
    return [
        {
            "UAI": change.uai,
            "Question": labels.get(change.question, change.question),
            "Avant": change.old_value or "(retirée)",
            "Après": change.new_value or "(retirée)",
        }
        for change in result.changes
    ]


def batches_table(db: Database, batches: Sequence[Batch]) -> Rows:
    """The files taken in, latest first."""
    return [
        {
            "Importé le": instant(db.local(batch.recorded_at)),
            "Fichier": batch.file_name,
            "Nature": KINDS[batch.kind],
            "Lignes acceptées": f"{number(batch.accepted_count)} sur {number(batch.row_count)}",
            "Remarques": len(batch.issues),
            "État": "Compte" if batch.active else f"Annulé : {batch.revert_reason}",
            "Par": batch.actor,
            "Empreinte (sha256)": batch.file_sha256[:12],
        }
        for batch in batches
    ]


def batch_name(db: Database, batch: Batch) -> str:
    """A file in a list of choices."""
    return f"{batch.file_name}, importé le {instant(db.local(batch.recorded_at))}"


def amount(value: float, measure: Measure) -> str:
    """A target's amount in its unit."""
    match measure:
        case "count":
            return number(value)
        case "rate":
            return percent(value)
        case "growth":
            return points(value)


def scope(target: Target) -> str:
    """What a target is about."""
    return f"{GROUPS[target.scope_group]} : {target.scope_value}" if target.scope_group else "Tout le territoire"


def targets_table(db: Database, targets: Sequence[Target]) -> Rows:
    """Targets, one a row."""
    labels = catalogue()
    return [
        {
            "Indicateur": labels[target.indicator].short_label if target.indicator in labels else target.indicator,
            "Périmètre": scope(target),
            "Valeur initiale": f"{amount(target.baseline, target.measure)} au {day(target.baseline_on)}",
            "Cible": amount(target.value, target.measure),
            "Échéance": day(target.due_on),
            "Motif": target.reason,
            "Décidée le": instant(db.local(target.recorded_at)),
            "Par": target.actor,
        }
        for target in targets
    ]

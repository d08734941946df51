"""How campaigns, files and imports are said on the screens that manage them."""

from collections.abc import Sequence
from pathlib import PurePath

from data.batches import Batch
from data.campaigns import Campaign
from data.database import Database
from data.settings import Limits
from indicators.french import day, instant, number, plural

Rows = list[dict[str, object]]
_TOLD = {"usage": "relevés", "plan": "fiches"}  # what a file of each kind told; a return tells answers


def campaign_line(campaign: Campaign) -> str:
    """Where a campaign stands: how many are expected, how many have answered, until when."""
    closes = f" Clôture le {day(campaign.closes_on)}." if campaign.closes_on else ""
    return (
        f"{plural(campaign.expected, 'établissement attendu', 'établissements attendus')}, "
        f"{plural(campaign.answered, 'a répondu', 'ont répondu')}.{closes}"
    )


def limits_line(limits: Limits) -> str:
    """What a file may be, and what blank cells mean, said beside the upload box."""
    return (
        f"Au plus {number(limits.file_mb)} Mo, {number(limits.rows)} lignes et {number(limits.columns)} colonnes par fichier "
        f"({number(limits.bundle_mb)} Mo pour un zip), {plural(round(limits.seconds), 'seconde')} et {number(limits.memory_mb)} Mo de mémoire pour le lire. "
        "Une cellule vide ne dit rien et n'efface rien ; pour retirer une réponse, écrire (effacer)."
    )


def batches_table(db: Database, batches: Sequence[Batch]) -> Rows:
    """The files taken in, latest first."""
    return [
        {
            "Importé le": instant(db.local(batch.recorded_at)),
            "Fichier": batch.file_name,
            **_accepted(batch),
            "Remarques": len(batch.issues),
            "État": batch_state(batch),
            "Par": batch.actor,
            "Empreinte (sha256)": batch.file_sha256[:12],
        }
        for batch in batches
    ]


def batch_state(batch: Batch) -> str:
    """Whether a file taken in counts."""
    return "Compte" if batch.active else f"Annulé : {batch.revert_reason}"


def batch_line(db: Database, batch: Batch) -> str:
    """One file taken in, in one sentence."""
    return (
        f"{batch.file_name} : {_lines(batch)}, importé le {instant(db.local(batch.recorded_at))} "
        f"par {batch.actor}. {f'Ses {_told(batch)} comptent' if batch.active else batch_state(batch)}."
    )


def _accepted(batch: Batch) -> dict[str, object]:
    """What a file gave, under its title: most rows of a workbook of the plan say again what stands."""
    if batch.kind == "plan":
        return {"Fiches": _lines(batch)}
    return {"Lignes acceptées": f"{number(batch.accepted_count)} sur {number(batch.row_count)}"}


def _lines(batch: Batch) -> str:
    if batch.kind != "plan":
        return f"{plural(batch.accepted_count, 'ligne acceptée', 'lignes acceptées')} sur {number(batch.row_count)}"
    refused = len({(one["sheet"], one["row"]) for one in batch.issues if one["severity"] == "error" and one["row"]})
    same = max(batch.row_count - batch.accepted_count - refused, 0)
    told = [plural(batch.accepted_count, "fiche changée ou ajoutée", "fiches changées ou ajoutées")]
    told += [plural(same, "inchangée", "inchangées")] if same else []
    told += [plural(refused, "refusée", "refusées")] if refused else []
    return ", ".join(told)


def _told(batch: Batch) -> str:
    return _TOLD.get(batch.kind, "réponses")


def undone(batch: Batch, files: int) -> str:
    """What was set aside."""
    if files > 1:
        return f"Les {files} imports du dépôt de « {batch.file_name} » sont annulés : leurs {_told(batch)} ne comptent plus."
    return f"L'import de « {batch.file_name} » est annulé : ses {_told(batch)} ne comptent plus."


def taken_back(batch: Batch, files: int) -> str:
    """What counts again."""
    if files > 1:
        return f"Les {files} imports du dépôt de « {batch.file_name} » sont repris : leurs {_told(batch)} comptent à nouveau."
    return f"L'import de « {batch.file_name} » est repris : ses {_told(batch)} comptent à nouveau."


def has_errors(batch: Batch) -> bool:
    """Whether some of its rows were refused."""
    return any(issue["severity"] == "error" for issue in batch.issues)


def original_name(batch: Batch) -> str:
    """Name under which the file as it came is downloaded, without the zip it was in."""
    return PurePath(batch.file_name).name


def batch_name(db: Database, batch: Batch) -> str:
    """A file in a list of choices."""
    return f"{batch.file_name}, importé le {instant(db.local(batch.recorded_at))}"

"""Facts by themselves: each in a file taken in, in the order of the journal; séances as they were frozen."""

from collections.abc import Iterator

from data.check.findings import Finding, error
from data.database import Database
from data.register.uai import read_uai
from data.seances.frozen import altered
from data.sql import SqlFolder
from data.usage.words import ALL_PROFILES

sql = SqlFolder(__file__)


def look_at_facts(db: Database) -> Iterator[Finding]:
    """Facts of no batch, impossible UAI, disorder in the journal, séances that changed, people counted twice."""
    yield from _of_no_batch(db)
    yield from _uai(db)
    yield from _journal(db)
    yield from _snapshots(db)
    yield from _mixed_profiles(db)


def _of_no_batch(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("facts_of_no_batch")):
        yield error(
            "fact_of_no_batch",
            row["kind"],
            f"{row['facts']} lignes de « {row['kind']} » ne viennent d'aucun import connu : on ne peut plus dire d'où.",
        )


def _uai(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("uais")):
        uai, problem = read_uai(row["uai"])
        if problem or uai != row["uai"]:
            yield error(
                "invalid_uai",
                row["uai"],
                f"« {row['uai']} » n'est pas un UAI possible ({row['kinds']}) : sa lettre ne correspond pas à ses chiffres.",
            )


def _journal(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("journal_disorder")):
        yield error(
            "journal_order",
            str(row["id"]),
            f"L'écriture du journal du {row['recorded_at']:%d/%m/%Y %H:%M:%S} (UTC) n'est pas après la précédente.",
        )
    for row in db.query(sql("batches_out_of_journal")):
        yield error(
            "batch_out_of_journal",
            str(row["id"]),
            f"L'import de « {row['file_name']} » n'est nommé par aucune écriture du journal.",
        )


def _snapshots(db: Database) -> Iterator[Finding]:
    for changed, label in altered(db):
        yield error(
            "snapshot_changed",
            str(changed),
            f"La séance « {label} » n'est plus celle qui a été figée : son empreinte ne correspond pas.",
        )


def _mixed_profiles(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("mixed_profiles"), all=ALL_PROFILES, as_of=db.clock()):
        month = f"{row['month']:%m/%Y}"
        yield error(
            "mixed_profiles",
            f"{month} {row['service']}",
            f"En {month}, le total de {row['service']} est compté à côté de son détail par profil, pour {row['establishments']} "
            "établissements : annulez l'import de l'un des deux.",
        )

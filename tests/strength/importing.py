"""A base with a prepared campaign, files that each say something new, and what must hold of it whatever happened."""

from datetime import datetime
from pathlib import Path
from random import Random

from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.settings import Settings
from tests.helpers import Clock, add_establishments, make_uai

CAMPAIGN = "c"
ROWS = 120
QUESTIONS = ("cadre_etat", "comite_existe", "comite_reunions", "commentaire", "date_reponse")
STAGES = ("Intégré au projet", "Rédigé, non intégré", "En cours de rédaction", "Aucun")

# Each row of a file answers every question: a batch with another number of answers would be a half one.
COUNTS = """
    SELECT batch.id, batch.accepted_count * $questions AS expected, count(told.uai) AS found
    FROM batch
    LEFT JOIN (
        SELECT batch, uai FROM answer
        UNION ALL
        SELECT batch, uai FROM private_answer
    ) AS told ON told.batch = batch.id
    WHERE batch.kind = 'returns'
    GROUP BY ALL
"""


def settings_of(path: Path) -> Settings:
    """One backup before and one after each import, as in real life, but few."""
    return Settings(database=path, backups_kept=2)


def prepare(path: Path) -> None:
    """A directory and a campaign that expects it."""
    db = open_database(path, settings=settings_of(path), clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(db, [{"name": f"École {number}"} for number in range(1, ROWS + 1)])
    create_campaign(db, LOCAL, code=CAMPAIGN, school_year="2021-2022")
    db.close()


def returned(seed: int) -> tuple[str, bytes]:
    """A file of returns; two seeds never say the same."""
    chance = Random(seed)
    lines = [";".join(("UAI", *QUESTIONS))]
    for number in range(1, ROWS + 1):
        stage, meetings = chance.choice(STAGES), chance.randrange(60)
        lines.append(f"{make_uai(number)};{stage};Oui;{meetings};Remarque {seed};01/03/2022")
    return f"retour-{seed}.csv", "\n".join(lines).encode()


def faults(db: Database) -> list[str]:
    """What is half there: batches without all their answers, answers without a batch, writes without their journal row."""
    counted = db.query(COUNTS, questions=len(QUESTIONS))
    found = [f"{row['id']}: {row['found']} of {row['expected']}" for row in counted if row["found"] != row["expected"]]
    batches = {str(row["id"]) for row in counted}
    stray = {str(row["batch"]) for row in db.query("SELECT batch FROM answer UNION SELECT batch FROM private_answer")}
    found += [f"answers of no batch: {batch}" for batch in stray - batches]
    journal = " ".join(row["detail"] for row in db.query("SELECT detail FROM journal WHERE action = 'import'"))
    return found + [f"not in the journal: {batch}" for batch in batches if batch not in journal]


def batch_names(db: Database) -> list[str]:
    """Names of the files that were taken in."""
    return [row["file_name"] for row in db.query("SELECT file_name FROM batch WHERE kind = 'returns'")]

"""The correction workbook of a file: its refused rows in the questionnaire's own form, to be filled and dropped again."""

from collections.abc import Sequence
from datetime import datetime

from data.batches import find_batch
from data.database import Database
from data.errors import Refusal
from data.files.originals import read_original
from data.files.reader import read_tables
from data.returns.correction.contents import contents_by_sha256
from data.returns.correction.drop import corrections_zip
from data.returns.correction.making import Corrector, correction
from data.returns.issues import Issue

__all__ = ["correction", "correction_of_batch", "correction_of_file", "corrections_zip"]


def correction_of_batch(db: Database, batch_id: str) -> bytes | None:
    """The correction workbook of a file taken in, made from the kept original; None when no row was refused.

    Raises Refusal: unknown import, or its original is not there any more.
    """
    batch = find_batch(db, batch_id)
    issues = [Issue(**issue) for issue in batch.issues]
    if batch.campaign is None or all(issue.severity != "error" for issue in issues):
        return None
    content = read_original(db, batch.file_sha256)
    if content is None:
        raise Refusal(
            f"L'original de « {batch.file_name} » n'est plus dans le dossier « originals » de la base : remettez-le "
            "depuis une sauvegarde, ou redemandez ce fichier."
        )
    # Headers are read as they were approved on that day: the cells are those of the remarks.
    return _correct(db, batch.file_name, content, issues, campaign=batch.campaign, known_at=batch.recorded_at)


def correction_of_file(
    db: Database, files: Sequence[tuple[str, bytes]], *, sha256: str, issues: Sequence[Issue], campaign: str
) -> bytes | None:
    """The same for a file of a drop that was not taken in yet, or not at all: that of this sha256, on its own or in a zip."""
    found = contents_by_sha256(db, files).get(sha256)
    return _correct(db, *found, issues, campaign=campaign, known_at=db.clock()) if found else None


def _correct(
    db: Database, name: str, content: bytes, issues: Sequence[Issue], *, campaign: str, known_at: datetime
) -> bytes | None:
    tables = read_tables(name, content, db.settings.limits)
    return Corrector(db, campaign=campaign, known_at=known_at).correct(tables, issues)

"""The correction workbook of a file: its refused rows in the questionnaire's own form, to be filled and dropped again."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

import pandas as pd

from data.batches import find_batch
from data.campaigns import Campaign, find_campaign
from data.database import Database
from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.originals import read_original
from data.files.reader import read_tables
from data.register.read import establishments as known_establishments
from data.returns.correction.refused import refused_rows
from data.returns.correction.workbook import build_correction
from data.returns.issues import Issue
from data.returns.matching import approved_matches
from data.returns.questions import Question, load_questions
from data.returns.sheet import AnswerSheet, find_answers

__all__ = ["correction", "correction_of_batch", "correction_of_file"]


def correction(
    questions: Sequence[Question],
    campaign: Campaign,
    sheets: Sequence[AnswerSheet],
    issues: Sequence[Issue],
    establishments: pd.DataFrame,
) -> bytes | None:
    """The refused rows as an .xlsx file, None when no row is refused.

    establishments: uai, name, type and commune of those that are known. Answers stand as they were typed, those that
    belong to a person left out.
    """
    rows = refused_rows(sheets, issues)
    return build_correction(questions, campaign, rows, establishments) if rows else None


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
    for name, content in _one_by_one(db, files):
        if hashlib.sha256(content).hexdigest() == sha256:
            return _correct(db, name, content, issues, campaign=campaign, known_at=db.clock())
    return None


def _one_by_one(db: Database, files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in files:
        yield from open_bundle(name, content, db.settings.limits) or [(name, content)]


def _correct(
    db: Database, name: str, content: bytes, issues: Sequence[Issue], *, campaign: str, known_at: datetime
) -> bytes | None:
    questions = load_questions(db.settings.catalogue)
    tables = read_tables(name, content, db.settings.limits)
    found = find_answers(tables, questions, approved_matches(db, as_of=known_at))
    known = known_establishments(db, on=db.today(), as_of=db.clock())
    return correction(questions, find_campaign(db, campaign, db.clock()), found.sheets, issues, known)

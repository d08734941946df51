"""The correction workbooks of files of one campaign: what they share is read once."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from data.campaigns import Campaign, find_campaign
from data.database import Database
from data.files.tables import Table
from data.register.read import establishments as known_establishments
from data.returns.correction.refused import refused_rows
from data.returns.correction.workbook import build_correction
from data.returns.issues import Issue
from data.returns.matching import approved_matches
from data.returns.matching.wording import Wording
from data.returns.questions import Question, load_questions
from data.returns.sheet import AnswerSheet, find_answers


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


class Corrector:
    """Makes correction workbooks. known_at: headers are read as they were approved then. Raises Refusal: unknown campaign."""

    def __init__(self, db: Database, *, campaign: str, known_at: datetime) -> None:
        self._questions = load_questions(db.settings.catalogue)
        self._wording = Wording(self._questions)
        self._approved = approved_matches(db, as_of=known_at)
        self._campaign = find_campaign(db, campaign, db.clock())
        self._establishments = known_establishments(db, on=db.today(), as_of=db.clock())

    def correct(self, tables: Sequence[Table], issues: Sequence[Issue]) -> bytes | None:
        """The workbook of a file with these sheets and remarks, None when no row is refused. Raises Refusal."""
        found = find_answers(tables, self._questions, self._approved, self._wording)
        return correction(self._questions, self._campaign, found.sheets, issues, self._establishments)

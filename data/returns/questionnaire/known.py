"""« Dernière réponse connue »: what an establishment last said, shown beside the cell to fill."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from data.database import Database
from data.returns.questions import Question
from data.sql import SqlFolder

sql = SqlFolder(__file__)
KnownAnswers = dict[str, dict[str, str]]
"""UAI -> question code -> the answer in French with its day, such as « Oui (12/11/2021) »."""

_ANSWER_DAY = "date_reponse"


def known_answers(
    db: Database, questions: Sequence[Question], *, campaign: str, as_of: datetime, uai: Sequence[str] | None = None
) -> KnownAnswers:
    """The last known answers of the establishments (all when uai is None): this campaign's, else an earlier one's.

    Nothing for private and unquoted questions, nor for an answer that was withdrawn.
    """
    shown = {question.code: question for question in questions if not (question.private or question.unquoted)}
    rows = db.query(
        sql("known_answers"),
        campaign=campaign,
        as_of=as_of,
        questions=list(shown),
        uai=None if uai is None else list(uai),
    )
    found: KnownAnswers = defaultdict(dict)
    for row in rows:
        if row["value"]:
            question = shown[row["question"]]
            found[row["uai"]][question.code] = _in_french(question, row["value"], row["answered_on"])
    return dict(found)


def _in_french(question: Question, value: str, answered_on: date) -> str:
    if question.code == _ANSWER_DAY:  # it is the day itself
        return _shown(question, value)
    return f"{_shown(question, value)} ({answered_on:%d/%m/%Y})"


def _shown(question: Question, value: str) -> str:
    match question.type:
        case "yes_no":
            return value.capitalize()
        case "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
    return value

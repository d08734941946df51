"""From the files of a drop to what each of them says: opened, read, checked. Nothing is compared or written yet."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.campaigns import Campaign, expected_names
from data.database import Database
from data.errors import Refusal
from data.files.drop import open_drop
from data.files.tables import Table
from data.reference.calendar import school_year
from data.returns.matching import approved_matches
from data.returns.matching.wording import Wording
from data.returns.questions import Question, load_questions
from data.returns.reading import read_return
from data.returns.results import FileResult, RowChoice
from data.returns.sheet import find_answers
from data.returns.telling import Return

RowKey = tuple[str, str, int]
"""A row of a file: the file's sha256 or its name, the sheet, the row's number on it."""
Progress = Callable[[float, str], None]


@dataclass(kw_only=True)
class Arrived:
    """One file of the drop: what it says (content_sha256: a digest of it), and its result, filled in along the way.
    names: UAI -> establishment."""

    result: FileResult
    content: bytes
    told: Return
    names: Mapping[str, str] = field(default_factory=dict)
    content_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Expecting:
    """What a campaign expects of its returns, and what was decided about this drop. names: UAI -> establishment."""

    campaign: Campaign
    questions: Sequence[Question]
    names: Mapping[str, str]
    approved: Mapping[tuple[str, str], str]
    left_out: frozenset[RowKey]
    wording: Wording


def expecting(
    db: Database, campaign: Campaign, *, left_out: Collection[RowKey], approved: Mapping[tuple[str, str], str]
) -> Expecting:
    """What is known before any file is opened. approved: columns approved beside those that are remembered."""
    questions = load_questions(db.settings.catalogue)
    return Expecting(
        campaign=campaign,
        questions=questions,
        names=expected_names(db, campaign.code, on=db.today(), as_of=db.clock()),
        approved={**approved_matches(db, as_of=db.clock()), **approved},
        left_out=frozenset(left_out),
        wording=Wording(questions),
    )


def read_drop(db: Database, files: Sequence[tuple[str, bytes]], asked: Expecting, progress: Progress) -> list[Arrived]:
    """What each file says, or why it cannot be read: refused in its result, never raised."""
    opened = open_drop(files, db.settings.limits, lambda share, phrase: progress(0.9 * share, phrase))
    return [_arrive(db, *one, asked) for one in opened]


def _arrive(db: Database, name: str, content: bytes, tables: list[Table] | Refusal, asked: Expecting) -> Arrived:
    result = FileResult(file=name, sha256=hashlib.sha256(content).hexdigest(), state="imported")
    told = Return()
    try:
        if isinstance(tables, Refusal):
            raise tables
        told = _read(db, tables, asked, result)
        result.rows, result.accepted, result.issues = told.rows, told.establishments, result.issues + told.issues
        if not told.answer_count:
            raise Refusal(_nothing(told, result))
        result.state = "partial" if result.errors else "imported"
    except Refusal as refusal:
        result.refuse(str(refusal))
    result.choices = _duplicates(told, asked.names) + _left_out(told, asked.names)
    return Arrived(result=result, content=content, told=told, names=asked.names, content_sha256=told.content_sha256())


def _read(db: Database, tables: Sequence[Table], asked: Expecting, result: FileResult) -> Return:
    found = find_answers(tables, asked.questions, asked.approved, asked.wording)
    code = asked.campaign.code
    marked = found.marks.get("campaign")
    if marked and marked != code:
        raise Refusal(
            f"Ce questionnaire est celui de la campagne « {marked} », pas de « {code} » : "
            f"choisissez la campagne « {marked} » pour l'importer."
        )
    result.issues, result.matches = list(found.issues), list(found.matches)
    year = school_year(asked.campaign.school_year)
    return read_return(
        found.sheets,
        asked.questions,
        expected=asked.names,
        today=db.today(),
        year=(year.starts_on, year.ends_on),
        left_out=frozenset((sheet, row) for file, sheet, row in asked.left_out if file in (result.sha256, result.file)),
    )


def _nothing(told: Return, result: FileResult) -> str:
    if result.proposals and not told.rows:
        return (
            "Les colonnes de ce fichier ne portent pas les libellés du questionnaire : vérifiez les correspondances "
            "proposées, puis validez-les pour que le fichier soit lu."
        )
    if told.rows and len(told.left_out) == told.rows:
        return "Toutes les lignes de ce fichier ont été écartées : rien n'en est pris."
    if told.rows and not told.accepted:
        return (
            "Toutes les lignes ont été refusées : corrigez les cellules signalées, puis déposez le fichier à nouveau."
        )
    return "Ce fichier ne contient aucune réponse : remplissez le questionnaire, puis déposez-le à nouveau."


def _duplicates(told: Return, names: Mapping[str, str]) -> list[RowChoice]:
    why = "figure plusieurs fois dans ce fichier avec des réponses différentes : aucune n'est prise tant qu'il en reste deux"
    return [
        RowChoice(sheet=sheet, row=row, uai=uai, name=names.get(uai, uai), why=why, left_out=False)
        for sheet, row, uai in told.duplicated
    ]


def _left_out(told: Return, names: Mapping[str, str]) -> list[RowChoice]:
    return [
        RowChoice(sheet=sheet, row=row, uai=uai, name=names.get(uai, uai), why="écartée", left_out=True)
        for sheet, row, uai in told.left_out
    ]

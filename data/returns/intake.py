"""Taking returns in: one drop of files, one transaction. A preview does the same work and rolls back."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from data.backup import backed_up
from data.campaigns import Campaign, find_campaign
from data.database import Actor, Database
from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.originals import keep_original
from data.files.reader import read_files
from data.files.tables import Table
from data.reference.calendar import school_year
from data.returns.checks import load_checks
from data.returns.matching import approved_matches
from data.returns.matching.wording import Wording
from data.returns.questions import Question, load_questions
from data.returns.reading import Return, read_return
from data.returns.recording import Arrived, Asked, record
from data.returns.results import STATES_IN_FRENCH, Change, FileResult, RowChoice, State
from data.returns.sheet import find_answers
from data.sql import SqlFolder

__all__ = ["STATES_IN_FRENCH", "Change", "FileResult", "RowChoice", "RowKey", "State", "import_returns"]

sql = SqlFolder(__file__)
RowKey = tuple[str, str, int]
"""A row of a file: the file's sha256 or its name, the sheet, the row's number on it."""
Progress = Callable[[float, str], None]


def import_returns(
    db: Database,
    actor: Actor,
    files: Sequence[tuple[str, bytes]],
    *,
    campaign: str,
    keep: bool = True,
    left_out: Collection[RowKey] = (),
    progress: Progress = lambda _share, _phrase: None,
) -> list[FileResult]:
    """Take in a drop of (file name, content), a zip standing for the files in it, or show what would happen when keep
    is False. left_out: the rows not to take, whatever they say. progress: told a share from 0 to 1, and a French phrase.

    One result a file, in order. The drop is one transaction: all that can be taken is there, or nothing.
    Raises Refusal when the campaign is unknown. What is wrong with a file is in its result, never raised.
    """
    known = find_campaign(db, campaign, db.clock())
    arrived = _read_drop(db, files, known, frozenset(left_out), progress)
    taken = [one for one in arrived if one.result.state != "refused"]
    if taken and keep:
        progress(0.9, "Sauvegarde, puis enregistrement")
        _take_in(db, actor, taken, known)
    elif taken:
        progress(0.9, "Comparaison avec ce qui est déjà connu")
        _record(db, actor, taken, known, keep=False)
    return [one.result for one in arrived]


def _take_in(db: Database, actor: Actor, taken: Sequence[Arrived], campaign: Campaign) -> None:
    """Backed up before and after, the originals kept first: a kept file without facts harms nobody."""
    db.check_room(sum(len(one.content) for one in taken))
    with backed_up(db, "import") as backup:
        for one in taken:
            keep_original(db, one.content)
        _record(db, actor, taken, campaign, keep=True)
    taken[0].result.notice = backup.warning


def _record(db: Database, actor: Actor, taken: Sequence[Arrived], campaign: Campaign, *, keep: bool) -> None:
    subject = taken[0].result.file if len(taken) == 1 else f"{len(taken)} fichiers"
    with db.writing(actor, "import", subject, keep=keep) as write:
        record(write, taken, _asked(db, campaign))


def _asked(db: Database, campaign: Campaign) -> Asked:
    catalogue = db.settings.catalogue
    return Asked(campaign=campaign, questions=load_questions(catalogue), checks=load_checks(catalogue))


@dataclass(frozen=True, kw_only=True)
class _Expecting:
    """What a campaign expects of its returns."""

    campaign: Campaign
    questions: Sequence[Question]
    names: Mapping[str, str]
    approved: Mapping[tuple[str, str], str]
    wording: Wording


def _read_drop(
    db: Database,
    files: Sequence[tuple[str, bytes]],
    campaign: Campaign,
    left_out: frozenset[RowKey],
    progress: Progress,
) -> list[Arrived]:
    rows = db.query(sql("expected"), campaign=campaign.code, as_of=db.clock(), on_day=db.today())
    questions = load_questions(db.settings.catalogue)
    expecting = _Expecting(
        campaign=campaign,
        questions=questions,
        wording=Wording(questions),
        names={row["uai"]: row["name"] for row in rows},
        approved=approved_matches(db, as_of=db.clock()),
    )
    unpacked = [piece for name, content in files for piece in _unpacked(db, name, content)]
    whole = [one for one in unpacked if not isinstance(one, FileResult)]

    def tell(done: int) -> None:
        name = whole[min(done, len(whole) - 1)][0]
        progress(0.9 * done / len(whole), f"Lecture de {name} ({min(done + 1, len(whole))} sur {len(whole)})")

    tables = iter(read_files(whole, db.settings.limits, tell)) if whole else iter(())
    return [
        Arrived(result=one, content=b"", told=Return())
        if isinstance(one, FileResult)
        else _arrive(db, *one, next(tables), expecting, left_out)
        for one in unpacked
    ]


def _unpacked(db: Database, name: str, content: bytes) -> list[tuple[str, bytes] | FileResult]:
    """The file itself, or those of a zip."""
    try:
        inside = open_bundle(name, content, db.settings.limits)
    except Refusal as refusal:
        return [FileResult(file=name, sha256=hashlib.sha256(content).hexdigest(), state="refused", reason=str(refusal))]
    return [(name, content)] if inside is None else list(inside)


def _arrive(
    db: Database,
    name: str,
    content: bytes,
    tables: list[Table] | Refusal,
    expecting: _Expecting,
    left_out: frozenset[RowKey],
) -> Arrived:
    sha256 = hashlib.sha256(content).hexdigest()
    result = FileResult(file=name, sha256=sha256, state="imported")
    told = Return()
    try:
        if isinstance(tables, Refusal):
            raise tables
        told = _read(
            db,
            tables,
            expecting,
            result,
            frozenset((sheet, row) for file, sheet, row in left_out if file in (sha256, name)),
        )
        result.rows, result.accepted, result.issues = told.rows, len(told.accepted), result.issues + told.issues
        if not told.answer_count:
            raise Refusal(_nothing(told, result))
        result.state = "partial" if result.errors else "imported"
    except Refusal as refusal:
        result.refuse(str(refusal))
    result.choices = _duplicates(told, expecting.names) + _left_out(told, expecting.names)
    return Arrived(result=result, content=content, told=told, names=expecting.names)


def _read(
    db: Database,
    tables: Sequence[Table],
    expecting: _Expecting,
    result: FileResult,
    left_out: frozenset[tuple[str, int]],
) -> Return:
    found = find_answers(tables, expecting.questions, expecting.approved, expecting.wording)
    code = expecting.campaign.code
    marked = found.marks.get("campaign")
    if marked and marked != code:
        raise Refusal(
            f"Ce questionnaire est celui de la campagne « {marked} », pas de « {code} » : "
            f"choisissez la campagne « {marked} » pour l'importer."
        )
    result.issues, result.matches = list(found.issues), list(found.matches)
    year = school_year(expecting.campaign.school_year)
    return read_return(
        found.sheets,
        expecting.questions,
        expected=expecting.names,
        today=db.today(),
        year=(year.starts_on, year.ends_on),
        left_out=left_out,
    )


def _nothing(told: Return, result: FileResult) -> str:
    if result.proposals and not told.rows:
        return (
            "Les colonnes de ce fichier ne portent pas les libellés du questionnaire : vérifiez les correspondances "
            "proposées, puis validez-les pour que le fichier soit lu."
        )
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

"""Returns as people make them: CSV files of several habits, the real questionnaire filled in, and a few mistakes."""

import csv
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from data.database import Database
from data.demo.courses import Course, Told
from data.demo.waves import Post, Reply
from data.returns.questionnaire import ANSWER_SHEET, CODE_ROW, FIRST_ROW, questionnaire
from data.returns.questions import load_questions

Row = dict[str, Told]
_COMMENTS = (Path(__file__).parent / "comments.txt").read_text(encoding="utf-8").splitlines()
_ROLES = ("Direction", "Direction", "Direction", "Référent numérique", "Référent numérique", "Enseignant", "Autre")
_COMMENTED, _NOT_KNOWN = 0.07, 0.02


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How one sender writes: encoding of the file, and what stands for yes and no."""

    encoding: str
    yes: str
    no: str


_HABITS = (
    Habit(encoding="utf-8-sig", yes="Oui", no="Non"),
    Habit(encoding="cp1252", yes="Oui", no="Non"),
    Habit(encoding="cp1252", yes="oui ", no="non"),
    Habit(encoding="utf-8-sig", yes="O", no="N"),
    Habit(encoding="utf-16", yes="x", no="Non"),
)


def rows_of(rng: Random, post: Post, courses: Mapping[str, Course]) -> list[Row]:
    """What the establishments of one file say, each on the day it wrote."""
    return [_row(rng, reply, courses[reply.establishment.uai]) for reply in post.replies]


def _row(rng: Random, reply: Reply, course: Course) -> Row:
    row: Row = {
        "UAI": reply.establishment.uai,
        "Nom": reply.establishment.name,
        **course.told_on(reply.day),
        "date_reponse": reply.day,
        "repondant_fonction": rng.choice(_ROLES),
    }
    if rng.random() < _COMMENTED:
        row["commentaire"] = rng.choice(_COMMENTS)
    return row


def spoil(rng: Random, rows: list[Row]) -> None:
    """Make one row wrong, in one of the ways seen in real returns; it will be refused."""
    rng.choice(_MISTAKES)(rng.choice(rows), rows)


def _wrong_letter(row: Row, _rows: list[Row]) -> None:
    uai = str(row["UAI"])
    row["UAI"] = uai[:-1] + ("A" if uai[-1] != "A" else "B")


def _about(row: Row, _rows: list[Row]) -> None:
    row["formation_personnels"] = "environ 30"


def _unknown_choice(row: Row, _rows: list[Row]) -> None:
    row["cadre_etat"] = "Presque terminé"


def _impossible_day(row: Row, _rows: list[Row]) -> None:
    row["date_reponse"] = "31/11/2021"


def _told_twice(row: Row, rows: list[Row]) -> None:
    other = "Aucun" if row["cadre_etat"] != "Aucun" else "En cours de rédaction"
    rows.append({**row, "cadre_etat": other})


_MISTAKES: tuple[Callable[[Row, list[Row]], None], ...] = (
    _wrong_letter,
    _about,
    _unknown_choice,
    _impossible_day,
    _told_twice,
)


def too_many_meetings(rows: Sequence[Row]) -> list[Row]:
    """The same answers, with meetings counted since the committee was created instead of since September."""
    return [
        {**row, "comite_reunions": count + 9} if isinstance(count := row.get("comite_reunions"), int) else row
        for row in rows
    ]


def as_csv(db: Database, rng: Random, rows: Sequence[Row], sender: str) -> bytes:
    """A CSV with the codes of the questions as its header, in the sender's habits."""
    habit = Random(sender).choice(_HABITS)
    codes = [question.code for question in load_questions(db.settings.catalogue)]
    written = StringIO()
    writer = csv.DictWriter(written, ["UAI", "Nom", *codes], restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({code: _text(rng, habit, told) for code, told in row.items()} for row in rows)
    return written.getvalue().encode(habit.encoding, errors="replace")


def _text(rng: Random, habit: Habit, told: Told) -> str:
    if isinstance(told, bool):
        return "NSP" if rng.random() < _NOT_KNOWN else habit.yes if told else habit.no
    return f"{told:%d/%m/%Y}" if isinstance(told, date) else str(told)


def as_workbook(db: Database, rows: Sequence[Row], campaign: str) -> bytes:
    """The product's own questionnaire for these establishments, filled in."""
    answers = {str(row["UAI"]): row for row in rows}
    now = db.clock()
    book = load_workbook(BytesIO(questionnaire(db, campaign=campaign, layout="tableau", uai=list(answers), as_of=now)))
    sheet = book[ANSWER_SHEET]
    columns = {str(cell.value): cell.column for cell in sheet[CODE_ROW] if cell.value}
    for line in range(FIRST_ROW, FIRST_ROW + len(answers)):
        for code, told in answers[str(sheet.cell(line, columns["uai"]).value)].items():
            if code not in ("UAI", "Nom"):
                _fill(sheet.cell(line, columns[code]), told)
    written = BytesIO()
    book.save(written)
    return _undated(written.getvalue(), now)


def _fill(cell: Any, told: Told) -> None:
    if isinstance(told, bool):
        cell.value = "Oui" if told else "Non"
    else:
        cell.value = told
    if isinstance(told, str):
        cell.data_type = "s"  # a comment that begins with = is no formula


def _undated(content: bytes, now: datetime) -> bytes:
    """The workbook as if saved at that instant: openpyxl stamps it with the real clock, and the same seed must give the
    same bytes."""
    stamp = f"{now:%Y-%m-%dT%H:%M:%SZ}".encode()
    settled = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as read, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            part = read.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(\w+)[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            write.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return settled.getvalue()

"""Answers: all those of each file, once, and still readable."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from data.check.findings import Finding, error, note
from data.database import Database
from data.returns.questions import load_questions
from data.returns.telling import Column, Return
from data.returns.values import Told, read_value
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_SHA256_DIGITS = 64


def look_at_returns(db: Database) -> Iterator[Finding]:
    """Counts, duplicates, contents, values."""
    yield from _counts(db)
    yield from _twice(db)
    yield from _contents(db)
    yield from _values(db)


def _counts(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("miscounted")):
        yield error(
            "miscounted",
            str(row["id"]),
            f"L'import de « {row['file_name']} » a accepté {row['accepted_count']} établissements et la base a les réponses "
            f"de {row['found']}.",
        )


def _twice(db: Database) -> Iterator[Finding]:
    for row in db.query(sql("answers_twice")):
        yield error(
            "answer_twice",
            str(row["batch"]),
            f"Un même import répond plusieurs fois à la même question pour {row['uai']} ({row['question']}).",
        )


def _contents(db: Database) -> Iterator[Finding]:
    """The digest taken when the file was understood, taken again from what is stored."""
    cursor = db.reading().execute(sql("contents"))
    names = [column[0] for column in cursor.description or []]
    rows = (dict(zip(names, row, strict=True)) for row in iter(cursor.fetchone, None))
    for batch, columns in groupby(rows, key=itemgetter("batch")):
        found = list(columns)
        expected = found[0]["content_sha256"]
        if len(expected) == _SHA256_DIGITS and content_sha256(found) != expected:
            yield error(
                "answers_differ",
                str(batch),
                f"Les réponses de « {found[0]['file_name']} » ne sont pas toutes celles qui ont été lues dans ce fichier.",
            )


def content_sha256(columns: list[dict[str, Any]]) -> str:
    """What Return.content_sha256 gave for the file whose stored answers these are, by question."""
    accepted = sorted({uai for column in columns for uai in column["uais"]})
    places = {uai: place for place, uai in enumerate(accepted)}
    told = Return(accepted=accepted)
    told.columns = [
        Column(
            question=column["question"],
            parts="",
            places=[places[uai] for uai in column["uais"]],
            values=column["told"],
        )
        for column in sorted(columns, key=itemgetter("question"))
    ]
    return told.content_sha256()


def _values(db: Database) -> Iterator[Finding]:
    """The values themselves are not said: they may belong to a person."""
    questions = {question.code: question for question in load_questions(db.settings.catalogue)}
    for code, rows in groupby(db.query(sql("values_told")), key=itemgetter("question")):
        found = list(rows)
        question = questions.get(code)
        if question is None:
            yield note(
                "unknown_question",
                code,
                f"La question « {code} » n'est plus posée : ses {sum(row['answers'] for row in found)} réponses sont gardées.",
            )
            continue
        readings = [(row, read_value(question, row["value"], today=date.max)) for row in found]
        wrong = sum(
            row["answers"] for row, said in readings if not isinstance(said, Told) or said.value != row["value"]
        )
        if wrong:
            yield error(
                "unreadable_value",
                code,
                f"{wrong} réponses à « {question.label} » ne se lisent plus comme {question.expected}.",
            )

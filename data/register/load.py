"""Loading the official directory: what it adds, changes and closes becomes new versions of establishments."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from data.backup import backed_up
from data.batches import add_batch
from data.database import Actor, Database, Write
from data.errors import Refusal
from data.files.originals import keep_original
from data.files.reader import read_tables
from data.register.directory import Directory, parse
from data.returns.issues import Issue
from data.settings import Limits
from data.sql import SqlFolder

sql = SqlFolder(__file__)

_WHOLE, _DEGREES, _YES_NO = pa.int32(), pa.float64(), pa.bool_()
_SCHEMA = pa.schema(
    [
        *[(name, pa.string()) for name in ("uai", "name", "type", "sector", "postal_code", "commune_code", "commune")],
        *[(name, pa.string()) for name in ("departement", "epci", "arrondissement", "bassin", "circonscription")],
        ("priority_education", pa.string()),
        ("pupils", _WHOLE),
        ("latitude", _DEGREES),
        ("longitude", _DEGREES),
        *[(name, pa.string()) for name in ("nature", "parent_uai", "mail")],
        ("is_open", _YES_NO),
    ]
)
"""The columns of the table `establishment`, in its order, without batch, valid_from and recorded_at."""


@dataclass(kw_only=True)
class RegisterReport:
    """What became of one directory. Counts are establishments, but for rows (lines of the file) and those left out."""

    file: str
    sha256: str
    rows: int = 0
    establishments: int = 0
    added: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0
    not_schools: int = 0
    other_departements: int = 0
    duplicates: int = 0
    batch: str | None = None
    already_loaded: bool = False
    issues: list[Issue] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract (DESIGN section 7)."""
        return vars(self) | {"issues": [issue.as_dict() for issue in self.issues]}

    @property
    def sentence(self) -> str:
        """The outcome in one French sentence."""
        if self.already_loaded:
            return f"L'annuaire « {self.file} » n'apporte rien de nouveau : rien n'a changé."
        return (
            f"{self.establishments} établissements lus : {self.added} ajoutés, {self.changed} modifiés, "
            f"{self.closed} fermés, {self.unchanged} inchangés."
        )


def register(
    db: Database,
    actor: Actor,
    *,
    file_name: str,
    content: bytes,
    departement: str | None,
    valid_from: date | None = None,
    allow_closures: bool = False,
    progress: Callable[[float, str], None] = lambda _share, _phrase: None,
    keep: bool = True,
) -> RegisterReport:
    """Load the directory for a département (three characters), or for the country when None.

    What it says holds from valid_from (today when None). Open establishments that it no longer has are closed, never
    deleted. A file that says nothing new adds no batch. keep=False shows what would happen. `progress` is called with a
    share from 0 to 1 and a French phrase, never inside the transaction. Raises Refusal.
    """
    progress(0.0, "Lecture du fichier")
    tables = read_tables(file_name, content, _limits(db.settings.limits))
    progress(0.4, "Recherche des établissements")
    directory = parse(tables, departement=departement)
    progress(0.7, f"Comparaison de {len(directory.establishments)} établissements avec ceux déjà connus")
    report = _report(file_name, hashlib.sha256(content).hexdigest(), directory)
    with _backed_up(db, content, keep=keep), db.writing(actor, "register", file_name, keep=keep) as write:
        _record(write, report, directory, departement, valid_from or db.today(), allow_closures)
    progress(1.0, report.sentence)
    return report


@contextmanager
def _backed_up(db: Database, content: bytes, *, keep: bool) -> Iterator[None]:
    """A load is an import: backed up before and after, its file kept. A preview asks for none of it."""
    if not keep:
        yield
        return
    db.check_room(len(content))
    with backed_up(db, "annuaire"):
        keep_original(db, content)
        yield


def _limits(limits: Limits) -> Limits:
    """The national directory is 68,000 lines of 70 columns, about 40 MB."""
    larger = {"file_mb": 120, "cells": 12_000_000, "seconds": 60.0, "memory_mb": 1_500}
    return limits.model_copy(update={name: max(value, getattr(limits, name)) for name, value in larger.items()})


def _report(file_name: str, sha256: str, directory: Directory) -> RegisterReport:
    return RegisterReport(
        file=file_name,
        sha256=sha256,
        rows=directory.rows,
        establishments=len(directory.establishments),
        not_schools=directory.not_schools,
        other_departements=directory.other_departements,
        duplicates=directory.duplicates,
        issues=directory.issues,
    )


def _record(
    write: Write,
    report: RegisterReport,
    directory: Directory,
    departement: str | None,
    valid_from: date,
    allow_closures: bool,
) -> None:
    changes = _changes(write, directory, departement, valid_from)
    outcomes = changes["outcome"].to_pylist()
    absent = outcomes.count("absent")
    if not allow_closures:
        _check_closures(write, absent, departement, valid_from)
    report.added, report.changed = outcomes.count("added"), outcomes.count("changed")
    report.closed = outcomes.count("closed") + absent
    report.unchanged = report.establishments - (len(outcomes) - absent)
    report.already_loaded = not outcomes
    if not outcomes:
        write.keep = False
        return
    report.batch = _add(write, report, directory, changes, valid_from)
    write.detail.update(
        {name: value for name, value in report.as_dict().items() if isinstance(value, int) or name == "batch"}
    )


def _changes(write: Write, directory: Directory, departement: str | None, valid_from: date) -> pa.Table:
    write.cursor.register("told", pa.Table.from_pylist(directory.establishments, schema=_SCHEMA))
    parameters = {"valid_from": valid_from, "as_of": write.at, "departement": departement}
    changes = write.cursor.execute(sql("changes"), parameters).to_arrow_table()
    write.cursor.unregister("told")
    return changes


def _check_closures(write: Write, absent: int, departement: str | None, valid_from: date) -> None:
    parameters = {"on_day": valid_from, "as_of": write.at, "departement": departement}
    row = write.cursor.execute(sql("count_open"), parameters).fetchone()
    known = row[0] if row else 0
    if absent * 2 > known:
        raise Refusal(
            f"Ce fichier ne contient pas {absent} des {known} établissements ouverts et les fermerait : rien n'a été "
            "changé ; chargez l'annuaire complet ou, si ces fermetures sont vraies, cochez « Accepter de fermer plus de la "
            "moitié des établissements » (--allow-closures en ligne de commande), puis recommencez."
        )


def _add(write: Write, report: RegisterReport, directory: Directory, changes: pa.Table, valid_from: date) -> str:
    batch = add_batch(
        write,
        kind="register",
        campaign=None,
        file_name=report.file,
        file_sha256=report.sha256,
        content_sha256=_content_sha256(directory),
        row_count=report.rows,
        accepted_count=report.establishments,
        issues=[issue.as_dict() for issue in report.issues],
    )
    write.cursor.register("changes", changes)
    write.cursor.execute(sql("add_establishments"), {"batch": batch, "valid_from": valid_from, "recorded_at": write.at})
    write.cursor.unregister("changes")
    return str(batch)


def _content_sha256(directory: Directory) -> str:
    """Of what was understood: the same for the same directory saved again in another encoding or order."""
    rows = sorted(directory.establishments, key=lambda establishment: establishment["uai"])
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()

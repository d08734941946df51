"""All the looks at a base, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from data.check.facts import look_at_facts
from data.check.files import look_at_files
from data.check.findings import Finding, error
from data.check.kept import look_at_kept
from data.check.plan import look_at_plan
from data.check.returns import look_at_returns
from data.database import Database
from data.database.damage import quoted
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_LOOKS: tuple[Callable[[Database], Iterator[Finding]], ...] = (
    look_at_facts,
    look_at_returns,
    look_at_plan,
    look_at_files,
    look_at_kept,
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """rows: table -> rows that could be read."""

    database: str
    rows: dict[str, int]
    findings: list[Finding]

    @property
    def is_sound(self) -> bool:
        """No fault; notes do not count."""
        return all(finding.severity == "note" for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        found = [finding.as_dict() for finding in self.findings]
        return {"database": self.database, "sound": self.is_sound, "rows": self.rows, "findings": found}


def check(db: Database) -> Report:
    """Look at everything; nothing is changed. A table that cannot be read is a finding, and the rest goes on."""
    rows, findings = _read_tables(db)
    for look in _LOOKS:
        try:
            findings += look(db)
        except duckdb.Error:
            findings.append(
                error(
                    "unreadable",
                    look.__name__.removeprefix("look_at_"),
                    "Une partie de la base n'a pas pu être vérifiée, faute de pouvoir la lire : remettez une sauvegarde.",
                )
            )
    return Report(database=db.path.name if db.path else "", rows=rows, findings=findings)


def _read_tables(db: Database) -> tuple[dict[str, int], list[Finding]]:
    rows: dict[str, int] = {}
    findings = []
    for table in [str(row["table_name"]) for row in db.query(sql("tables"))]:
        try:
            read = db.reading().execute(sql("read_table").replace("a_table", quoted(table))).fetchone()
            rows[table] = int(read[0]) if read else 0
        except duckdb.Error:
            findings.append(
                error("unreadable", table, f"La table « {table} » ne se lit pas en entier : remettez une sauvegarde.")
            )
    return rows, findings

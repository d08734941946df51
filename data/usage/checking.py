"""The facts of one file against each other: told twice, totals beside their parts, more people than accounts."""

from collections.abc import Iterable

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.checks import registered
from data.returns.matching.remarks import shown
from data.sql import SqlFolder
from data.usage.reading import Told
from data.usage.words import ALL_PROFILES, KNOWN_PROFILES, MEASURES

sql = SqlFolder(__file__)
Fact = tuple[int, str]
"""Line and profile."""


def check(cursor: duckdb.DuckDBPyConnection, told: Told) -> tuple[pa.Table, str]:
    """(the facts that can be taken, sorted; a digest of them). Remarks are added, and lines refused, in `told`."""
    facts = _telling(told)
    with registered(cursor, told_usage=facts):
        left_out = [*_told_twice(cursor, told), *_totals(cursor, told)]
        _doubtful(cursor, told, set(left_out))
        with registered(cursor, left_out=_as_table(left_out)):
            refused = {"refused": sorted(told.remarks.refused)}
            kept = cursor.execute(sql("kept"), refused).to_arrow_table()
    with registered(cursor, kept_usage=kept):
        row = cursor.execute(sql("digest")).fetchone()
    return kept, str(row[0]) if row and row[0] else ""


def _telling(told: Told) -> pa.Table:
    """The facts of the lines without a faulty cell, that give at least one number."""
    facts = told.facts
    blank = pc.is_null(facts["potential"])
    for name in MEASURES[1:]:
        blank = pc.and_(blank, pc.is_null(facts[name]))
    keep = pc.invert(blank)
    if told.remarks.refused:
        refused = pa.array(sorted(told.remarks.refused), pa.int32())
        keep = pc.and_(keep, pc.invert(pc.is_in(facts["line"], refused)))
    return facts.filter(keep)


def _told_twice(cursor: duckdb.DuckDBPyConnection, told: Told) -> Iterable[Fact]:
    """Rows that say the same: the first is kept. Rows that differ: none is."""
    for line, profile, differ, place in cursor.execute(sql("told_twice")).fetchall():
        sheet = told.sheet_of(line)
        if differ:
            told.remarks.add(
                "duplicate_row",
                severity="error",
                line=line,
                sheet=sheet.sheet,
                cell=sheet.cell(line, "uai"),
                found=profile,
                expected="une ligne par établissement, mois, service et profil",
                message="Plusieurs lignes de ce fichier donnent des nombres différents pour le même établissement, le même "
                "mois, le même service et le même profil : gardez la bonne.",
            )
        elif place:
            told.remarks.add(
                "duplicate_row",
                sheet=sheet.sheet,
                cell=sheet.cell(line, "uai"),
                found=profile,
                expected="une ligne par établissement, mois, service et profil",
                message="Cette ligne répète une autre ligne du fichier, avec les mêmes nombres : elle n'est comptée qu'une fois.",
            )
            yield line, profile


def _totals(cursor: duckdb.DuckDBPyConnection, told: Told) -> Iterable[Fact]:
    """Those that say so, then those that only their numbers give away."""
    for line, profile in cursor.execute(sql("totals_beside"), {"all": ALL_PROFILES}).fetchall():
        _total(told, line, profile, "Ce total est donné à côté de ses profils")
        yield line, profile
    asked = {"all": ALL_PROFILES, "known": KNOWN_PROFILES, "refused": sorted(told.remarks.refused)}
    for line, profile in cursor.execute(sql("sums"), asked).fetchall():
        why = (
            f"« {shown(profile)} » égale la somme des autres profils, ici ou dans la plupart des autres établissements"
        )
        _total(told, line, profile, why)
        yield line, profile


def _total(told: Told, line: int, profile: str, why: str) -> None:
    sheet = told.sheet_of(line)
    told.remarks.add(
        "total_beside_profiles",
        sheet=sheet.sheet,
        cell=sheet.cell(line, "profile"),
        found=profile,
        expected="les profils, ou leur total, mais pas les deux",
        message=f"{why} : la ligne n'est pas prise, pour ne pas compter deux fois les mêmes personnes.",
    )


def _doubtful(cursor: duckdb.DuckDBPyConnection, told: Told, left_out: set[Fact]) -> None:
    for line, profile, potential, activated, users in cursor.execute(sql("doubtful")).fetchall():
        if line in told.remarks.refused or (line, profile) in left_out:
            continue
        sheet = told.sheet_of(line)
        if users is not None and users > potential:
            told.remarks.add(
                "users_over_accounts",
                sheet=sheet.sheet,
                cell=_cell(told, line, "unique_users", profile),
                found=str(users),
                expected=f"au plus {potential}",
                message=f"{users} utilisateurs uniques pour {potential} comptes potentiels, soit plus de 100 % : c'est gardé "
                "comme anomalie et n'entre dans aucun taux. Faites vérifier les comptes.",
            )
        if activated is not None and activated > potential:
            told.remarks.add(
                "activated_over_accounts",
                sheet=sheet.sheet,
                cell=_cell(told, line, "activated", profile),
                found=str(activated),
                expected=f"au plus {potential}",
                message=f"{activated} comptes activés pour {potential} comptes potentiels : c'est gardé tel quel. "
                "Faites vérifier les comptes.",
            )


def _cell(told: Told, line: int, measure: str, profile: str) -> str:
    """Address of a number: its column is that of its profile in a wide table."""
    sheet = told.sheet_of(line)
    wide = f"{measure} {profile}"
    return sheet.cell(line, wide if wide in sheet.letters else f"{measure} ")


def _as_table(facts: list[Fact]) -> pa.Table:
    return pa.table(
        {
            "line": pa.array([line for line, _ in facts], pa.int32()),
            "profile": pa.array([profile for _, profile in facts], pa.string()),
        }
    )

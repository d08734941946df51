"""The command `targets`: the targets of a school year out to a workbook, or a workbook of targets in."""

from pathlib import Path
from typing import Annotated

import typer

from data.asked_indicators import indicator_labels
from data.command import ask, conclude, local_actor, opened, read_file, write_file
from data.errors import Refusal
from data.targets.intake import import_targets
from data.targets.workbook import targets_workbook


def targets_command(
    file: Annotated[Path | None, typer.Argument(help="Classeur de cibles à importer.")] = None,
    school_year: Annotated[str, typer.Option("--school-year", help="Année scolaire, 2021-2022.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Classeur à écrire (.xlsx).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui se passerait, sans rien garder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")] = False,
) -> None:
    """Écrire les cibles d'une année dans un classeur (--out), ou importer un classeur de cibles."""
    if (file is None) == (out is None):
        with ask():
            raise Refusal("Donnez un classeur de cibles à importer, ou --out pour écrire celles d'une année.")
    if out is not None:
        _export(out, school_year)
    elif file is not None:
        _import(file, school_year, dry_run=dry_run, as_json=as_json)


def _export(out: Path, school_year: str) -> None:
    with ask(), opened() as db:
        labels = indicator_labels(db.settings.catalogue)
        write_file(out, targets_workbook(db, school_year=school_year, as_of=db.clock(), labels=labels))
    typer.echo(f"Écrit : {out}")


def _import(file: Path, school_year: str, *, dry_run: bool, as_json: bool) -> None:
    with ask(), opened() as db:
        content = read_file(file)
        result = import_targets(db, local_actor(), file.name, content, school_year=school_year, keep=not dry_run)
    conclude(
        result,
        f"{len(result.decided)} cibles décidées, {result.unchanged} sans changement, "
        f"{len(result.errors)} cellules à corriger.",
        as_json=as_json,
    )

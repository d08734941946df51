"""The command `plan`: the plan out to a workbook, or a workbook of the plan in."""

from pathlib import Path
from typing import Annotated

import typer

from data.command import ask, conclude, local_actor, opened, read_file, write_file
from data.errors import Refusal
from data.plan.intake import import_plan
from data.plan.workbook import plan_workbook


def plan_command(
    file: Annotated[Path | None, typer.Argument(help="Classeur du plan à importer.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Classeur à écrire (.xlsx).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui se passerait, sans rien garder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")] = False,
) -> None:
    """Écrire le plan dans un classeur (--out), ou importer un classeur du plan."""
    if file is not None and out is None:
        _import(file, dry_run=dry_run, as_json=as_json)
    elif out is not None and file is None:
        _export(out)
    else:
        with ask():
            raise Refusal("Donnez un classeur du plan à importer, ou --out pour écrire celui du plan.")


def _export(out: Path) -> None:
    with ask(), opened() as db:
        write_file(out, plan_workbook(db, as_of=db.clock()))
    typer.echo(f"Écrit : {out}")


def _import(file: Path, *, dry_run: bool, as_json: bool) -> None:
    with ask(), opened() as db:
        result = import_plan(db, local_actor(), file.name, read_file(file), keep=not dry_run)
    conclude(
        result,
        f"{len(result.added)} fiches ajoutées, {len(result.changed)} modifiées, {result.unchanged} lignes sans "
        f"changement, {len(result.errors)} cellules à corriger.",
        as_json=as_json,
    )

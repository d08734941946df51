"""The command `check`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from data.check.looking import check
from data.command import DONE_IN_PART, ask, local_actor, opened


def check_command(
    rebuild: Annotated[
        Path | None, typer.Option("--rebuild", help="Nouvelle base à écrire, refaite à partir des fichiers reçus.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")] = False,
) -> None:
    """Vérifier la base, et la refaire à partir des fichiers reçus si on le demande. Elle n'est jamais modifiée."""
    from data.check.rebuilding import rebuild as rebuild_into  # most checks need none of it

    with ask(), opened() as db:
        report = check(db)
        rebuilt = rebuild_into(db, rebuild, actor=local_actor()) if rebuild else None
    findings = [*report.findings, *(rebuilt.findings if rebuilt else [])]
    sound = all(finding.severity == "note" for finding in findings)
    if as_json:
        told = report.as_dict() | {
            "sound": sound,
            "findings": [finding.as_dict() for finding in findings],
            "rebuilt": rebuilt.as_dict() if rebuilt else None,
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        rows = sum(report.rows.values())
        typer.echo(f"{report.database} : {len(report.rows)} tables, {rows} lignes lues.")
        if rebuilt:
            typer.echo(
                f"Base refaite : {rebuilt.path}. {rebuilt.reread} imports relus de leur fichier ({rebuilt.answers} réponses), "
                f"{rebuilt.copied} recopiés tels quels."
            )
        for finding in findings:
            typer.echo(f"  {'' if finding.severity == 'error' else 'Pour information : '}{finding.message}")
        typer.echo("La base est saine." if sound else "La base n'est pas saine : voyez ci-dessus ce qui a été trouvé.")
    if not sound:
        raise typer.Exit(DONE_IN_PART)

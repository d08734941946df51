"""The commands `backup` and `restore`."""

from datetime import UTC
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from data.backup.copies import back_up
from data.backup.restoring import DECIDE_AGAIN, Restored, restore
from data.command import ask, local_actor, opened
from data.settings import get_settings


def backup(
    out: Annotated[
        Path | None, typer.Option("--out", help="Dossier où ranger la copie, sur un autre disque par exemple.")
    ] = None,
) -> None:
    """Sauvegarder la base. Sans --out, la copie va dans le dossier « backups » à côté d'elle."""
    with ask(), opened() as db:
        made = back_up(db, into=out)
        wanted = bool(out or db.settings.backups_kept)
    if made:
        typer.echo(f"Sauvegarde faite : {made}")
    elif wanted:
        typer.echo("Rien n'a été écrit depuis la dernière sauvegarde : elle suffit.")
    else:
        typer.echo("Aucune sauvegarde n'est gardée (réglage backups_kept) : donnez un dossier avec --out.")


def restore_command(
    path: Annotated[Path, typer.Argument(help="Dossier d'une sauvegarde, ou copie d'une base.")],
) -> None:
    """Remettre une sauvegarde. Ce qui était là est mis de côté, jamais supprimé."""
    with ask():
        settings = get_settings()
        done = restore(path, settings.database, actor=local_actor(), settings=settings)
    typer.echo("\n".join(_told(done, settings.time_zone)))


def _told(done: Restored, time_zone: str) -> list[str]:
    at = done.backup.at.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone))
    lines = [
        f"La base {done.database.name} est de nouveau celle du {at:%d/%m/%Y à %H h %M}, "
        f"copiée {done.backup.occasion_in_french}."
    ]
    if done.set_aside:
        lines.append(f"Mis de côté, rien n'est supprimé : {', '.join(file.name for file in done.set_aside)}.")
    if done.unknown:
        lines.append(
            "Fichiers reçus que cette base ne connaît pas, à importer à nouveau (une réponse déjà connue n'est jamais "
            f"comptée deux fois) : {len(done.unknown)}."
        )
        lines += [f"  {original.path}" for original in done.unknown]
    return [*lines, DECIDE_AGAIN]

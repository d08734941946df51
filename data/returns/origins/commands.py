"""The command `origin`: where the answers of an establishment, or of an import, come from."""

import json
from datetime import datetime
from typing import Annotated

import typer

from data.batches import find_batch
from data.command import ask, opened
from data.database import Database
from data.errors import Refusal
from data.register.read import establishments
from data.returns.origins import Origin, origins
from data.returns.origins.contract import as_contract


def origin(
    uai: Annotated[str | None, typer.Option("--uai", help="Établissement dont on suit les réponses.")] = None,
    batch: Annotated[
        str | None, typer.Option("--batch", help="Identifiant de l'import dont on suit les réponses.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")] = False,
) -> None:
    """Dire d'où vient chaque réponse : fichier, feuille, cellule, import, personne et heure, et ce qu'elle est devenue."""
    with ask(), opened() as db:
        as_of = db.clock()
        uai = _known(db, uai, as_of) if uai else None
        batch = str(find_batch(db, batch).id) if batch else None
        if as_json:
            told = as_contract(db, uai=uai, batch=batch, as_of=as_of)
            typer.echo(json.dumps(told, ensure_ascii=False))
            return
        for one in origins(db, uai=uai, batch=batch, as_of=as_of):
            typer.echo(_line(one))


def _known(db: Database, uai: str, as_of: datetime) -> str:
    code = uai.strip().upper()
    known = establishments(db, on=db.local(as_of).date(), as_of=as_of)
    if code not in set(known["uai"]):
        raise Refusal(f"L'annuaire ne connaît pas {code} : corrigez l'UAI, ou chargez un annuaire plus récent.")
    return code


def _line(one: Origin) -> str:
    instead = f" par {one.replaced_by_file}, {one.replaced_by_sheet}!{one.replaced_by_cell}" if one.replaced_by else ""
    why = f" ({one.reason})" if one.reason else instead
    return (
        f"{one.uai} {one.label} : {one.value}, le {one.answered_on:%d/%m/%Y}. {one.status.capitalize()}{why}. "
        f"{one.file_name}, {one.sheet}!{one.cell}, import {one.batch} de {one.actor}."
    )

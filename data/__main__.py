"""Command line of what comes in and is kept: directory, campaigns, targets, questionnaires, returns, backups.

JSON forms are contracts (docs/contracts.md). Exit codes: see data/command.py.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from data.asked_indicators import usual_measure
from data.backup.commands import backup, restore_command
from data.batches import find_batch, restore_batch, revert_batch
from data.campaigns import create_campaign
from data.check.commands import check_command
from data.command import (
    DONE_IN_PART,
    NOTHING_DONE,
    ask,
    day,
    is_terminal,
    local_actor,
    opened,
    read_file,
    run,
    write_file,
)
from data.database import Database
from data.errors import Refusal
from data.plan.commands import plan_command
from data.register.load import register as load_register
from data.returns.intake import STATES_IN_FRENCH, FileResult, RowKey, import_returns
from data.returns.matching import approve_matches
from data.returns.origins.commands import origin
from data.returns.questionnaire import fiches_zip, mailing_csv
from data.returns.questionnaire import questionnaire as make_questionnaire
from data.returns.values import fold
from data.settings import get_settings
from data.targets import parse_amount, parse_milestones, parse_scope, set_target
from data.targets.commands import targets_command
from data.targets.contract import as_contract
from data.targets.doubts import doubt_about, expected_in
from data.usage.intake import UsageResult, import_usage

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ce qui entre et ce que l'on garde.")

app.command()(backup)
app.command(name="restore")(restore_command)
app.command(name="check")(check_command)
app.command()(origin)
app.command(name="targets")(targets_command)
app.command(name="plan")(plan_command)


class As(StrEnum):
    """How a target is counted."""

    COUNT = "count"
    RATE = "rate"
    GROWTH = "growth"


class DemoScale(StrEnum):
    """How large a demonstration is."""

    DEPARTEMENT = "departement"
    NATIONAL = "national"


Result = TypeVar("Result", bound=FileResult)
AsJson = Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")]


@app.command()
def demo(
    seed: Annotated[int, typer.Option("--seed", help="Même graine, même base.")] = 44,
    scale: Annotated[
        DemoScale, typer.Option("--scale", help="national : 60 000 établissements, un quart d'heure.")
    ] = DemoScale.DEPARTEMENT,
    replace: Annotated[bool, typer.Option("--replace", help="Remplacer la démonstration déjà là.")] = False,
) -> None:
    """Construire une base de démonstration : tout y est inventé, et c'est dit sur chaque écran."""
    from data.demo.build import build_demo
    from data.demo.national import build_national

    with ask():
        path = get_settings().database
        if scale == DemoScale.NATIONAL:
            build_national(path, seed=seed, replace=replace, progress=lambda stage: typer.echo(stage, err=True))
        else:
            build_demo(path, seed=seed, replace=replace)
        typer.echo(f"Base de démonstration prête : {path}")


@app.command()
def register(
    file: Annotated[Path, typer.Argument(help="Annuaire officiel, CSV.")],
    departement: Annotated[
        str | None, typer.Option("--departement", help="Code à 3 caractères ; « tous » pour tout garder.")
    ] = None,
    valid_from: Annotated[
        str | None, typer.Option("--valid-from", help="Jour que décrit l'annuaire (aujourd'hui sinon).")
    ] = None,
    allow_closures: Annotated[
        bool, typer.Option("--allow-closures", help="Accepter de fermer plus de la moitié.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Charger l'annuaire officiel des établissements."""
    with ask(), opened() as db, Progress(console=Console(stderr=True), disable=as_json or not is_terminal()) as bar:
        task = bar.add_task("Annuaire", total=1.0)
        wanted = departement or db.settings.territory_code
        report = load_register(
            db,
            local_actor(),
            file_name=file.name,
            content=read_file(file),
            departement=None if wanted == "tous" else wanted,
            valid_from=day(valid_from) if valid_from else None,
            allow_closures=allow_closures,
            progress=lambda share, phrase: bar.update(task, completed=share, description=phrase),
        )
        told = report.as_dict()
    if as_json:
        _print_json(told)
    else:
        typer.echo(
            f"{told['rows']} lignes lues, {told['establishments']} établissements : {told['added']} ajoutés, "
            f"{told['changed']} modifiés, {told['closed']} fermés, {told['unchanged']} inchangés."
        )
        for issue in told["issues"]:
            typer.echo(f"  {issue['cell']} : {issue['message']}", err=True)
    if any(issue["severity"] == "error" for issue in told["issues"]):
        raise typer.Exit(DONE_IN_PART)


@app.command()
def campaign(
    code: Annotated[str, typer.Argument(help="Code de la campagne, par exemple 2021-2022-printemps.")],
    school_year: Annotated[str, typer.Option("--school-year", help="Année scolaire, 2021-2022.")],
    label: Annotated[str | None, typer.Option("--label")] = None,
    opens: Annotated[str | None, typer.Option("--opens")] = None,
    closes: Annotated[str | None, typer.Option("--closes")] = None,
    as_json: AsJson = False,
) -> None:
    """Créer une campagne, ou mettre à jour la liste des établissements attendus."""
    with ask(), opened() as db:
        report = create_campaign(
            db,
            local_actor(),
            code=code,
            school_year=school_year,
            label=label,
            opens_on=day(opens) if opens else None,
            closes_on=day(closes) if closes else None,
        )
    if as_json:
        _print_json(vars(report))
        return
    typer.echo(
        f"Campagne {code} {'créée' if report.created else 'mise à jour'} : {report.expected} établissements attendus "
        f"({report.added} ajoutés, {report.removed} retirés)."
    )


@app.command()
def target(
    indicator: Annotated[str, typer.Argument(help="Code de l'indicateur.")],
    school_year: Annotated[str, typer.Option("--school-year")],
    baseline: Annotated[str, typer.Option("--baseline", help="Valeur initiale.")],
    value: Annotated[str, typer.Option("--value", help="Valeur cible : 400, 45 %, ou +2 points.")],
    due: Annotated[str, typer.Option("--due", help="Échéance.")],
    reason: Annotated[str, typer.Option("--reason", help="Pourquoi cette cible.")],
    baseline_on: Annotated[str | None, typer.Option("--baseline-on", help="Jour de la valeur initiale.")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="GROUPE=VALEUR, par exemple type=Collège.")] = None,
    milestone: Annotated[
        list[str] | None, typer.Option("--milestone", help="Jalon JOUR=VALEUR, par exemple 2022-01-31=250.")
    ] = None,
    measure: Annotated[As | None, typer.Option("--as", help="Sinon selon l'indicateur : nombre, ou taux.")] = None,
    as_json: AsJson = False,
) -> None:
    """Fixer une cible. Une cible plus ancienne reste dans l'historique."""
    with ask(), opened() as db:
        usual = usual_measure(db.settings.catalogue, indicator)
        # « +2 points » can only be a growth; without a unit a rate is meant.
        points = usual == "rate" and "point" in value.lower()
        kind = measure.value if measure else "growth" if points else usual
        if (kind == "count") != (usual == "count"):
            raise Refusal(f"Une cible de {indicator} se dit en « {usual} » : retirez --as {kind}.")
        decided = set_target(
            db,
            local_actor(),
            indicator=indicator,
            school_year=school_year,
            baseline=parse_amount(baseline, kind),
            value=parse_amount(value, kind),
            due_on=day(due),
            reason=reason,
            baseline_on=day(baseline_on) if baseline_on else None,
            scope=parse_scope(scope) if scope else None,
            milestones=parse_milestones("\n".join(milestone or []), kind),
            measure=kind,
        )
        doubt = doubt_about(decided, expected_in(db, decided))
    if as_json:
        _print_json(as_contract(decided))
    else:
        typer.echo(f"Cible fixée pour {indicator} : de {baseline} à {value} au {decided.due_on:%d/%m/%Y}.")
    if doubt:
        typer.echo(doubt, err=True)


@app.command()
def questionnaire(
    campaign: Annotated[str, typer.Option("--campaign")],
    out: Annotated[Path, typer.Option("--out", help="Classeur à écrire (.xlsx), ou .zip pour les fiches.")],
    layout: Annotated[str, typer.Option("--layout", help="tableau, ou fiche")] = "tableau",
    uai: Annotated[list[str] | None, typer.Option("--uai", help="Seulement ces établissements.")] = None,
) -> None:
    """Écrire le questionnaire prérempli : un tableau, une fiche, ou un zip d'une fiche par établissement."""
    many = layout == "fiche" and len(uai or []) != 1
    with ask(), opened() as db, Progress(console=Console(stderr=True), disable=not (many and is_terminal())) as bar:
        as_of = db.clock()
        if many:
            _need_zip(out)
            task = bar.add_task("Fiches", total=None)
            content = fiches_zip(
                db,
                campaign=campaign,
                uai=uai,
                as_of=as_of,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        else:
            content = make_questionnaire(db, campaign=campaign, layout=layout, uai=uai, as_of=as_of)
        write_file(out, content)
    typer.echo(f"Écrit : {out}")


def _need_zip(out: Path) -> None:
    if out.suffix.lower() != ".zip":
        raise Refusal(
            f"Les fiches de plusieurs établissements tiennent dans un zip : donnez à {out.name} un nom qui finit par .zip, "
            "ou un seul --uai."
        )


@app.command()
def mailing(
    campaign: Annotated[str, typer.Option("--campaign")],
    out: Annotated[Path, typer.Option("--out", help="Liste à écrire (.csv).")],
) -> None:
    """Écrire la liste d'un publipostage : à quelle adresse envoyer chaque fiche."""
    with ask(), opened() as db:
        write_file(out, mailing_csv(db, campaign=campaign, as_of=db.clock()))
    typer.echo(f"Écrit : {out}")


@app.command(name="import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Retours : .xlsx, .xlsm, .xls, .ods, .csv, ou un .zip qui en contient.")
    ],
    campaign: Annotated[str, typer.Option("--campaign")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui se passerait, sans rien garder.")] = False,
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="Ligne à écarter : FICHIER!FEUILLE!LIGNE.")
    ] = None,
    accept_headers: Annotated[
        bool, typer.Option("--accept-headers", help="Valider les correspondances de colonnes proposées.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Importer des retours, ou un zip de retours. Une ligne qui a une erreur n'est pas gardée ; les autres le sont."""
    with ask(), opened() as db:
        read = [_readable(file, FileResult) for file in files]
        contents = [
            (file.name, content) for file, content in zip(files, read, strict=True) if isinstance(content, bytes)
        ]
        rows = [_row_key(text, contents) for text in leave_out or []]
        approved = _accept_headers(db, contents, campaign, keep=not dry_run) if accept_headers else {}
        if rows:
            _check_rows(import_returns(db, local_actor(), contents, campaign=campaign, keep=False, left_out=rows), rows)
        with Progress(console=Console(stderr=True), disable=not is_terminal()) as bar:
            task = bar.add_task("Lecture", total=1.0)
            results = import_returns(
                db,
                local_actor(),
                contents,
                campaign=campaign,
                keep=not dry_run,
                left_out=rows,
                approved=approved,
                progress=lambda share, phrase: bar.update(task, completed=share, description=phrase),
            )
        results += [found for found in read if isinstance(found, FileResult)]
    _conclude(results, as_json, _line_of_return)


@app.command()
def usage(
    files: Annotated[
        list[Path],
        typer.Argument(help="Relevés mensuels : .xlsx, .xlsm, .xls, .ods, .csv, ou un .zip qui en contient."),
    ],
    service: Annotated[
        str, typer.Option("--service", help="Service des lignes qui n'en nomment aucun, par exemple e-lyco.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui se passerait, sans rien garder.")] = False,
    as_json: AsJson = False,
) -> None:
    """Importer des relevés d'usage mensuels. Un mois repris est remplacé par ses derniers relevés."""
    with ask(), opened() as db, Progress(console=Console(stderr=True), disable=not is_terminal()) as bar:
        task = bar.add_task("Lecture", total=1.0)
        read = [_readable(file, UsageResult) for file in files]
        results = import_usage(
            db,
            local_actor(),
            [(file.name, one) for file, one in zip(files, read, strict=True) if isinstance(one, bytes)],
            service=service,
            keep=not dry_run,
            progress=lambda share, phrase: bar.update(task, completed=share, description=phrase),
        )
        results += [found for found in read if isinstance(found, UsageResult)]
    _conclude(results, as_json, _line_of_usage)


def _conclude(results: Sequence[Result], as_json: bool, line: Callable[[Result], str]) -> None:
    """Say what became of each file, and exit as the contract has it."""
    if as_json:
        _print_json({"files": [result.as_dict() for result in results]})
    else:
        _tell(results, line)
    refused = [result for result in results if result.state == "refused"]
    if len(refused) == len(results):
        typer.echo(" ".join(f"{result.file} : {result.reason}" for result in refused), err=True)
        raise typer.Exit(NOTHING_DONE)
    if refused or any(result.errors for result in results):
        raise typer.Exit(DONE_IN_PART)


@app.command()
def revert(
    batch: Annotated[str, typer.Argument(help="Identifiant de l'import.")],
    reason: Annotated[str, typer.Option("--reason", help="Pourquoi.")],
    undo: Annotated[bool, typer.Option("--undo", help="Reprendre un import annulé : il compte à nouveau.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Avec tous les fichiers importés en même temps.")] = False,
    as_json: AsJson = False,
) -> None:
    """Annuler un import entier, ou reprendre un import annulé. Tout reste dans l'historique."""
    with ask(), opened() as db:
        decide = restore_batch if undo else revert_batch
        found = find_batch(db, batch)
        chosen = decide(db, local_actor(), batch, reason=reason, whole_drop=drop)
    state = "restored" if undo else "reverted"
    if as_json:
        names = [one.file_name for one in chosen]
        _print_json({"batch": str(found.id), "file": found.file_name, "files": names, "state": state})
        return
    for one in chosen:
        typer.echo(f"Import de « {one.file_name} » {'repris : il compte à nouveau' if undo else 'annulé'}.")


def _row_key(text: str, contents: list[tuple[str, bytes]]) -> RowKey:
    """The row that FILE!SHEET!ROW designates; the file is given by its name, or by its sha256. Raises Refusal."""
    rest, _, row = text.rpartition("!")
    file, _, sheet = rest.rpartition("!")
    if not (file and sheet and re.fullmatch("[0-9]{1,7}", row)):
        raise Refusal(
            f"« {text} » ne désigne pas une ligne : écrivez FICHIER!FEUILLE!LIGNE, par exemple mars.xlsx!Réponses!12."
        )
    digests = {hashlib.sha256(content).hexdigest() for name, content in contents if name == file}
    if len(digests) > 1:
        raise Refusal(f"Deux fichiers s'appellent « {file} » : donnez l'empreinte (sha256) du bon à la place du nom.")
    return digests.pop() if digests else file, sheet, int(row)


def _check_rows(preview: list[FileResult], rows: list[RowKey]) -> None:
    """Raises Refusal for a row that is in no file: what was to be left out would have counted."""
    found = {
        (file, choice.sheet, choice.row)
        for result in preview
        for choice in result.choices
        if choice.left_out
        for file in (result.sha256, result.file)
    }
    missing = next((row for row in rows if row not in found), None)
    if missing:
        raise Refusal(
            f"Aucun fichier n'a de réponses à la ligne {missing[2]} de la feuille « {missing[1]} » : vérifiez ce que "
            "--leave-out désigne. Rien n'a été importé."
        )


def _accept_headers(
    db: Database, contents: list[tuple[str, bytes]], campaign: str, *, keep: bool
) -> dict[tuple[str, str], str]:
    """Approve what likeness proposes, as the screen asks a person to do; for this call only when keep is False."""
    preview = import_returns(db, local_actor(), contents, campaign=campaign, keep=False)
    proposed = [match for result in preview for match in result.proposals]
    if proposed and keep:
        approve_matches(db, local_actor(), [(match, match.question) for match in proposed])
    return {(match.shape, fold(match.header)): match.question for match in proposed}


def _readable(file: Path, kind: type[Result]) -> bytes | Result:
    """The content of a file, or the result of one that cannot be read: the others are imported all the same."""
    try:
        return read_file(file)
    except Refusal as refusal:
        return kind(file=file.name, sha256="", state="refused", reason=str(refusal))


def _tell(results: Sequence[Result], line: Callable[[Result], str]) -> None:
    for result in results:
        typer.echo(f"{result.file} : {STATES_IN_FRENCH[result.state].lower()}. {line(result)}")
        if result.reason and result.state != "refused":
            typer.echo(f"  {result.reason}")
        if result.notice:
            typer.echo(result.notice, err=True)
        for issue in result.issues:
            typer.echo(f"  {issue.sheet} {issue.cell} : {issue.message}")


def _line_of_return(result: FileResult) -> str:
    return (
        f"{result.accepted} lignes acceptées sur {result.rows} ; {result.new} réponses nouvelles, {result.changed} modifiées, "
        f"{result.unchanged} inchangées, {result.blank_kept} vides laissées telles quelles."
    )


def _line_of_usage(result: UsageResult) -> str:
    return (
        f"{result.accepted} lignes acceptées sur {result.rows} ; {result.new} relevés nouveaux, {result.changed} modifiés, "
        f"{result.unchanged} inchangés ; {result.remaining} relevés des mêmes mois, non repris dans ce fichier, restent."
    )


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


if __name__ == "__main__":
    run(app)

"""Command line of what it means: show, explain, plan, snapshot, compare, verify, export, reminders. JSON forms are contracts (docs/contracts.md)."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from data.command import ask, day, is_terminal, local_actor, opened, read_file, run, write_file
from data.database import Database
from data.database.properties import get_property
from data.definitions import change_definition, parse_parameters, proposed
from data.errors import Refusal
from data.plan import read_plan
from data.reference.calendar import school_year_of
from data.returns.following import Status
from data.seances.frozen import Payload, Snapshot, find_snapshot
from data.situation import default_situation
from data.targets import parse_scope
from indicators.catalogue import short_labels
from indicators.definitions import defined
from indicators.effect import as_contract as effect_contract
from indicators.effect import effect, said
from indicators.explain import explain as explain_finding
from indicators.explain import said_of
from indicators.exports.pack import Format, export_bytes
from indicators.exports.reminders import reminders_csv, reminders_workbook
from indicators.findings import Finding, as_contract, finding, findings
from indicators.following import CHASED, following
from indicators.following.words import answer
from indicators.french import long_day
from indicators.measure.adoption import AdoptionMeasure
from indicators.plan.frozen import plan_payload
from indicators.plan.listing import listing
from indicators.sentences import LABELS
from indicators.situation import Situation, check_group
from indicators.snapshots.compare import compare as compare_payloads
from indicators.snapshots.compare import situation_now
from indicators.snapshots.freeze import NOW, freeze
from indicators.snapshots.parts import as_contract as change_contract
from indicators.snapshots.parts import sentence
from indicators.snapshots.payload import build_payload
from indicators.snapshots.verify import as_contract as verification_contract
from indicators.snapshots.verify import said as verification_said
from indicators.snapshots.verify import verify as verify_snapshot

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ce que disent les faits : figures et verdicts.")

On = Annotated[str | None, typer.Option("--on", help="Jour de situation, AAAA-MM-JJ ou JJ/MM/AAAA.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Ce que l'on savait à cet instant, AAAA-MM-JJTHH:MM:SS (UTC).")
]
Scope = Annotated[str | None, typer.Option("--scope", help="Une partie du territoire : GROUPE=VALEUR, type=Collège.")]
AsJson = Annotated[bool, typer.Option("--json", help="Forme stable, pour un programme.")]

_YEARS = range(1900, 9000)  # of an instant that may be asked for: calendars end with the year 9999


class Chased(StrEnum):
    """Whom reminders are for."""

    SILENT = "silencieux"
    PARTIAL = "partiel"


@app.command()
def show(
    on: On = None,
    as_of: AsOf = None,
    by: Annotated[str | None, typer.Option("--by", help="Regroupement : type, sector, epci...")] = None,
    scope: Scope = None,
    as_json: AsJson = False,
) -> None:
    """Chaque indicateur : valeur connue, bornes, cible, rythme et verdict."""
    with ask(), opened() as db:
        situation = _situation(db, on, as_of, scope)
        if by:
            check_group(by)
        found = findings(db, situation)
        smallest = db.settings.smallest_published_group
        if as_json:
            _print_json(
                _heading(db, situation) | {"indicators": [as_contract(f, by=by, smallest=smallest) for f in found]}
            )
            return
        console = Console()
        console.print(f"{db.settings.territory_name}, {situation.school_year}. Situation au {long_day(situation.on)}.")
        for one in found:
            console.print(f"\n[bold]{one.indicator.label}[/bold] : {LABELS[one.verdict]}")
            console.print(one.sentence, markup=False)
            if by:
                console.print(_groups_table(one, by, smallest))


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="Code de l'indicateur.")],
    uai: Annotated[str | None, typer.Option("--uai", help="Un seul établissement.")] = None,
    on: On = None,
    as_of: AsOf = None,
    scope: Scope = None,
    as_json: AsJson = False,
) -> None:
    """Pourquoi ce verdict : nombres, règle, et chaque établissement avec le fichier et la cellule qui l'a dit."""
    with ask(), opened() as db:
        situation = _situation(db, on, as_of, scope)
        told = explain_finding(db, finding(db, defined(db, code, situation.as_of), situation), uai=uai)
        if as_json:
            _print_json(_heading(db, situation) | told)
            return
        console = Console()
        console.print(f"[bold]{told['label']}[/bold], situation au {long_day(situation.on)}")
        console.print(told["sentence"], markup=False)
        console.print(f"Règle (version {told['definition_version']}) : {told['rule']}", markup=False)
        for title, lines in said_of(told).items():
            console.print(f"\n{title}", *(f"- {line}" for line in lines), sep="\n", markup=False)
        table = Table("UAI", "Établissement", "État", "Ce qui manque", "Fichier", "Cellule")
        for row in told["establishments"]:
            source = " ".join(filter(None, (row.get("sheet"), row.get("cell"))))
            shown = (row["name"], row["state"], ", ".join(row.get("missing", [])), row["file_name"] or "", source)
            table.add_row(row["uai"], *map(escape, shown))
        console.print(table)


@app.command()
def plan(on: On = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Le plan d'action : chaque action avec son état, par axe, et ce qui manque à la chaîne."""
    with ask(), opened() as db:
        situation = _situation(db, on, as_of, None)
        if as_json:
            _print_json(_heading(db, situation) | plan_payload(db, situation))
            return
        typer.echo(f"{db.settings.territory_name}, {situation.school_year}. Situation au {long_day(situation.on)}.")
        typer.echo("\n".join(listing(read_plan(db, as_of=situation.as_of), situation.on, short_labels())))


@app.command()
def define(
    code: Annotated[str, typer.Argument(help="Code de l'indicateur.")],
    settings: Annotated[list[str], typer.Option("--set", help="NOM=VALEUR, un nombre, oui ou non ; se répète.")],
    reason: Annotated[str, typer.Option("--reason", help="Pourquoi : décision du comité, consigne...")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire l'effet sans rien changer.")] = False,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Changer la définition d'un indicateur : l'effet est dit, les séances figées ne bougent pas."""
    with ask(), opened() as db:
        situation = _situation(db, on, None, None)
        indicator = defined(db, code, situation.as_of)
        values = parse_parameters(db, code, settings)
        found = effect(db, situation, indicator, values)
        decided = proposed(db, code, values, as_of=situation.as_of)
        if not dry_run:
            decided = change_definition(db, local_actor(), code, values, reason)
        if as_json:
            told = {"code": code, "version": decided.version, "parameters": dict(decided.parameters)}
            _print_json(_heading(db, situation) | told | {"dry_run": dry_run, "effect": effect_contract(found)})
            return
        typer.echo(f"Situation au {long_day(situation.on)}. {said(found)}")
        changed = f"La définition de « {indicator.label} » passe à la version {decided.version}."
        typer.echo("Essai : rien n'a changé." if dry_run else changed)


@app.command()
def snapshot(
    label: Annotated[str, typer.Option("--label", help="Nom de la séance.")],
    on: On = None,
    as_of: AsOf = None,
    scope: Scope = None,
    comment: Annotated[str, typer.Option("--comment", help="Commentaire du comité, gardé à part des nombres.")] = "",
    as_json: AsJson = False,
) -> None:
    """Figer une séance : ses nombres ne bougeront plus."""
    with ask(), opened() as db:
        frozen = freeze(db, local_actor(), _situation(db, on, as_of, scope), label=label, comment=comment)
        if as_json:
            _print_json(
                {
                    "id": str(frozen.id),
                    "label": frozen.label,
                    "sha256": frozen.sha256,
                    "school_year": frozen.school_year,
                    "on": frozen.situation_on.isoformat(),
                    "as_of": frozen.as_of.isoformat(),
                }
            )
            return
        typer.echo(f"Séance figée : « {frozen.label} », situation au {long_day(frozen.situation_on)} ({frozen.id}).")


@app.command()
def export(
    seance: Annotated[str, typer.Argument(help="Identifiant ou nom de la séance.")],
    out: Annotated[Path, typer.Option("--out", help="Fichier à écrire.")],
    format_: Annotated[Format, typer.Option("--format", help=f"{', '.join(Format)}.")] = Format.XLSX,
    template: Annotated[Path | None, typer.Option("--template", help="Vos propres diapositives, .pptx.")] = None,
) -> None:
    """Écrire le dossier d'une séance figée."""
    with ask(), opened() as db:
        frozen, slides = find_snapshot(db, seance), read_file(template) if template else None
        with Progress(console=Console(stderr=True), disable=format_ is not Format.PACK or not is_terminal()) as bar:
            task = bar.add_task("", total=None)
            content = export_bytes(
                frozen,
                format_,
                template=slides,
                told=lambda done, of, name: bar.update(task, completed=done, total=of, description=name),
            )
        write_file(out, content)
        typer.echo(f"Écrit : {out}")


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="Identifiant ou nom de la première séance.")],
    last: Annotated[str, typer.Argument(help="La seconde, ou « maintenant ».")] = NOW,
    as_json: AsJson = False,
) -> None:
    """Dire ce qui a changé d'une séance à l'autre, en parts qui s'additionnent."""
    with ask(), opened() as db:
        before = find_snapshot(db, first)
        after = None if last == NOW else find_snapshot(db, last)
        payload = after.payload if after else build_payload(db, situation_now(db, before))
        changes = compare_payloads(db, before.payload, payload)
        if as_json:
            sides = {"before": _named(before.payload, before), "after": _named(payload, after)}
            _print_json(sides | {"changes": [change_contract(change) for change in changes]})
            return
        console = Console()
        to = f"« {after.label} »" if after else NOW
        console.print(f"De « {before.label} » à {to}", markup=False)
        for change in changes:
            console.print(f"\n[bold]{escape(change.label)}[/bold]")
            console.print(sentence(change), markup=False)


@app.command()
def verify(
    seance: Annotated[str, typer.Argument(help="Identifiant ou nom de la séance.")],
    as_json: AsJson = False,
) -> None:
    """Recalculer une séance depuis les faits, et dire ce qui différerait et pourquoi."""
    with ask(), opened() as db:
        found = verify_snapshot(db, find_snapshot(db, seance))
        if as_json:
            _print_json(verification_contract(found))
        else:
            typer.echo(verification_said(found))
            for one in found.differences:
                what = " : ".join(part for part in (one.indicator, one.what) if part)
                typer.echo(f"- {what} ({one.where}) : figé {one.frozen}, recalculé {one.again}")
        if not found.holds:
            raise typer.Exit(1)


@app.command()
def reminders(
    campaign: Annotated[str, typer.Option("--campaign", help="Code de la campagne.")],
    out: Annotated[Path, typer.Option("--out", help="Liste à écrire, .xlsx ou .csv.")],
    status: Annotated[Chased | None, typer.Option("--status", help="silencieux ou partiel ; sinon les deux.")] = None,
) -> None:
    """Écrire la liste des établissements à relancer."""
    with ask(), opened() as db:
        if out.suffix.lower() not in (".xlsx", ".csv"):
            raise Refusal(f"Le nom {out.name} ne dit pas le format : terminez-le par .xlsx ou .csv.")
        found = following(db, campaign=campaign, as_of=db.clock(), on=_situation(db, None, None, None).on)
        statuses: tuple[Status, ...] = (status.value,) if status else CHASED
        demonstration = get_property(db, "demonstration") == "true"
        if out.suffix.lower() == ".csv":
            write_file(out, reminders_csv(found, statuses))
        else:
            write_file(out, reminders_workbook(found, statuses, db.settings, demonstration=demonstration))
        typer.echo(f"{answer(found)} Écrit : {out}")


def _situation(db: Database, on: str | None, as_of: str | None, scope: str | None) -> Situation:
    known = _instant(as_of) if as_of else db.clock()
    chosen = day(on) if on else None
    year, usual = default_situation(db, school_year=school_year_of(chosen).code if chosen else None, as_of=known)
    filters = dict([parse_scope(scope)]) if scope else {}
    return Situation(school_year=year, on=chosen or usual, as_of=known, filters=filters)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        instant = found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
        if instant.year not in _YEARS:
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise Refusal(
            f"« {text} » n'est pas un instant : écrivez AAAA-MM-JJTHH:MM:SS, par exemple 2022-03-15T18:00:00."
        ) from error
    return instant


def _heading(db: Database, situation: Situation) -> dict[str, Any]:
    return {
        "territory": db.settings.territory_name,
        "filters": dict(situation.filters),
        "school_year": situation.school_year,
        "on": situation.on.isoformat(),
        "as_of": situation.as_of.isoformat(),
    }


def _named(payload: Payload, frozen: Snapshot | None) -> dict[str, Any]:
    told = {key: payload[key] for key in ("school_year", "on", "as_of", "filters")}
    return told | ({"id": str(frozen.id), "label": frozen.label, "sha256": frozen.sha256} if frozen else {})


def _groups_table(one: Finding, by: str, smallest: int) -> Table:
    adoption = isinstance(one.measure, AdoptionMeasure)
    table = Table(
        by, "Attendus", *(("Oui", "Partiel", "Non", "Silencieux") if adoption else ("Utilisateurs", "Comptes"))
    )
    for line in one.groups(by, smallest=smallest):
        shown = (line.yes, line.partial, line.no, line.silent) if adoption else (line.numerator, line.denominator)
        table.add_row(escape(line.value), str(line.expected), *("masqué" if n is None else str(n) for n in shown))
    return table


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


if __name__ == "__main__":
    run(app)

"""Targets: where an indicator starts from, what it should reach, by which day, and why that was decided."""

import math
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from rapidfuzz import process

from data.database import Actor, Database
from data.errors import Refusal
from data.reference.calendar import school_year as read_school_year
from data.register.read import establishments
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Measure = Literal["count", "rate", "growth"]
SCOPE_GROUPS = (
    "type",
    "sector",
    "priority_education",
    "commune",
    "epci",
    "arrondissement",
    "bassin",
    "circonscription",
)
_LONGEST_YEARS = 10
_NUMBER = r"(?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?"
_EXPECTED = {
    "count": "un nombre entier positif ou nul",
    "rate": "un taux de 0 à 100 %",
    "growth": "de -100 à +100 points",
}
# « 2 % » of growth could mean a share of the rate: only points are read.
_UNIT_WRITTEN = {"count": "(?!)", "rate": "%", "growth": "points?|pts?"}
_EXAMPLE = {"count": "400", "rate": "45 % ou 0,45", "growth": "+2 points"}


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target as decided once. The latest for an indicator, school year and scope holds.

    baseline and value are establishments (count), ratios from 0 to 1 (rate), or differences of ratios over the same
    month one year before, from -1 to 1 (growth). scope_group is '' for the whole territory. recorded_at is UTC.
    """

    id: UUID
    indicator: str
    school_year: str
    scope_group: str
    scope_value: str
    measure: Measure
    baseline: float
    baseline_on: date
    value: float
    due_on: date
    reason: str
    actor: str
    recorded_at: datetime


def set_target(
    db: Database,
    actor: Actor,
    *,
    indicator: str,
    school_year: str,
    baseline: float,
    value: float,
    due_on: date,
    reason: str,
    measure: Measure,
    baseline_on: date | None = None,
    scope: tuple[str, str] | None = None,
) -> Target:
    """Decide a target. An earlier one for the same indicator, year and scope stays on record but no longer holds.

    baseline_on: the first day of the school year when not given. scope: (group, value) such as ("epci", "Nantes
    Métropole"), the whole territory when not given. A target may fall, equal its baseline, or be 0.
    Raises Refusal, one French sentence, when an amount, a day, the scope or the reason will not do.
    """
    year = read_school_year(school_year)
    starts = baseline_on or year.starts_on
    if not indicator.strip():
        raise Refusal("Dites de quel indicateur il s'agit.")
    if not reason.strip():
        raise Refusal("Donnez le motif de cette cible : une décision du comité, un constat, une consigne...")
    _check_amount("La valeur initiale", baseline, measure)
    _check_amount("La cible", value, measure)
    _check_due(starts, due_on)
    group, member = _checked_scope(db, scope)
    with db.writing(actor, "target", indicator.strip()) as write:
        target = Target(
            id=write.new_id(),
            indicator=indicator.strip(),
            school_year=year.code,
            scope_group=group,
            scope_value=member,
            measure=measure,
            baseline=float(baseline),
            baseline_on=starts,
            value=float(value),
            due_on=due_on,
            reason=reason.strip(),
            actor=actor.name,
            recorded_at=write.at,
        )
        write.cursor.execute(sql("add_target"), asdict(target))
        write.detail.update(school_year=year.code, scope=group, measure=measure, baseline=baseline, value=value)
    return target


def parse_scope(text: str) -> tuple[str, str]:
    """(group, value) of a scope written GROUPE=VALEUR. Raises Refusal."""
    group, separator, member = text.partition("=")
    if not separator or group.strip() not in SCOPE_GROUPS or not member.strip():
        raise Refusal(
            f"Écrivez le périmètre GROUPE=VALEUR, par exemple type=Collège. Groupes : {', '.join(SCOPE_GROUPS)}."
        )
    return group.strip(), member.strip()


def targets(db: Database, *, school_year: str, as_of: datetime) -> list[Target]:
    """The targets that hold for a school year, by indicator, the whole territory before the groups."""
    return [Target(**row) for row in db.query(sql("list_targets"), school_year=school_year, as_of=as_of)]


def target_history(db: Database, indicator: str, school_year: str, as_of: datetime) -> list[Target]:
    """All targets ever decided for an indicator and school year, every scope, latest first."""
    rows = db.query(sql("target_history"), indicator=indicator, school_year=school_year, as_of=as_of)
    return [Target(**row) for row in rows]


def parse_amount(text: str, measure: Measure) -> float:
    """An amount as people write it, in the unit of the measure (see Target).

    count: « 1 234 ». rate: « 45 % », « 45,5 » and « 0,45 »; a bare number above 1 is a percentage, up to 1 a ratio.
    growth: always points, « +2 », « 2,5 points ». Raises Refusal on anything else.
    """
    # \s covers the no-break and thin spaces of French thousands; a true minus sign comes from slides and web pages.
    plain = text.strip().replace("−", "-").lower()
    found = re.fullmatch(rf"([+-]?\s?{_NUMBER})(?:\s*({_UNIT_WRITTEN[measure]}))?", plain)
    if not found:
        raise _unreadable(text, measure)
    number, unit = Decimal(re.sub(r"\s", "", found[1]).replace(",", ".")), found[2]
    as_written = measure == "count" or (measure == "rate" and not unit and number <= 1)
    amount = float(number if as_written else number / 100)
    if not _fits(amount, measure):
        raise _unreadable(text, measure)
    return amount


def _unreadable(text: str, measure: Measure) -> Refusal:
    if not text.strip():
        return Refusal(f"Il manque un montant : il faut {_EXPECTED[measure]}, par exemple {_EXAMPLE[measure]}.")
    return Refusal(
        f"« {text.strip()[:40]} » ne convient pas : il faut {_EXPECTED[measure]}, par exemple {_EXAMPLE[measure]}."
    )


def _fits(amount: float, measure: Measure) -> bool:
    match measure:
        case "count":
            return amount >= 0 and math.isfinite(amount) and amount == int(amount)
        case "rate":
            return 0 <= amount <= 1
        case "growth":
            return -1 <= amount <= 1


def _check_amount(what: str, amount: float, measure: Measure) -> None:
    if not _fits(amount, measure):
        raise Refusal(f"{what} ({amount:g}) ne convient pas : il faut {_EXPECTED[measure]}.")


def _check_due(starts: date, due_on: date) -> None:
    if due_on < starts:
        raise Refusal(
            f"L'échéance ({due_on:%d/%m/%Y}) est avant le jour de la valeur initiale ({starts:%d/%m/%Y}) : "
            "corrigez l'une des deux dates."
        )
    if due_on.year - starts.year > _LONGEST_YEARS:
        raise Refusal(
            f"L'échéance ({due_on:%d/%m/%Y}) est à plus de {_LONGEST_YEARS} ans de la valeur initiale "
            f"({starts:%d/%m/%Y}) : vérifiez l'année."
        )


def _checked_scope(db: Database, scope: tuple[str, str] | None) -> tuple[str, str]:
    if scope is None:
        return "", ""
    group, member = (part.strip() for part in scope)
    if group not in SCOPE_GROUPS:
        raise Refusal(f"On ne peut pas viser un groupe par « {group} » : choisissez parmi {', '.join(SCOPE_GROUPS)}.")
    if not member:
        raise Refusal(f"Dites quel groupe est visé : {group}=... est vide.")
    known = establishments(db, on=db.today(), as_of=db.clock())[group].dropna().unique().tolist()
    if member not in known:
        nearest = process.extractOne(member, known, score_cutoff=60)
        suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
        raise Refusal(f"L'annuaire ne connaît aucun établissement de {group} « {member} ».{suggestion}")
    return group, member

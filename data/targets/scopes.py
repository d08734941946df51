"""What a target is about: the whole territory, or the establishments of one group."""

from collections.abc import Mapping
from datetime import date, datetime

from rapidfuzz import process

from data.database import Database
from data.errors import Refusal
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Scope = tuple[str, str]
"""(group, value) such as ("epci", "Nantes Métropole"); ("", "") for the whole territory."""
WHOLE: Scope = ("", "")
WHOLE_LABEL = "Tout le territoire"
GROUP_LABELS = {
    "type": "Type",
    "sector": "Secteur",
    "priority_education": "Éducation prioritaire",
    "commune": "Commune",
    "epci": "EPCI",
    "arrondissement": "Arrondissement",
    "bassin": "Bassin",
    "circonscription": "Circonscription",
}
SCOPE_GROUPS = tuple(GROUP_LABELS)
Members = Mapping[str, list[str]]


def parse_scope(text: str) -> Scope:
    """(group, value) of a scope written GROUPE=VALEUR. Raises Refusal."""
    group, separator, member = text.partition("=")
    if not separator or group.strip() not in SCOPE_GROUPS or not member.strip():
        raise Refusal(
            f"Écrivez le périmètre GROUPE=VALEUR, par exemple type=Collège. Groupes : {', '.join(SCOPE_GROUPS)}."
        )
    return group.strip(), member.strip()


def known_members(db: Database) -> dict[str, list[str]]:
    """Group -> the values that the directory gives it today."""
    found: dict[str, list[str]] = {group: [] for group in SCOPE_GROUPS}
    for row in db.query(sql("members"), on_day=db.today(), as_of=db.clock()):
        found[row["scope_group"]].append(row["scope_value"])
    return found


def expected_by_scope(db: Database, *, school_year: str, on: date, as_of: datetime) -> dict[Scope, int]:
    """How many establishments the school year's campaigns expect in each scope; in WHOLE, 0 when they expect nobody."""
    rows = db.query(sql("expected_by_scope"), school_year=school_year, on_day=on, as_of=as_of)
    return {(row["scope_group"], row["scope_value"]): row["expected"] for row in rows}


def checked_scope(scope: Scope | None, members: Members) -> Scope:
    """The scope, without spaces around it. members: see `known_members`. Raises Refusal."""
    if scope is None or scope == WHOLE:
        return WHOLE
    group, member = (part.strip() for part in scope)
    if group not in SCOPE_GROUPS:
        raise Refusal(f"On ne peut pas viser un groupe par « {group} » : choisissez parmi {', '.join(SCOPE_GROUPS)}.")
    if not member:
        raise Refusal(f"Dites quel groupe est visé : {group}=... est vide.")
    if member not in members[group]:
        nearest = process.extractOne(member, members[group], score_cutoff=60)
        suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
        raise Refusal(f"L'annuaire ne connaît aucun établissement de {group} « {member} ».{suggestion}")
    return group, member

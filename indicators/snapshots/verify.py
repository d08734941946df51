"""Does a frozen séance still hold? Worked out again from the facts, what would differ, and why."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any, Literal

from data.database import Database
from data.seances.frozen import Listed, Payload, Snapshot, altered, canonical, listed
from data.settings import VERSION
from indicators.french import number
from indicators.snapshots import planned
from indicators.snapshots.compare import since
from indicators.snapshots.payload import build_whole
from indicators.snapshots.side import Side

Cause = Literal["altered", "before", "settings", "program", "facts"]
CAUSES: Mapping[Cause, str] = {
    "altered": "Ce qui a été figé a été modifié dans la base : remettez une sauvegarde d'avant.",
    "before": "La séance d'avant, à laquelle elle se compare, n'est plus dans la base ou n'y est plus la même.",
    "settings": "Les réglages de l'installation ont changé depuis.",
    "program": "Le programme a changé depuis : ses règles ou ses mots ne sont plus les mêmes.",
    "facts": "Les faits de ce moment-là ne sont plus les mêmes : lancez « python -m data check ».",
}
_TERMS = "plan_terms"
_SETTINGS = {
    "territory": "Territoire",
    "academie": "Académie",
    "smallest_published_group": "Plus petit groupe publié",
    "tolerance": "Tolérance",
    "coverage_needed": "Part des comptes à connaître",
    "holiday_zone": "Zone de vacances",
    "known_on": "Heure locale",
    _TERMS: "Listes de départ du plan",
}
_WHOLE = {"targets": "Cibles", "batches": "Fichiers reçus", "filters": "Filtres", "demonstration": "Démonstration"}
# What the facts and the rule give, whatever the settings and the words of the program.
_FACTUAL = {
    "expected": "Attendus",
    "answered": "Réponses",
    "silent": "Silencieux",
    "yes": "Oui",
    "partial": "Partiel",
    "no": "Non",
    "numerator": "Utilisateurs",
    "denominator": "Comptes",
    "value": "Valeur",
    "month": "Mois",
    "same_month_last_year": "Même mois un an avant",
    "anomalies": "Anomalies",
    "coverage": "Part des comptes connus",
    "target": "Cible",
    "target_measure": "Mesure de la cible",
    "baseline": "Valeur initiale",
    "baseline_on": "Jour de la valeur initiale",
    "due_on": "Échéance",
    "milestones": "Jalons",
    "reason": "Motif de la cible",
    "parameters": "Paramètres",
    "definition_version": "Version de la définition",
    "trajectory": "Trajectoire",
    "establishments": "Établissements",
}
_ENTRY = _FACTUAL | {
    "code": "Code",
    "kind": "Sorte d'indicateur",
    "label": "Libellé",
    "short_label": "Libellé court",
    "unit": "Unité",
    "unit_one": "Unité au singulier",
    "question": "Question",
    "service": "Service",
    "rule": "Règle",
    "rule_made_from": "Règle appliquée",
    "parameter_labels": "Libellés des paramètres",
    "breaks": "Changements de définition",
    "low": "Borne basse",
    "high": "Borne haute",
    "expected_today": "Rythme attendu",
    "verdict": "Verdict",
    "sentence": "Phrase du verdict",
    "yes_to_settle": "Réponses favorables pour conclure",
    "no_to_settle": "Réponses défavorables pour conclure",
    "pace": "Courbe du rythme",
    "fan": "Éventail de la projection",
    "groups": "Groupes",
    "forecast": "Projection",
    "forecast_limits": "Limites de la projection",
    "advice": "Ce qui changerait le verdict",
}
_SINCE = "Depuis la séance d'avant"
_CLOSE = 1e-9  # two machines may not round the last digit of a ratio alike


@dataclass(frozen=True, kw_only=True)
class Difference:
    """indicator: its label, '' for the séance as a whole. what: in French. where: a path in it, for a program."""

    indicator: str
    what: str
    where: str
    frozen: str
    again: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """causes: why it would differ, the likeliest first; empty when it holds."""

    snapshot: Listed
    differences: tuple[Difference, ...]
    causes: tuple[Cause, ...]

    @property
    def holds(self) -> bool:
        """Whether it is intact, and the facts give the same figures."""
        return not self.causes


def verify(db: Database, snapshot: Snapshot) -> Verification:
    """Work a séance out again at its own instant, with what this program and its settings are today."""
    frozen = json.loads(canonical(snapshot.payload))
    before = _the_one_before(db, frozen.get("since"))
    again = json.loads(canonical(_again(db, snapshot, before)))
    found = tuple(_differences(frozen, again))
    causes = {_cause(one, frozen, again, has_before=before is not None) for one in found}
    if altered(db, snapshot.id):
        causes.add("altered")
    return Verification(
        snapshot=snapshot, differences=found, causes=tuple(cause for cause in CAUSES if cause in causes)
    )


def said(found: Verification) -> str:
    """One sentence: whether it holds, else how many differences and why."""
    if found.holds:
        return "La séance tient : recalculée depuis les faits, elle donne exactement les mêmes nombres."
    count = len(found.differences)
    differing = (
        f"recalculée aujourd'hui, elle différerait en {number(count)} point{'s' if count > 1 else ''}. "
        if count
        else ""
    )
    return f"La séance figée reste ce qu'elle était ; {differing}{' '.join(_because(found, cause) for cause in found.causes)}"


def _because(found: Verification, cause: Cause) -> str:
    """A cause in French; settings by their names too."""
    names = dict.fromkeys(one.what for one in found.differences if one.what in _SETTINGS.values())
    return f"{CAUSES[cause]} Réglages changés : {', '.join(names)}." if cause == "settings" and names else CAUSES[cause]


def as_contract(found: Verification) -> dict[str, Any]:
    """The form of `verify --json`."""
    return {
        "id": str(found.snapshot.id),
        "label": found.snapshot.label,
        "sha256": found.snapshot.sha256,
        "holds": found.holds,
        "causes": [{"cause": cause, "message": CAUSES[cause]} for cause in found.causes],
        "differences": [vars(one) for one in found.differences],
    }


def _the_one_before(db: Database, since_it: Mapping[str, Any] | None) -> Listed | None:
    """The séance that the frozen change begins from, if it is still what it was."""
    if not since_it:
        return None
    known = (one for one in listed(db) if str(one.id) == since_it["id"])
    return next((one for one in known if (one.label, one.sha256) == (since_it["label"], since_it["sha256"])), None)


def _again(db: Database, snapshot: Snapshot, before: Listed | None) -> Payload:
    payload = build_whole(db, Side(payload=snapshot.payload).situation)
    return payload | {"since": since(db, before, payload) if before else None}


def _cause(one: Difference, frozen: Payload, again: Payload, *, has_before: bool) -> Cause:
    """Why one thing differs. What settings and words do not touch is never put down to them."""
    settings = any(key in frozen and frozen[key] != again[key] for key in _SETTINGS.keys() - {_TERMS})
    if one.what in _SETTINGS.values() or (settings and frozen["known_on"] != again["known_on"]):
        return "settings"
    if one.what == planned.ITEMS and _TERMS in frozen:
        told = one.where, one.frozen, one.again
        if planned.comes_of_terms(*told, frozen[_TERMS], again[_TERMS]):
            return "settings"
    if one.what == _SINCE:
        if not has_before:
            return "before"
    elif _rules_differ(one, frozen, again):
        return "program"
    elif _is_fact(one):
        return "facts"
    if settings:
        return "settings"
    return "program" if frozen.get("program") != VERSION else "facts"


def _is_fact(one: Difference) -> bool:
    if one.what == planned.ITEMS:
        return planned.is_told(one.where)
    return one.what in _FACTUAL.values() or one.what in _WHOLE.values()


def _rules_differ(one: Difference, frozen: Payload, again: Payload) -> bool:
    code = planned.indicator_of(one.where) if one.what == planned.EFFECTS else one.where.split("/")[0]
    was, now = (
        next((entry.get("rule_made_from") for entry in side["indicators"] if entry["code"] == code), None)
        for side in (frozen, again)
    )
    return bool(was != now and (was or frozen.get("program") != VERSION))


def _differences(frozen: Payload, again: Payload) -> Iterator[Difference]:
    for key, label in (_SETTINGS | _WHOLE).items():
        if key in frozen:
            yield from _leaves(frozen[key], again.get(key), "", label, key)
    now = {entry["code"]: entry for entry in again["indicators"]}
    for entry in frozen["indicators"]:
        code, other = entry["code"], now.get(entry["code"], {})
        for key, value in entry.items():
            was, becomes = _by_uai(value), _by_uai(other.get(key))
            yield from _leaves(was, becomes, entry["label"], _ENTRY.get(key, "Autre"), f"{code}/{key}")
    if "plan" in frozen:  # not in the séances frozen before there was one
        for was, becomes, what, where in planned.sides(frozen["plan"], again["plan"]):
            yield from _leaves(was, becomes, "", what, where)
    if frozen.get("since"):
        yield from _leaves(frozen["since"], again.get("since"), "", _SINCE, "since")


def _by_uai(value: Any) -> Any:
    """Establishments by their UAI: one that is missing does not shift the others."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "uai" in value[0]:
        return {row["uai"]: row for row in value}
    return value


def _leaves(frozen: Any, again: Any, indicator: str, what: str, where: str) -> Iterator[Difference]:
    """What differs, as deep as both sides have the same shape. What the frozen one does not have is not asked."""
    if isinstance(frozen, dict) and isinstance(again, dict):
        for key, value in frozen.items():
            yield from _leaves(value, again.get(key), indicator, what, f"{where}/{key}")
        for key in again.keys() - frozen.keys() if planned.is_list(what, where) else ():
            yield Difference(indicator=indicator, what=what, where=f"{where}/{key}", frozen="absent", again="présent")
    elif isinstance(frozen, list) and isinstance(again, list) and len(frozen) == len(again):
        for place, (was, becomes) in enumerate(zip(frozen, again, strict=True)):
            yield from _leaves(was, becomes, indicator, what, f"{where}/{place}")
    elif not _same(frozen, again):
        yield Difference(indicator=indicator, what=what, where=where, frozen=_text(frozen), again=_text(again))


def _same(frozen: Any, again: Any) -> bool:
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (frozen, again))
    return isclose(frozen, again, rel_tol=_CLOSE, abs_tol=_CLOSE) if numbers else bool(frozen == again)


def _text(value: Any) -> str:
    return "rien" if value is None else str(value) if isinstance(value, str | int | float) else canonical(value)

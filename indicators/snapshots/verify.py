"""Does a frozen séance still hold? Worked out again from the facts, what would differ, and why."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, Literal
from uuid import UUID

from data.database import Database
from data.seances.frozen import Listed, Payload, Snapshot, altered, canonical, listed
from data.settings import VERSION
from indicators.french import number
from indicators.snapshots.compare import since
from indicators.snapshots.payload import build_payload
from indicators.snapshots.side import Side

Cause = Literal["altered", "settings", "program", "facts"]
CAUSES: Mapping[Cause, str] = {
    "altered": "Ce qui a été figé a été modifié dans la base : remettez une sauvegarde d'avant.",
    "settings": "Les réglages de l'installation ont changé depuis.",
    "program": "Le programme a changé depuis : sa règle n'est plus la même.",
    "facts": "Les faits de ce moment-là ne sont plus les mêmes : lancez « python -m data check ».",
}
_SETTINGS = {
    "territory": "Territoire",
    "academie": "Académie",
    "smallest_published_group": "Plus petit groupe publié",
    "tolerance": "Tolérance",
    "coverage_needed": "Part des comptes à connaître",
    "known_on": "Heure locale",
}
_WHOLE = {"targets": "Cibles", "batches": "Fichiers reçus", "filters": "Filtres", "demonstration": "Démonstration"}
_ENTRY = {
    "label": "Libellé",
    "rule": "Règle",
    "rule_made_from": "Règle appliquée",
    "parameters": "Paramètres",
    "definition_version": "Version de la définition",
    "expected": "Attendus",
    "answered": "Réponses",
    "silent": "Silencieux",
    "yes": "Oui",
    "partial": "Partiel",
    "no": "Non",
    "low": "Borne basse",
    "high": "Borne haute",
    "value": "Valeur",
    "target": "Cible",
    "expected_today": "Rythme attendu",
    "verdict": "Verdict",
    "sentence": "Phrase du verdict",
    "trajectory": "Trajectoire",
    "groups": "Groupes",
    "forecast": "Projection",
    "establishments": "Établissements",
}
# What only says which program froze it, or repeats what else is compared.
_NOT_COMPARED = {"format", "program", "since"}
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
    again = json.loads(canonical(_again(db, snapshot)))
    found = tuple(_differences(frozen, again))
    return Verification(
        snapshot=snapshot, differences=found, causes=tuple(_causes(frozen, again, found, _is_altered(db, snapshot.id)))
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
    return f"La séance figée reste ce qu'elle était ; {differing}{' '.join(CAUSES[cause] for cause in found.causes)}"


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


def _again(db: Database, snapshot: Snapshot) -> Payload:
    payload = build_payload(db, Side(payload=snapshot.payload).situation)
    kept = snapshot.payload.get("since")
    if kept:
        before = next((one for one in listed(db) if str(one.id) == kept["id"]), None)
        payload["since"] = since(db, before, payload) if before else None
    return payload


def _is_altered(db: Database, snapshot: UUID) -> bool:
    return bool(altered(db, snapshot))


def _causes(frozen: Payload, again: Payload, found: Sequence[Difference], is_altered: bool) -> Iterator[Cause]:
    if is_altered:
        yield "altered"
    if any(key in frozen and frozen[key] != again[key] for key in _SETTINGS):
        yield "settings"
    if _program_changed(frozen, again) and found:
        yield "program"
    explained = is_altered or any(one.what in _SETTINGS.values() for one in found) or _program_changed(frozen, again)
    if found and not explained:
        yield "facts"


def _program_changed(frozen: Payload, again: Payload) -> bool:
    rules = ({entry["code"]: entry.get("rule_made_from") for entry in side["indicators"]} for side in (frozen, again))
    was, now = rules
    return frozen.get("program") != VERSION or was != now


def _differences(frozen: Payload, again: Payload) -> Iterator[Difference]:
    for key, label in (_SETTINGS | _WHOLE).items():
        if key in frozen:
            yield from _leaves(frozen[key], again.get(key), "", label, key)
    now = {entry["code"]: entry for entry in again["indicators"]}
    for entry in frozen["indicators"]:
        code, other = entry["code"], now.get(entry["code"], {})
        for key, value in entry.items():
            if key not in _NOT_COMPARED:
                was, becomes = _by_uai(value), _by_uai(other.get(key))
                yield from _leaves(was, becomes, entry["label"], _ENTRY.get(key, key), f"{code}/{key}")
    if frozen.get("since"):
        yield from _leaves(frozen["since"], again.get("since"), "", "Depuis la séance d'avant", "since")


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
        for key in again.keys() - frozen.keys() if where.endswith("/establishments") else ():
            yield Difference(indicator=indicator, what=what, where=f"{where}/{key}", frozen="absent", again="attendu")
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

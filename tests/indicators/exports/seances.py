"""Séances written by hand for the exports: a small one whose every number is known, and one of a département's size."""

from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from data.seances.frozen import Snapshot

TRAP = '=HYPERLINK("http://exemple.test";"Cliquez")'
SHA = "5e" * 32


def make_snapshot(payload: dict[str, Any], **changes: Any) -> Snapshot:
    """A frozen séance around a payload."""
    fields: dict[str, Any] = {
        "id": UUID("0190d3a0-0000-7000-8000-000000000001"),
        "label": "Comité du 15 mars 2022",
        "school_year": "2021-2022",
        "situation_on": date(2022, 3, 15),
        "as_of": datetime(2022, 3, 15, 13, 5),
        "comment": "Relancer les écoles du nord.\nPoint suivant en mai.",
        "payload": payload,
        "sha256": SHA,
        "actor": "secrétaire",
        "recorded_at": datetime(2022, 3, 15, 13, 6),
    }
    return Snapshot(**(fields | changes))


def small_payload() -> dict[str, Any]:
    """Five establishments: 2 oui, 1 partiel, 0 non, 2 silencieux; a rate on the two collèges and the lycée."""
    return {
        "format": 1,
        "territory": "Loire-Atlantique",
        "academie": "académie de Nantes",
        "school_year": "2021-2022",
        "on": "2022-03-15",
        "as_of": "2022-03-15T13:05:00",
        "known_on": "2022-03-15T14:05",
        "filters": {},
        "indicators": [_cadre(), _usage()],
        "batches": [
            {
                "id": "b1",
                "kind": "returns",
                "campaign": "2022",
                "file": "retours mars.xlsx",
                "sha256": "ab" * 32,
                "accepted": 3,
                "recorded_at": "2022-03-02T09:30",
            }
        ],
    }


def _cadre() -> dict[str, Any]:
    return {
        "code": "cadre_communication",
        "label": "Projets intégrant un cadre de communication numérique",
        "short_label": "Cadre de communication",
        "kind": "adoption",
        "unit": "projets",
        "question": "Combien de projets intègrent un cadre ?",
        "rule": "Oui : le cadre est intégré au projet.",
        "parameters": {},
        "service": None,
        "expected": 5,
        "answered": 3,
        "silent": 2,
        "yes": 2,
        "partial": 1,
        "no": 0,
        "low": 2,
        "high": 4,
        "baseline": 0.0,
        "baseline_on": "2021-09-01",
        "target": 4.0,
        "target_measure": "count",
        "due": "2022-06-30",
        "due_on": "2022-06-30",
        "reason": "Décision du comité de rentrée",
        "expected_today": 2.5,
        "verdict": "indetermine",
        "sentence": "On ne peut pas conclure : entre 2 et 4 projets, le rythme attend 3 au 15/03/2022.",
        "yes_to_settle": 1,
        "no_to_settle": 2,
        "definition_version": 1,
        "trajectory": [
            _point("2021-09-30", 0, 0, 0, 5),
            _point("2022-02-28", 1, 1, 0, 3),
            _point("2022-03-15", 2, 1, 0, 2),
        ],
        "pace": [
            ["2021-09-01", 0.0],
            ["2022-02-28", 2.25],
            ["2022-03-14", 2.49],
            ["2022-05-30", 3.5],
            ["2022-06-30", 4.0],
        ],
        "groups": {
            "type": [_line("type", "École", 3, 1, 0, 0, 2), _masked("type", "Collège", 2)],
            "sector": [_line("sector", "Public", 5, 2, 1, 0, 2)],
            "epci": [],
        },
        "establishments": [
            _school("0440001M", TRAP, "École", "silencieux"),
            _school("0440002N", "École Jules Verne", "École", "oui", day="2022-02-10", cell="E7"),
            _school("0440003P", "École Jean Moulin", "École", "silencieux"),
            _school("0440004R", "Collège Prévert", "Collège", "oui", day="2022-03-01", cell="E8"),
            _school(
                "0440005S", "Lycée Clemenceau", "Collège", "partiel", ["cadre rédigé, pas intégré"], "2022-03-01", "E9"
            ),
        ],
        "groups_note": None,
    }


def _usage() -> dict[str, Any]:
    months = [
        _month("2021-02", 300, 600, 2, True),
        _month("2022-01", 320, 640, 2, True),
        _month("2022-02", 360, 640, 2, True),
        _month("2022-03", 50, 640, 2, False),
    ]
    return {
        "code": "usage_services",
        "label": "Usage des outils et services déployés",
        "short_label": "Usage des services",
        "kind": "rate",
        "unit": "des comptes",
        "question": "Quelle part des comptes sert vraiment ?",
        "rule": "Utilisateurs uniques rapportés aux comptes potentiels.",
        "parameters": {"service": "e-lyco", "types": "Collège, Lycée"},
        "service": "e-lyco",
        "expected": 2,
        "answered": 2,
        "silent": 0,
        "numerator": 360,
        "denominator": 640,
        "value": 0.5625,
        "month": "2022-02",
        "same_month_last_year": 0.5,
        "anomalies": 0,
        "coverage": 1.0,
        "low": 0.0625,
        "high": 0.0625,
        "baseline": 0.0,
        "baseline_on": "2021-09-01",
        "target": 0.02,
        "target_measure": "growth",
        "due": "2022-06-30",
        "due_on": "2022-06-30",
        "reason": "Usage en hausse",
        "expected_today": 0.0125,
        "verdict": "atteint",
        "sentence": "Cible atteinte : +6,3 points sur un an, pour +2 points visés au 30/06/2022.",
        "yes_to_settle": None,
        "no_to_settle": None,
        "definition_version": 2,
        "trajectory": months,
        "pace": [],
        "groups": {
            "type": [
                _line("type", "Collège", 2, None, None, None, 0)
                | {"numerator": 360, "denominator": 640, "low": 0.5625, "high": 0.5625}
            ],
            "sector": [],
            "epci": [],
        },
        "establishments": [
            _usage_school("0440004R", "Collège Prévert", 240, 400),
            _usage_school("0440005S", "Lycée Clemenceau", 120.0, 240.0),
        ],
    }


def _point(day: str, yes: int, partial: int, no: int, silent: int) -> dict[str, Any]:
    counts = {"yes": yes, "partial": partial, "no": no, "silent": silent}
    return {"day": day, **counts, "low": yes, "high": yes + silent}


def _month(month: str, numerator: int, denominator: int, answered: int, complete: bool) -> dict[str, Any]:
    rate = numerator / denominator
    return {
        "month": month,
        "numerator": numerator,
        "denominator": denominator,
        "expected": 2,
        "answered": answered,
        "anomalies": 0,
        "silent_accounts": 0,
        "unknown": 0,
        "complete": complete,
        "value": rate,
        "low": rate,
        "high": rate,
    }


def _line(
    group: str, value: str, expected: int, yes: int | None, partial: int | None, no: int | None, silent: int | None
) -> dict[str, Any]:
    return {
        "group": group,
        "value": value,
        "expected": expected,
        "masked": False,
        "yes": yes,
        "partial": partial,
        "no": no,
        "silent": silent,
        "low": yes,
        "high": None if yes is None else yes + (silent or 0),
        "numerator": None,
        "denominator": None,
    }


def _masked(group: str, value: str, expected: int) -> dict[str, Any]:
    return _line(group, value, expected, None, None, None, None) | {"masked": True}


def _school(
    uai: str,
    name: str,
    kind: str,
    state: str,
    missing: list[str] | None = None,
    day: str | None = None,
    cell: str | None = None,
) -> dict[str, Any]:
    told = state != "silencieux"
    return {
        "uai": uai,
        "name": name,
        "type": kind,
        "commune": "Nantes",
        "sector": "Public",
        "epci": "Nantes Métropole",
        "state": state,
        "missing": missing or [],
        "answered_on": day,
        "file_name": "retours mars.xlsx" if told else None,
        "sheet": "Réponses" if told else None,
        "cell": cell,
        "batch": "b1" if told else None,
    }


def _usage_school(uai: str, name: str, users: float, accounts: float) -> dict[str, Any]:
    """pandas gives floats where another row has none: 240.0 users are 240."""
    return {
        "uai": uai,
        "name": name,
        "type": "Collège",
        "commune": "Nantes",
        "state": "relevé",
        "numerator": users,
        "denominator": accounts,
        "file_name": "usage février.csv",
        "batch": "b2",
    }


# --- the form of today: targets, what changed since the séance before, what the committee said

JUDGEMENTS = {
    "cadre_communication": "Les écoles du nord attendent un modèle.\n=2+2 : à reprendre en mai.",
    "": "Le comité veut une fiche modèle avant les vacances.",
}


def recent_seance(*, payload: dict[str, Any] | None = None, **changes: Any) -> Snapshot:
    """`recent_payload` with its judgements."""
    return make_snapshot(payload or recent_payload(), **({"judgements": JUDGEMENTS} | changes))


def recent_payload() -> dict[str, Any]:
    """The small séance in format 2. Since February: projects from 1 to 2 (+1 -1 +1), use from 50 % to 56,25 %."""
    payload = small_payload()
    cadre, usage = payload["indicators"]
    return payload | {
        "format": 2,
        "program": "0.5.0",
        "demonstration": True,
        "smallest_published_group": 3,
        "tolerance": 0.05,
        "coverage_needed": 0.6,
        "indicators": [cadre | _CADRE_TODAY, usage | _USAGE_TODAY],
        "targets": [
            _target("cadre_communication", 4.0, milestones=[["2022-02-28", 2.25]]),
            _target("cadre_communication", 2.0, scope_group="epci", scope_value="Nantes Métropole"),
            _target("usage_services", 0.02, measure="growth", reason="Usage en hausse"),
        ],
        "since": since(),
    }


_CADRE_TODAY: dict[str, Any] = {
    "milestones": [["2022-02-28", 2.25]],
    "rule_made_from": "1f" * 32,
    "parameter_labels": {},
    "breaks": [],
    "forecast": None,
    "fan": [],
    "forecast_limits": "",
    "advice": [
        "1 réponse favorable suffirait à conclure : ce serait « dans le rythme ».",
        "Il faut 1 projet de plus par mois d'école d'ici au 30/06/2022 pour atteindre 4 (il reste 2,9 mois d'école).",
    ],
}
_USAGE_TODAY: dict[str, Any] = _CADRE_TODAY | {"milestones": [], "rule_made_from": None, "advice": []}


def _target(code: str, value: float, **changes: Any) -> dict[str, Any]:
    told = {
        "indicator": code,
        "scope_group": "",
        "scope_value": "",
        "measure": "count",
        "baseline": 0.0,
        "baseline_on": "2021-09-01",
        "value": value,
        "due_on": "2022-06-30",
        "milestones": [],
        "reason": "Décision du comité de rentrée",
        "recorded_at": "2021-09-15T08:00:00",
    }
    return told | changes


def since() -> dict[str, Any]:
    """What changed since the séance of 15 February."""
    prevert = ("0440004R", "Collège Prévert", "Collège")
    clemenceau = ("0440005S", "Lycée Clemenceau", "Collège")
    return {
        "id": "0190d3a0-0000-7000-8000-000000000000",
        "label": "Comité du 15 février 2022",
        "on": "2022-02-15",
        "sha256": "4d" * 32,
        "changes": [
            {
                "code": "cadre_communication",
                "label": "Projets intégrant un cadre de communication numérique",
                "kind": "adoption",
                "unit": "projets",
                "before": 1,
                "after": 2,
                "high_before": 4,
                "high_after": 4,
                "shown_before": "1",
                "shown_after": "2",
                "shown_total": "+1",
                "sentence": "De 1 à 2 projets (+1) : réponses nouvelles +1, corrections −1, évolution réelle +1.",
                "parts": _parts(
                    new_answers=(1, "+1", 0, [("0440002N", "École Jules Verne", "École", "silencieux", "oui")]),
                    corrections=(-1, "−1", -1, [(*clemenceau, "oui", "partiel")]),
                    real_change=(1, "+1", 1, [(*prevert, "partiel", "oui")]),
                    definition=(0, "0", 0, []),
                    directory=(0, "0", 0, []),
                ),
            },
            {
                "code": "usage_services",
                "label": "Usage des outils et services déployés",
                "kind": "rate",
                "unit": "des comptes",
                "before": 0.5,
                "after": 0.5625,
                "high_before": None,
                "high_after": None,
                "shown_before": "50\u00a0%",
                "shown_after": "56,3\u00a0%",
                "shown_total": "+6,3\u00a0points",
                "sentence": "De 50\u00a0% à 56,3\u00a0% des comptes (+6,3\u00a0points) : corrections +1,3\u00a0point, "
                "évolution réelle +5\u00a0points.",
                "parts": _parts(
                    new_answers=(0.0, "0\u00a0point", None, []),
                    corrections=(0.0125, "+1,3\u00a0point", None, [(*prevert, 0.52, 0.54)]),
                    real_change=(0.05, "+5\u00a0points", None, [(*prevert, 0.54, 0.6), (*clemenceau, 112 / 240, 0.5)]),
                    definition=(0.0, "0\u00a0point", None, []),
                    directory=(0.0, "0\u00a0point", None, []),
                ),
            },
        ],
    }


_PART_LABELS = {
    "new_answers": "Réponses nouvelles",
    "corrections": "Corrections",
    "real_change": "Évolution réelle",
    "definition": "Changement de définition",
    "directory": "Annuaire",
}


def _parts(**told: tuple[float, str, int | None, list[tuple[Any, ...]]]) -> list[dict[str, Any]]:
    keys = ("uai", "name", "type", "before", "after")
    return [
        {
            "part": part,
            "label": _PART_LABELS[part],
            "change": change,
            "shown": shown,
            "high": high,
            "establishments": [dict(zip(keys, moved, strict=True)) | {"commune": "Nantes"} for moved in establishments],
        }
        for part, (change, shown, high, establishments) in told.items()
    ]


# --- a département's size, by arithmetic alone

_TYPES = (("École", 700), ("Collège", 140), ("Lycée", 84), ("EREA", 2), ("Établissement médico-social", 2))
_EPCI = (
    "Nantes Métropole",
    "CA de la Presqu'île de Guérande Atlantique (Cap Atlantique)",
    "CA de la Région Nazairienne et de l'Estuaire (CARENE)",
    "CC de Grand Lieu",
    "CC Erdre et Gesvres",
    "CC du Pays d'Ancenis",
    "CC de Nozay",
    "CC Estuaire et Sillon",
    "CA Clisson Sèvre et Maine Agglo",
    "CC Sud Retz Atlantique",
)
_STATES = ("oui", "silencieux", "partiel", "silencieux", "non", "oui", "silencieux")
_LACKS = {
    "partiel": ["1 réunion sur 2 attendues", "comptes rendus non diffusés", "référent numérique absent"],
}
_ADOPTIONS = (
    (
        "cadre_communication",
        "Projets intégrant un cadre de communication numérique",
        "Cadre de communication",
        "projets",
        400,
    ),
    (
        "comite_fonctionnel",
        "Établissements dont le comité de pilotage numérique est fonctionnel",
        "Comité fonctionnel",
        "comités fonctionnels",
        300,
    ),
    (
        "formation_pairs",
        "Établissements ayant suivi une formation de proximité ou par les pairs",
        "Formation par les pairs",
        "établissements formés",
        None,
    ),
)


def large_payload(schools: int = 928) -> dict[str, Any]:
    """Three adoptions and a rate, over 928 establishments unless another number is given."""
    identities = _identities(schools)
    adoptions = [_large_adoption(shift, identities) for shift in range(len(_ADOPTIONS))]
    usage = _large_usage([identity for identity in identities if identity["type"] in ("Collège", "Lycée")])
    kinds = ("returns", "register", "usage")
    batches = [
        {
            "id": f"b{number}",
            "kind": kinds[number % 3],
            "campaign": "2022" if number % 3 == 0 else None,
            "file": f"lot {number:02d} - circonscription de Saint-Nazaire.xlsx",
            "sha256": f"{number:064x}",
            "accepted": 31 + number,
            "recorded_at": f"2022-03-{number % 14 + 1:02d}T09:30",
        }
        for number in range(40)
    ]
    filters: dict[str, str] = {}
    return small_payload() | {
        "demonstration": True,
        "filters": filters,
        "indicators": [adoptions[0], adoptions[1], usage, adoptions[2]],
        "batches": batches,
    }


def _identities(count: int) -> list[dict[str, Any]]:
    kinds = [kind for kind, share in _TYPES for _ in range(share)]
    return [
        {
            "uai": f"044{number:04d}X",
            "name": f"{kinds[number * 365 % len(kinds)]} Joseph Joubert et Émilien Maillard {number}",
            "type": kinds[number * 365 % len(kinds)],
            "commune": ("Nantes", "Saint-Nazaire", "Saint-Philbert-de-Grand-Lieu")[number % 3],
            "sector": "Privé" if number % 4 == 0 else "Public",
            "epci": _EPCI[number % len(_EPCI)],
        }
        for number in range(count)
    ]


def _large_adoption(shift: int, identities: list[dict[str, Any]]) -> dict[str, Any]:
    code, label, short, unit, target = _ADOPTIONS[shift]
    states = [_STATES[(number * 3 + shift * 2 + number // 50) % len(_STATES)] for number in range(len(identities))]
    total = {state: states.count(state) for state in ("oui", "partiel", "non", "silencieux")}
    ends = ["2021-09-30", "2021-10-31", "2021-11-30", "2021-12-31", "2022-01-31", "2022-02-28", "2022-03-15"]
    trajectory = [_share_of(total, len(identities), day, at / (len(ends) - 1)) for at, day in enumerate(ends)]
    first = date(2021, 9, 1)
    pace = [[str(first + timedelta(days=7 * week)), (target or 0) * week / 43] for week in range(44)] if target else []
    pace = [*pace[:-1], ["2022-06-30", float(target)]] if target else []
    low, high = total["oui"], total["oui"] + total["silencieux"]
    return _cadre() | {
        "code": code,
        "label": label,
        "short_label": short,
        "unit": unit,
        "question": f"Combien de {unit} dans le département ?",
        "rule": (
            "Oui : le comité existe, s'est réuni au moins 1 fois par trimestre écoulé au jour de la réponse (au moins 1 fois, "
            "trimestres finissant les 31 décembre, 31 mars et 30 juin), diffuse ses comptes rendus, et réunit la direction, "
            "le référent numérique et au moins 1 autre groupe. Partiel : il existe, mais un critère manque. Non : il n'existe pas. "
            "La réponse vaut dès la création du comité, sinon dès le jour de la réponse, et s'éteint avec l'année scolaire."
        ),
        "parameters": {"meetings_a_trimester": 1, "least_meetings": 1, "other_groups": 1},
        "expected": len(identities),
        "answered": len(identities) - total["silencieux"],
        "silent": total["silencieux"],
        "yes": total["oui"],
        "partial": total["partiel"],
        "no": total["non"],
        "low": low,
        "high": high,
        "target": float(target) if target else None,
        "target_measure": "count" if target else None,
        "due": "2022-06-30" if target else None,
        "due_on": "2022-06-30" if target else None,
        "baseline": 0.0 if target else None,
        "baseline_on": "2021-09-01" if target else None,
        "expected_today": 0.64 * target if target else None,
        "verdict": ("indetermine", "en_retard", "sans_cible")[shift],
        "sentence": (
            f"On ne peut pas conclure : entre {low} et {high} {unit}, le rythme attend 256 au 15/03/2022. 32 réponses favorables "
            "de plus suffiraient à dire « dans le rythme », 180 réponses défavorables à dire « en retard »."
        ),
        "trajectory": trajectory,
        "pace": pace,
        "groups": {group: _large_groups(group, identities, states) for group in ("type", "sector", "epci")},
        "establishments": [_large_record(identity, state) for identity, state in zip(identities, states, strict=True)],
    }


def _share_of(total: dict[str, int], expected: int, day: str, share: float) -> dict[str, Any]:
    yes, partial, no = (round(total[state] * share) for state in ("oui", "partiel", "non"))
    return _point(day, yes, partial, no, expected - yes - partial - no)


def _large_record(identity: dict[str, Any], state: str) -> dict[str, Any]:
    told = state != "silencieux"
    return identity | {
        "state": state,
        "missing": _LACKS.get(state, []),
        "answered_on": "2022-03-01" if told else None,
        "file_name": "lot 03 - circonscription de Saint-Nazaire.xlsx" if told else None,
        "sheet": "Réponses" if told else None,
        "cell": f"E{identity['uai'][3:7]}" if told else None,
        "batch": "b3" if told else None,
    }


def _large_groups(group: str, identities: list[dict[str, Any]], states: list[str]) -> list[dict[str, Any]]:
    lines = []
    for value in dict.fromkeys(identity[group] for identity in identities):
        mine = [state for identity, state in zip(identities, states, strict=True) if identity[group] == value]
        counts = [mine.count(state) for state in ("oui", "partiel", "non", "silencieux")]
        lines.append(_masked(group, value, len(mine)) if len(mine) < 3 else _line(group, value, len(mine), *counts))
    return sorted(lines, key=lambda line: -line["expected"])


def _large_usage(identities: list[dict[str, Any]]) -> dict[str, Any]:
    names = [f"2020-{m:02d}" for m in range(9, 13)] + [f"2021-{m:02d}" for m in range(1, 13)]
    names += ["2022-01", "2022-02", "2022-03"]
    months = [
        _month(name, 40_000 + 900 * at - (20_000 if name[-2:] in ("07", "08") else 0), 90_000, 200, name != "2022-03")
        | {"low": (40_000 + 900 * at) / 99_000, "high": (49_000 + 900 * at) / 99_000, "expected": len(identities)}
        for at, name in enumerate(names)
    ]
    types = [
        _line("type", "Collège", 140, None, None, None, 12)
        | {"numerator": 30_000, "denominator": 55_000, "low": 0.5454},
        _line("type", "Lycée", 84, None, None, None, 8) | {"numerator": 25_300, "denominator": 35_000, "low": 0.7228},
    ]
    return _usage() | {
        "expected": len(identities),
        "answered": 200,
        "silent": len(identities) - 200,
        "anomalies": 2,
        "numerator": 55_300,
        "denominator": 90_000,
        "value": 0.6144,
        "same_month_last_year": 0.5888,
        "trajectory": months,
        "groups": {"type": types, "sector": types[:1] + [_masked("sector", "Privé", 60)], "epci": []},
        "establishments": [
            identity
            | {
                "state": ("relevé", "silencieux", "anomalie")[min(at % 20, 2)] if at % 20 < 3 else "relevé",
                "numerator": None if at % 20 == 1 else 240.0,
                "denominator": None if at % 20 == 1 else 400.0,
                "file_name": None if at % 20 == 1 else "usage février 2022.csv",
                "batch": None if at % 20 == 1 else "b2",
            }
            for at, identity in enumerate(identities)
        ],
    }


# --- a plan of action


def planned_seance(*told: str) -> Snapshot:
    """`recent_seance` with a plan. told: in turn instead of each text that people type, when given."""
    return recent_seance(payload=recent_payload() | {"plan": plan(*told)})


def plan(*told: str) -> dict[str, Any]:
    """Four actions of two axes and of none, one of them late by its step; two decisions, one taken; three missing links."""

    given = cycle(told)

    def text(usual: str) -> str:
        return next(given, usual)

    return {
        "lessons": [
            _item("R1", text("Un collège pilote dans la durée"), text=text("Une stratégie commune."))
            | {"origin": text("Établissement"), "uai": "0440004R", "voices": [text("Parents")], "told_on": "2021-10-05"}
            | {"address": text("https://exemple.fr/retour"), "themes": [text("Gouvernance et anticipation")]}
        ],
        "strengths": [_item("F1", text("Le soutien des familles"), lessons=["R1"])],
        "irritants": [
            _item("I1", text("Trop d'outils sans cadre"), lessons=["R1"], main=True),
            _item("I2", text("Peu d'usage par moments"), lessons=[], main=False),
        ],
        "needs": [_item("B1", text("Anticiper"), irritants=["I1"])],
        "levers": [_item("L1", text("Un code de conduite"), needs=["B1"])],
        "axes": [_item("X1", text("Définir un cadre interne")), _item("X2", text("Partir des besoins réels"))],
        "actions": [
            _plan_action(
                "A1", text("Écrire une charte"), "en_retard", text=text("Avec chaque établissement."), axis="X1", days_late=5,
                levers=["L1"], decisions=["D1"], actors=[text("RUPN"), "Élus"], owner=text("Pilotage"), keys=text("Du temps."),
                horizon=text("Court terme"), starts_on="2022-01-03", due_on="2022-06-30", success=text("On s'écrit moins."),
                indicators=["cadre_communication"], effects=[_effect("cadre_communication")],
                concerns={"group": "uai", "members": ["0440004R", "0440005S"]},
                steps=[
                    {"ref": "E1", "title": text("Réunir"), "due_on": "2022-01-14", "done_on": "2022-01-10", "late": False},
                    {"ref": "E2", "title": text("Diffuser"), "due_on": "2022-03-10", "done_on": None, "late": True},
                ],
                notes=[{"ref": "N1", "title": text("Réuni"), "text": text("Tous sont là."), "written_on": "2022-01-10"}],
            ),
            _plan_action("A2", text("Former par les pairs"), "en_cours", axis="X2", starts_on="2022-02-01"),
            _plan_action("A3", text("Publier un guide"), "terminee", done_on="2022-02-20", due_on="2022-03-01"),
            _plan_action(
                "A4", text("Recenser les équipements"), "en_pause", axis="X2", held_because=text("Le logiciel change.")
            ),
        ],
        "decisions": [
            _decision("D1", text("Faut-il une charte ?"), decided_on="2021-11-15", outcome=text("Oui."), actions=["A1"]),
            _decision("D2", text("Qui anime les comités ?"), text=text("Les communes ?"), meeting_on="2022-03-15"),
        ],
        "orphans": [
            _orphan("irritant", "I2", text("Peu d'usage par moments"), "need", "Aucun besoin n'en est tiré."),
            _orphan("action", "A2", text("Former par les pairs"), "owner", "Elle n'a pas de pilote."),
            _orphan("indicator", "", "Usage des services", "action", "Aucune action ne vise cet indicateur."),
        ],
    }  # fmt: skip


def _item(ref: str, title: str, text: str = "", **more: Any) -> dict[str, Any]:
    return {"ref": ref, "title": title, "text": text, "themes": [], **more}


def _plan_action(ref: str, title: str, state: str, text: str = "", **told: Any) -> dict[str, Any]:
    blank = {"levers": [], "decisions": [], "axis": "", "actors": [], "owner": "", "horizon": "", "starts_on": None}
    blank |= {"due_on": None, "done_on": None, "concerns": None, "concerns_text": "Non précisé", "indicators": []}
    blank |= {"success": "", "keys": "", "days_late": 0, "held_because": "", "steps": [], "notes": [], "effects": []}
    return _item(ref, title, text) | {"state": state} | blank | told


def _decision(ref: str, title: str, text: str = "", **told: Any) -> dict[str, Any]:
    blank = {"meeting_on": None, "decided_on": None, "outcome": "", "actions": []}
    return {"ref": ref, "title": title, "text": text} | blank | told


def _orphan(kind: str, ref: str, title: str, lacks: str, sentence: str) -> dict[str, Any]:
    code = "" if ref else "usage_services"
    return {"kind": kind, "ref": ref, "code": code, "title": title, "lacks": lacks, "sentence": sentence}


def _effect(code: str) -> dict[str, Any]:
    """Two concerned: from none to one oui; three others: one of them all along."""
    return {
        "indicator": code,
        "label": "Cadre de communication",
        "kind": "adoption",
        "before_on": "2022-01-03",
        "after_on": "2022-03-15",
        "concerned": _adopted((2, 0, 0), (2, 2, 1)),
        "others": _adopted((3, 1, 1), (3, 1, 1)),
        "masked": False,
        "sentence": "Du 03/01/2022 au 15/03/2022, concernés : de 0 à 1 oui sur 2.",
    }


def _adopted(before: tuple[int, int, int], after: tuple[int, int, int]) -> dict[str, dict[str, int]]:
    names = ("expected", "answered", "yes")
    return {day: dict(zip(names, counts, strict=True)) for day, counts in (("before", before), ("after", after))}

"""A séance of a département's size, by arithmetic alone."""

from datetime import date, timedelta
from typing import Any

from tests.indicators.exports.seances.small import (
    adoption_entry,
    group_line,
    masked_line,
    month_line,
    point,
    rate_entry,
    small_payload,
)

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
    return adoption_entry() | {
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
    return point(day, yes, partial, no, expected - yes - partial - no)


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
        lines.append(
            masked_line(group, value, len(mine)) if len(mine) < 3 else group_line(group, value, len(mine), *counts)
        )
    return sorted(lines, key=lambda line: -line["expected"])


def _large_usage(identities: list[dict[str, Any]]) -> dict[str, Any]:
    names = [f"2020-{m:02d}" for m in range(9, 13)] + [f"2021-{m:02d}" for m in range(1, 13)]
    names += ["2022-01", "2022-02", "2022-03"]
    months = [
        month_line(
            name, 40_000 + 900 * at - (20_000 if name[-2:] in ("07", "08") else 0), 90_000, 200, name != "2022-03"
        )
        | {"low": (40_000 + 900 * at) / 99_000, "high": (49_000 + 900 * at) / 99_000, "expected": len(identities)}
        for at, name in enumerate(names)
    ]
    types = [
        group_line("type", "Collège", 140, None, None, None, 12)
        | {"numerator": 30_000, "denominator": 55_000, "low": 0.5454},
        group_line("type", "Lycée", 84, None, None, None, 8)
        | {"numerator": 25_300, "denominator": 35_000, "low": 0.7228},
    ]
    return rate_entry() | {
        "expected": len(identities),
        "answered": 200,
        "silent": len(identities) - 200,
        "anomalies": 2,
        "numerator": 55_300,
        "denominator": 90_000,
        "value": 0.6144,
        "same_month_last_year": 0.5888,
        "trajectory": months,
        "groups": {"type": types, "sector": types[:1] + [masked_line("sector", "Privé", 60)], "epci": []},
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

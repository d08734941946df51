"""The small séance in the form of today: targets, what changed since the séance before, what the committee said."""

from typing import Any

from data.seances.frozen import Snapshot
from tests.indicators.exports.seances.small import make_snapshot, small_payload

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
        "program": "0.5.1",
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

"""A séance small enough that every number of it is known by hand, in the first form."""

from datetime import date, datetime
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
        "indicators": [adoption_entry(), rate_entry()],
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


def adoption_entry() -> dict[str, Any]:
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
            point("2021-09-30", 0, 0, 0, 5),
            point("2022-02-28", 1, 1, 0, 3),
            point("2022-03-15", 2, 1, 0, 2),
        ],
        "pace": [
            ["2021-09-01", 0.0],
            ["2022-02-28", 2.25],
            ["2022-03-14", 2.49],
            ["2022-05-30", 3.5],
            ["2022-06-30", 4.0],
        ],
        "groups": {
            "type": [group_line("type", "École", 3, 1, 0, 0, 2), masked_line("type", "Collège", 2)],
            "sector": [group_line("sector", "Public", 5, 2, 1, 0, 2)],
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


def rate_entry() -> dict[str, Any]:
    months = [
        month_line("2021-02", 300, 600, 2, True),
        month_line("2022-01", 320, 640, 2, True),
        month_line("2022-02", 360, 640, 2, True),
        month_line("2022-03", 50, 640, 2, False),
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
                group_line("type", "Collège", 2, None, None, None, 0)
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


def point(day: str, yes: int, partial: int, no: int, silent: int) -> dict[str, Any]:
    counts = {"yes": yes, "partial": partial, "no": no, "silent": silent}
    return {"day": day, **counts, "low": yes, "high": yes + silent}


def month_line(month: str, numerator: int, denominator: int, answered: int, complete: bool) -> dict[str, Any]:
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


def group_line(
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


def masked_line(group: str, value: str, expected: int) -> dict[str, Any]:
    return group_line(group, value, expected, None, None, None, None) | {"masked": True}


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

"""The séance of today with a plan of action."""

from itertools import cycle
from typing import Any

from data.seances.frozen import Snapshot
from tests.indicators.exports.seances.today import recent_payload, recent_seance


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

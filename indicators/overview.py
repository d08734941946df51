"""Shall we reach the targets? All the indicators in a few sentences: what the projections promise, and what has none."""

from collections.abc import Sequence
from typing import Literal

from indicators.findings import Finding
from indicators.forecast.words import is_likely, share
from indicators.french import NO_BREAK, number
from indicators.progress import Verdict
from indicators.sentences import LABELS

_NUMBERS = ("aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def prospects(found: Sequence[Finding]) -> str:
    """The chances of the targets ahead, best first, then those reached, without projection or due; '' without a target."""
    reached = [f"{_name(one)}{_kept(one)}" for one in found if _outlook(one) == "reached"]
    due = [f"{_name(one)} ({LABELS[one.verdict].lower()})" for one in found if _outlook(one) == "due"]
    sentences = [
        _foreseen([one for one in found if _outlook(one) == "foreseen"]),
        _said("Déjà atteinte", reached),
        _said("Trop tôt pour prévoir", [_name(one) for one in found if _outlook(one) == "early"]),
        _said("Sans projection", [_name(one) for one in found if _outlook(one) == "unknown"]),
        _said("Échéance arrivée", due),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _outlook(finding: Finding) -> Literal["aimless", "due", "reached", "early", "foreseen", "unknown"]:
    goal, forecast = finding.progress.goal, finding.forecast
    if goal is None:
        return "aimless"
    if finding.situation.on >= goal.due_on:
        return "due"
    if finding.verdict is Verdict.ATTEINT:
        return "reached"
    if forecast and forecast.too_early:
        return "early"
    return "foreseen" if forecast and forecast.probability is not None else "unknown"


def _foreseen(found: Sequence[Finding]) -> str:
    if not found:
        return ""
    ranked = sorted(found, key=_chance, reverse=True)
    likely = [_with_chance(one) for one in ranked if is_likely(_chance(one))]
    others = [_with_chance(one) for one in ranked if not is_likely(_chance(one))]
    have = "ont" if len(likely) > 1 else "a" if likely else "n'a"
    many = "s" if len(likely) > 1 else ""
    which = f"{_in_words(len(likely))} cible{many} sur {_in_words(len(ranked))}" if len(ranked) > 1 else "une cible"
    if not likely and len(ranked) == 1:
        which, have = "la cible", "n'a pas"
    promised = f"À rythme inchangé, {which} {have} plus d'une chance sur deux d'être atteinte{many}"
    if not likely:
        return _said(promised, others)
    return f"{_said(promised, likely)} {_said('Ensuite', others)}".strip()


def _chance(finding: Finding) -> float:
    return finding.forecast.probability or 0.0 if finding.forecast else 0.0


def _kept(finding: Finding) -> str:
    forecast = finding.forecast
    if forecast is None or forecast.probability is None:
        return ""
    return f" ({share(forecast.probability)} de chances de l'être encore à l'échéance)"


def _with_chance(finding: Finding) -> str:
    return f"{_name(finding)} ({share(_chance(finding))})"


def _name(finding: Finding) -> str:
    return finding.indicator.short_label


def _said(what: str, names: Sequence[str]) -> str:
    return f"{what}{NO_BREAK}: {', '.join(names)}." if names else ""


def _in_words(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else number(count)

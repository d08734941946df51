"""How the targets of groups add up beside the territory's, on the screen Cibles."""

from collections.abc import Sequence

from data.targets import WHOLE
from data.targets.sums import Sum, sums
from indicators.aimed import Aimed
from indicators.french import number, plural
from indicators.situation import GROUPS
from pages.shared.target_words import label
from pages.shared.targets import expected
from pages.shared.wording import Rows

_LISTED = 6  # groups that a sentence names


def added(held: Sequence[Aimed]) -> list[Sum]:
    """The targets of groups, added up beside the territory's."""
    return sums([one.target for one in held], expected())


def sum_sentence(one: Sum) -> str:
    """« Comités fonctionnels, par type : École 300 + Collège 56 = 356, pour 400 visés sur le territoire : il manque 44. »"""
    parts = " + ".join(f"{member} {number(value)}" for member, value in one.parts[:_LISTED])
    more = len(one.parts) - _LISTED
    shown = f"{parts} + {plural(more, 'autre')}" if more > 0 else parts
    equals = f" = {number(one.total)}" if len(one.parts) > 1 else ""
    days = "" if one.same_days or one.whole is None else " Les échéances ne sont pas toutes les mêmes."
    start = f"{label(one.indicator)}, par {GROUPS[one.group].lower() if one.group != 'epci' else 'EPCI'}"
    return f"{start} : {shown}{equals}, {_compared(one)}.{_without(one)}{days}"


def _compared(one: Sum) -> str:
    if one.whole is None or one.over is None:
        return "et aucune cible n'est fixée pour le territoire"
    aimed = f"pour {number(one.whole.value)} visés sur le territoire"
    if one.over == 0:
        return f"{aimed} : le compte y est"
    falls = one.whole.value < one.whole.baseline
    if one.over < 0:
        lack = number(-one.over)
        return f"{aimed} : {f'{lack} de moins' if falls else f'il manque {lack}'}"
    return f"{aimed} : {number(one.over)} {'de plus' if falls else 'de trop'}"


def _without(one: Sum) -> str:
    named = ", ".join(one.without[:_LISTED])
    more = len(one.without) - _LISTED
    rest = f" et {plural(more, 'autre')}" if more > 0 else ""
    unplaced = plural(
        one.unplaced,
        "établissement dont l'annuaire ne dit pas le groupe",
        "établissements dont l'annuaire ne dit pas le groupe",
    )
    pieces = [f"{named}{rest}"] * bool(named) + [unplaced] * bool(one.unplaced)
    return f" Sans cible : {' ; '.join(pieces)}." if pieces else ""


def sums_table(found: Sequence[Sum]) -> Rows:
    """The sums, one a row."""
    return [
        {
            "Indicateur": label(one.indicator),
            "Regroupement": GROUPS[one.group],
            "Groupes qui ont une cible": len(one.parts),
            "Somme de leurs cibles": number(one.total),
            "Cible du territoire": number(one.whole.value) if one.whole else "aucune",
            "Écart": _difference(one.over),
            "Groupes sans cible": ", ".join(one.without),
        }
        for one in found
    ]


def _difference(over: float | None) -> str:
    if over is None:
        return ""
    return f"{'+' if over > 0 else '−' if over < 0 else ''}{number(abs(over))}"


def not_added(held: Sequence[Aimed]) -> str:
    """Why some targets of groups are not added up; '' when there is none."""
    codes = {one.target.indicator: None for one in held if one.target.scope != WHOLE and one.target.measure != "count"}
    if not codes:
        return ""
    names = ", ".join(map(label, codes))
    return f"Les taux et leurs hausses ne s'additionnent pas d'un groupe à l'autre : pas de somme pour {names}."

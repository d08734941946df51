"""What to say of a target that can be decided, but may well be a slip."""

from collections.abc import Iterator, Mapping

from data.database import Database
from data.reference.calendar import school_year
from data.targets.rows import Row
from data.targets.scopes import WHOLE, Scope, expected_by_scope
from data.targets.target import Decision, Target

_TINY = (
    0.005  # half a point: nobody decides so small a growth, and a cell in percent holds a hundredth of what it shows
)


def expected_in(db: Database, target: Target | Decision) -> dict[Scope, int]:
    """How many establishments the target's school year expects in each scope, as known now: see `expected_by_scope`."""
    return expected_by_scope(db, school_year=target.school_year, on=db.today(), as_of=db.clock())


def doubt_about(target: Target | Decision, expected: Mapping[Scope, int]) -> str:
    """What is doubtful about a target, in French sentences; '' when there is nothing to say."""
    return " ".join(doubts_about(target, expected).values())


def doubts_about(target: Target | Decision, expected: Mapping[Scope, int]) -> dict[str, str]:
    """Column of a workbook -> one French sentence: a value that nobody, or too few, could reach; a due day of another year.

    Nothing is said of the value while no campaign expects anybody. expected: see `expected_by_scope`.
    """
    found = {"value": _value(target, expected), "due_on": _due_day(target)}
    return {column: doubt for column, doubt in found.items() if doubt}


def tiny_growths(row: Row, decision: Decision) -> Iterator[tuple[str, str]]:
    """(column, French sentence) of the growths that a cell in percent may have made a hundred times too small."""
    if decision.measure != "growth":
        return
    for column, amount in (("baseline", decision.baseline), ("value", decision.value)):
        if isinstance(row.cell(column), int | float) and 0 < abs(amount) < _TINY:
            yield (
                column,
                f"Ce nombre est lu {_shown(amount * 100, '+')} point : si la cellule montre un pourcentage, écrivez le "
                f"nombre de points ({_shown(amount * 10000)}), sans %.",
            )


def _value(target: Target | Decision, expected: Mapping[Scope, int]) -> str:
    if not expected.get(WHOLE):
        return ""
    where = f"dans « {target.scope[1]} »" if target.scope != WHOLE else "en tout"
    count = expected.get(target.scope, 0)
    if not count:
        return f"Aucun établissement n'est attendu {where} cette année : cette cible n'aura pas de verdict."
    highest = max(target.value, target.baseline, *(value for _, value in target.milestones))
    if target.measure == "count" and highest > count:
        awaited = "1 établissement est attendu" if count == 1 else f"{count} établissements sont attendus"
        return f"Cette cible va jusqu'à {highest:.0f}, mais {awaited} {where} : vérifiez le nombre."
    return ""


def _due_day(target: Target | Decision) -> str:
    year = school_year(target.school_year)
    if year.starts_on <= target.due_on <= year.ends_on:
        return ""
    return f"L'échéance ({target.due_on:%d/%m/%Y}) n'est pas dans l'année scolaire {year.code} : vérifiez l'année et le jour."


def _shown(number: float, sign: str = "") -> str:
    return format(number, f"{sign}.10g").replace(".", ",")

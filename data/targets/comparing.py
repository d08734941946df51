"""A row of a workbook beside what was decided of its scope: the same, something else, or something that no longer holds."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.returns.filled import shows
from data.targets.amounts import written
from data.targets.reading import Key, latest
from data.targets.rows import Row
from data.targets.target import Decision, Target, Withdrawal
from data.text import cut

_QUOTED = 80
_RENEW = "pour la fixer de nouveau, effacez sa cellule « Décidée le »."


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """What was ever decided. told: latest first. last: the word that counts of each scope, a withdrawal too.

    local: a UTC instant as the clock on the wall showed it.
    """

    told: Sequence[Target]
    last: Mapping[Key, Target]
    local: Callable[[datetime], datetime]

    def holding(self, decision: Decision) -> Target | None:
        """The target that holds for the decision's scope."""
        last = self.last.get(decision.key)
        return last if last and last.withdrawn is None else None

    def written_from(self, row: Row, decision: Decision) -> list[Target]:
        """The decisions of that scope that the row may have been written from, by its « Décidée le »."""
        shown = row.cell("decided_on")
        return [one for one in self.told if one.key == decision.key and shows(shown, self.local(one.recorded_at))]


def on_record(told: Sequence[Target], local: Callable[[datetime], datetime]) -> OnRecord:
    """told: all decisions, latest first."""
    return OnRecord(told=told, last=latest(told), local=local)


def decides(row: Row, record: OnRecord) -> bool:
    """Whether a row changes what holds. One that nobody edited since it was written never does.

    Remarks what happened since, and keeps nothing out.
    """
    decision = row.decision
    if decision is None:
        return False
    held, last = record.holding(decision), record.last.get(decision.key)
    if held and _says_the_same(decision, held):
        return False
    origins = record.written_from(row, decision)
    unedited = next((one for one in origins if _says_the_same(decision, one)), None)
    if unedited:
        row.remark("decided_on", "stale_row", _stale(record, held, last or unedited), expected="", severity="warning")
        return False
    if held and origins and held not in origins:
        said = f"La cible a changé depuis ce classeur ({_named(record, held)}) : cette ligne la remplace, vérifiez-la."
        row.remark("value", "changed_since", said, expected="", severity="warning")
    if last and last.withdrawn:
        said = (
            f"La cible de ce périmètre a été retirée {_when_and_why(record, last.withdrawn)} : cette ligne la fixe de "
            "nouveau, enlevez-la si ce n'est pas voulu."
        )
        row.remark("value", "withdrawn_target", said, expected="", severity="warning")
    return True


def _stale(record: OnRecord, held: Target | None, gone: Target) -> str:
    if held:
        since = f"la cible a changé depuis ce classeur ({_named(record, held)}) : elle ne la remplace pas"
    else:
        assert gone.withdrawn
        what = "son fichier a été annulé" if gone.withdrawn.with_file else "sa cible a été retirée"
        since = f"{what} {_when_and_why(record, gone.withdrawn)} : elle ne revient pas"
    return f"Cette ligne n'a pas été modifiée, et {since} ; {_RENEW}"


def _named(record: OnRecord, target: Target) -> str:
    at = record.local(target.recorded_at)
    return f"{written(target.value, target.measure)}, décidée le {at:%d/%m/%Y à %H h %M}"


def _when_and_why(record: OnRecord, withdrawn: Withdrawal) -> str:
    return f"le {record.local(withdrawn.recorded_at):%d/%m/%Y} (« {cut(withdrawn.reason, _QUOTED)} »)"


def _says_the_same(decision: Decision, target: Target) -> bool:
    """Rates went through a sheet's decimals."""
    return _words(decision) == _words(target) and all(
        math.isclose(one, other, abs_tol=1e-9) for one, other in zip(_amounts(decision), _amounts(target), strict=True)
    )


def _words(one: Decision | Target) -> tuple[object, ...]:
    days = [day for day, _ in one.milestones]
    return one.measure, one.baseline_on, one.due_on, days, " ".join(one.reason.split())


def _amounts(one: Decision | Target) -> Iterable[float]:
    return [one.baseline, one.value, *(value for _, value in one.milestones)]

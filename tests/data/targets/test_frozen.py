"""A séance frozen before a target changes stays what it was, and can be worked out again."""

from datetime import date

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.seances.frozen import canonical, find_snapshot
from data.targets import set_target, targets, withdraw_target
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from indicators.snapshots.verify import verify
from tests.helpers import add_establishments, memory_database

DAY = date(2022, 3, 15)


def decide(db: Database, value: float, *milestones: tuple[date, float]) -> None:
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year="2021-2022",
        baseline=0,
        value=value,
        due_on=date(2022, 6, 30),
        reason="Comité",
        measure="count",
        milestones=milestones,
    )


def test_changing_or_withdrawing_a_target_rewrites_no_seance() -> None:
    db = memory_database()
    add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    decide(db, 2, (date(2022, 1, 31), 1))
    frozen = freeze(db, LOCAL, Situation(school_year="2021-2022", on=DAY, as_of=db.clock()), label="Comité de mars")
    before = canonical(frozen.payload)

    decide(db, 3, (date(2022, 3, 15), 0))
    withdraw_target(db, LOCAL, targets(db, school_year="2021-2022", as_of=db.clock())[0].id, reason="Abandon")

    again = find_snapshot(db, "Comité de mars")
    assert canonical(again.payload) == before and again.sha256 == frozen.sha256
    assert verify(db, again).holds
    (entry,) = [one for one in frozen.payload["indicators"] if one["code"] == "cadre_communication"]
    # From 1 on 31 January to 2 on 30 June: the milestone is a point of the pace that was frozen.
    assert ["2022-01-31", 1.0] in [list(point) for point in entry["pace"]]
    assert entry["milestones"] == [["2022-01-31", 1.0]]
    assert 1 < entry["expected_today"] < 2 and entry["target"] == 2

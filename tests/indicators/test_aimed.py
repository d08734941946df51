"""Targets judged on their scopes all at once: the verdict is that of the finding a screen shows under that filter."""

from datetime import date

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.targets import set_target
from data.usage.record import Usage, record_usage
from indicators.aimed import Aimed, aimed
from indicators.catalogue import catalogue
from indicators.findings import finding
from indicators.situation import Situation
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

YEAR, DAY = "2021-2022", date(2022, 3, 15)


def test_each_target_gets_the_verdict_of_its_scope_alone() -> None:
    db = memory_database()
    kinds = ["Collège"] * 4 + ["Lycée"] * 3 + ["École"] * 2
    uais = add_establishments(db, [{"type": kind, "bassin": None if kind == "École" else "Nantes"} for kind in kinds])
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    told = [(uais[0], "Intégré au projet"), (uais[1], "Aucun"), (uais[4], "Intégré au projet"), (uais[7], "Aucun")]
    add_answers(db, campaign="c", answers=[(uai, "cadre_etat", value) for uai, value in told])
    record_usage(
        db,
        LOCAL,
        [
            Usage(
                uai=make_uai(5),
                month=date(2022, 2, 1),
                service="e-lyco",
                profile="élèves",
                potential=100,
                activated=None,
                unique_users=40,
                visits=None,
            )
        ],
        file_name="u.csv",
        file_sha256="u",
        content_sha256="u",
    )
    for scope in (None, ("type", "Collège"), ("type", "Lycée"), ("type", "École"), ("bassin", "Nantes")):
        for indicator, measure, value in (("cadre_communication", "count", 2), ("usage_services", "rate", 0.5)):
            set_target(
                db,
                LOCAL,
                indicator=indicator,
                school_year=YEAR,
                baseline=0,
                value=value,
                due_on=date(2022, 6, 30),
                reason="R",
                measure="count" if measure == "count" else "rate",
                scope=scope,
            )
    as_of = db.clock()
    found = aimed(db, Situation(school_year=YEAR, on=DAY, as_of=as_of, filters={"type": "Collège"}))
    assert len(found) == 10
    for one in found:
        filters = {one.target.scope_group: one.target.scope_value} if one.target.scope_group else {}
        shown = finding(
            db, catalogue()[one.target.indicator], Situation(school_year=YEAR, on=DAY, as_of=as_of, filters=filters)
        )
        assert (one.progress, one.expected) == (shown.progress, len(shown.states)), one.target.scope
    counts = {one.target.scope: (one.progress.low, one.progress.high, one.expected) for one in found[:5]}
    assert counts == {
        ("", ""): (2, 7, 9),
        ("bassin", "Nantes"): (2, 6, 7),
        ("type", "Collège"): (1, 3, 4),
        ("type", "Lycée"): (1, 3, 3),
        ("type", "École"): (0, 1, 2),
    }


def test_a_scope_is_masked_as_its_line_in_the_table_by_group() -> None:
    db = memory_database()
    # Types: two écoles, covered by the lycées, the smallest of the others. EPCI Y: five collèges, one of which reported.
    kinds = ["Collège"] * 10 + ["Lycée"] * 4 + ["École"] * 2
    uais = add_establishments(
        db, [{"type": kind, "epci": "Y" if 5 <= place < 10 else "X"} for place, kind in enumerate(kinds)]
    )
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    reports = [
        Usage(
            uai=uai,
            month=date(2022, 2, 1),
            service="e-lyco",
            profile="élèves",
            potential=100,
            activated=None,
            unique_users=40,
            visits=None,
        )
        for uai in (*uais[:6], *uais[10:14])
    ]
    record_usage(db, LOCAL, reports, file_name="u.csv", file_sha256="u", content_sha256="u")
    for group, value in (
        ("", ""),
        ("type", "Collège"),
        ("type", "Lycée"),
        ("type", "École"),
        ("epci", "X"),
        ("epci", "Y"),
    ):
        rate = group == "epci"
        set_target(
            db,
            LOCAL,
            indicator="usage_services" if rate else "cadre_communication",
            school_year=YEAR,
            baseline=0,
            value=0.5 if rate else 2,
            due_on=date(2022, 6, 30),
            reason="R",
            measure="rate" if rate else "count",
            scope=(group, value) if group else None,
        )
    found = aimed(db, Situation(school_year=YEAR, on=DAY, as_of=db.clock()))
    masked = {one.target.scope for one in found if one.masked}
    # One report of Y: X, the only other, goes with it, or the total would give Y.
    assert masked == {("type", "Lycée"), ("type", "École"), ("epci", "X"), ("epci", "Y")}
    assert masked == find_masked(found, db)


def find_masked(found: list[Aimed], db: Database) -> set[tuple[str, str]]:
    """The scopes that the table by group masks, for the indicators of these targets."""
    situation = Situation(school_year=YEAR, on=DAY, as_of=db.clock())
    return {
        (line.group, line.value)
        for one in found
        if one.target.scope_group
        for line in finding(db, catalogue()[one.target.indicator], situation).groups(one.target.scope_group, smallest=3)
        if line.masked
    }

"""Nine establishments whose order of calls can be told by hand, as known on 15 March 2022."""

from datetime import date

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from indicators.definitions import defined
from indicators.findings import Finding, finding
from indicators.situation import Situation
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

DAY = date(2022, 3, 15)
CAMPAIGN = "2021-2022"
COMPLETE = {
    "comite_existe": "oui",
    "comite_reunions": "3",
    "comite_comptes_rendus": "oui",
    "comite_direction": "oui",
    "comite_referent": "oui",
    "comite_enseignants": "oui",
}
A, B, C, D, E, F, G, H, I = (make_uai(number) for number in range(1, 10))  # noqa: E741
SCHOOLS = [
    {"uai": A, "name": "Collège Élise Freinet", "commune": "Saint-Étienne-de-Montluc", "pupils": 400},
    {"uai": B, "name": "Collège B", "pupils": 600},
    {"uai": C, "name": "Collège C", "pupils": 600},
    {"uai": D, "name": "Collège D", "pupils": 900},
    {"uai": E, "name": "Collège E", "pupils": 1000},
    {"uai": F, "name": "Collège F", "pupils": 200},
    {"uai": G, "name": "Collège G", "pupils": 300},
    {"uai": H, "name": "Collège H", "pupils": 800},
    {"uai": I, "name": "Collège I", "pupils": None},
]
# uai -> (the day of its answer, what differs from a committee that works).
COMMITTEES: dict[str, tuple[date, dict[str, str]]] = {
    A: (date(2022, 2, 1), {"comite_comptes_rendus": "non"}),
    B: (date(2022, 3, 1), {"comite_referent": "non"}),
    C: (date(2022, 1, 10), {"comite_comptes_rendus": "non"}),
    D: (date(2022, 3, 1), {"comite_comptes_rendus": "non", "comite_direction": "non"}),
    G: (date(2022, 3, 1), {"comite_existe": "non"}),
    H: (date(2022, 3, 1), {}),
    I: (date(2022, 2, 1), {"comite_direction": "non"}),
}


def filled() -> Database:
    """The nine, expected by one campaign: seven told of their committee, E and F said nothing."""
    db = memory_database()
    add_establishments(db, SCHOOLS)
    create_campaign(db, LOCAL, code=CAMPAIGN, school_year="2021-2022", label="Enquête")
    for uai, (day, differs) in COMMITTEES.items():
        tell(db, uai, day, COMPLETE | differs)
    return db


def tell(db: Database, uai: str, day: date, answers: dict[str, str]) -> None:
    """One return of one establishment."""
    add_answers(
        db,
        campaign=CAMPAIGN,
        answered_on=day,
        answers=[(uai, question, value) for question, value in answers.items()],
    )


def situation(db: Database, on: date = DAY, **filters: str) -> Situation:
    """All that is known now of that day."""
    return Situation(school_year="2021-2022", on=on, as_of=db.clock(), filters=filters)


def found(db: Database, *codes: str, on: date = DAY) -> list[Finding]:
    """What these indicators say of the whole territory."""
    at = situation(db, on)
    return [finding(db, defined(db, code, at.as_of), at) for code in codes]

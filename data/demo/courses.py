"""What really happens in each establishment over two years. Returns tell it, as it stood on the day they were written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.demo.draws import Pace, spread
from data.demo.establishments import Establishment
from data.demo.timeline import school_day_from, weekday_until
from data.reference.calendar import school_year_of

Told = str | int | date | bool
FIRST_YEAR, SECOND_YEAR = "2020-2021", "2021-2022"
_OTHER_MEMBERS = ("comite_enseignants", "comite_vie_scolaire", "comite_parents", "comite_eleves", "comite_collectivite")
_WRITTEN, _DRAFTING = timedelta(days=120), timedelta(days=330)

_ADOPTION = Pace(
    (
        (date(2019, 1, 7), 0.0),
        (date(2020, 9, 1), 0.08),
        (date(2021, 7, 1), 0.22),
        (date(2022, 3, 18), 0.34),
        (date(2022, 12, 16), 0.5),
        (date(2023, 12, 15), 0.75),
    )
)
_CREATION: Mapping[str, Pace] = {
    "Ecole": Pace(
        ((date(2018, 9, 3), 0.0), (date(2020, 9, 1), 0.22), (date(2021, 9, 1), 0.4), (date(2022, 4, 1), 0.54))
    ),
    "Collège": Pace(
        ((date(2018, 9, 3), 0.0), (date(2020, 9, 1), 0.44), (date(2021, 9, 1), 0.66), (date(2022, 4, 1), 0.8))
    ),
    "Lycée": Pace(
        ((date(2018, 9, 3), 0.0), (date(2020, 9, 1), 0.4), (date(2021, 9, 1), 0.6), (date(2022, 4, 1), 0.74))
    ),
}
# Fewer were trained the second year: something on the screens must go down.
_TRAINING: Mapping[str, Pace] = {
    FIRST_YEAR: Pace(
        ((date(2020, 9, 7), 0.0), (date(2020, 11, 20), 0.6), (date(2021, 2, 5), 0.7), (date(2021, 6, 30), 0.76))
    ),
    SECOND_YEAR: Pace(
        ((date(2021, 9, 13), 0.0), (date(2021, 12, 17), 0.36), (date(2022, 3, 7), 0.52), (date(2022, 6, 30), 0.7))
    ),
}
_FUNCTIONAL_SHARE = 0.62
_LACKS = ("minutes", "referent", "others", "meetings")


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A digital steering committee. Before functional_on it lacks something; None: it always will."""

    created_on: date
    functional_on: date | None
    lack: str
    instance: str
    others: tuple[str, ...]
    first_meeting_after: timedelta
    interval: timedelta

    def meetings(self, day: date) -> list[date]:
        """The meetings of the school year held by that day."""
        starts = max(self.created_on, school_year_of(day).starts_on + self.first_meeting_after)
        count = (day - starts).days // self.interval.days + 1
        return [max(self.created_on, weekday_until(starts + place * self.interval)) for place in range(count)]


@dataclass(frozen=True, kw_only=True)
class Course:
    """One establishment's two years."""

    adopted_on: date | None
    tells_adoption_day: bool
    says_channels: bool
    says_hours: bool
    committee: Committee | None
    trained_on: Mapping[str, date | None]
    trained_staff: int

    def told_on(self, day: date) -> dict[str, Told]:
        """The answers of a return written on that day, by question. What does not apply is left out."""
        return {**self._framework(day), **self._committee(day), **self._training(day)}

    def _framework(self, day: date) -> dict[str, Told]:
        if self.adopted_on is None or day < self.adopted_on - _DRAFTING:
            return {"cadre_etat": "Aucun"}
        if day < self.adopted_on - _WRITTEN:
            return {"cadre_etat": "En cours de rédaction"}
        contents: dict[str, Told] = {"cadre_canaux": self.says_channels, "cadre_horaires": self.says_hours}
        if day < self.adopted_on:
            return {"cadre_etat": "Rédigé, non intégré", **contents}
        adopted: dict[str, Told] = {"cadre_date_adoption": self.adopted_on} if self.tells_adoption_day else {}
        return {"cadre_etat": "Intégré au projet", **adopted, **contents}

    def _committee(self, day: date) -> dict[str, Told]:
        one = self.committee
        if one is None or day < one.created_on:
            return {"comite_existe": False}
        lack = one.lack if one.functional_on is None or day < one.functional_on else ""
        meetings = [] if lack == "meetings" else one.meetings(day)
        last: dict[str, Told] = {"comite_derniere_reunion": meetings[-1]} if meetings else {}
        return {
            "comite_existe": True,
            "comite_instance": one.instance,
            "comite_date_creation": one.created_on,
            "comite_reunions": len(meetings),
            **last,
            "comite_comptes_rendus": lack != "minutes",
            "comite_direction": True,
            "comite_referent": lack != "referent",
            **{member: member in one.others and lack != "others" for member in _OTHER_MEMBERS},
        }

    def _training(self, day: date) -> dict[str, Told]:
        followed_on = self.trained_on[school_year_of(day).code]
        if followed_on is None or day < followed_on:
            return {"formation_suivie": False}
        return {"formation_suivie": True, "formation_personnels": self.trained_staff}


def courses(rng: Random, alike: Mapping[str, object], establishments: Sequence[Establishment]) -> dict[str, Course]:
    """UAI -> what happens there. `alike`: UAI -> those with an equal value share out each pace among themselves, so that
    what is known of them does not depend on the seed."""
    groups: dict[object, list[Establishment]] = defaultdict(list)
    for one in establishments:
        groups[(one.type, alike[one.uai])].append(one)
    return {uai: course for group in groups.values() for uai, course in _courses_of(rng, group).items()}


def _courses_of(rng: Random, group: Sequence[Establishment]) -> dict[str, Course]:
    def ranks() -> list[float]:
        return spread(rng, len(group))

    return {
        one.uai: Course(
            adopted_on=_on_school_day(_ADOPTION.day_of(adoption)),
            tells_adoption_day=rng.random() < 0.85,
            says_channels=rng.random() < 0.93,
            says_hours=rng.random() < 0.72,
            committee=_committee(rng, one, creation, functional),
            trained_on={
                FIRST_YEAR: _TRAINING[FIRST_YEAR].day_of(first),
                SECOND_YEAR: _TRAINING[SECOND_YEAR].day_of(second),
            },
            trained_staff=max(1, round(one.pupils / 16 * rng.uniform(0.2, 0.7))),
        )
        for one, adoption, creation, functional, first, second in zip(
            group, ranks(), ranks(), ranks(), ranks(), ranks(), strict=True
        )
    }


def _committee(rng: Random, one: Establishment, creation: float, functional: float) -> Committee | None:
    created_on = _on_school_day(_CREATION.get(one.type, _CREATION["Lycée"]).day_of(creation))
    if created_on is None:
        return None
    becomes = functional < _FUNCTIONAL_SHARE
    is_ecole = one.type == "Ecole"
    instances = (
        ("Comité de circonscription", "Comité dédié") if is_ecole else ("Commission numérique", "Conseil pédagogique")
    )
    members = ("comite_enseignants", "comite_parents") if is_ecole else _OTHER_MEMBERS
    return Committee(
        created_on=created_on,
        functional_on=created_on + timedelta(days=rng.randrange(20, 130)) if becomes else None,
        lack=rng.choice(_LACKS),
        instance=rng.choices((*instances, "Comité dédié"), (6, 3, 1))[0],
        others=tuple(member for member in members if member == "comite_enseignants" or rng.random() < 0.45),
        first_meeting_after=timedelta(days=rng.randrange(14, 40)),
        interval=timedelta(days=rng.randrange(35, 75)),
    )


def _on_school_day(day: date | None) -> date | None:
    return day and school_day_from(day)

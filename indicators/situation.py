"""What a reading describes: the school year, the day, what was known when, and which establishments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.errors import Refusal
from data.reference.calendar import school_year

GROUPS: Mapping[str, str] = {
    "type": "Type",
    "sector": "Secteur",
    "priority_education": "Éducation prioritaire",
    "commune": "Commune",
    "epci": "EPCI",
    "arrondissement": "Arrondissement",
    "bassin": "Bassin",
    "circonscription": "Circonscription",
}
UNKNOWN = "Non renseigné"  # the group of those of which the directory does not say it


@dataclass(frozen=True, kw_only=True)
class Situation:
    """on: the day described. as_of: the instant (UTC) of what was known. filters: group -> the one value kept."""

    school_year: str
    on: date
    as_of: datetime
    filters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A day outside the school year would mix two years. Raises Refusal."""
        year = school_year(self.school_year)
        if not year.starts_on <= self.on <= year.ends_on:
            raise Refusal(
                f"Le {self.on:%d/%m/%Y} n'est pas dans l'année scolaire {self.school_year} : choisissez un jour "
                f"du {year.starts_on:%d/%m/%Y} au {year.ends_on:%d/%m/%Y}."
            )

    @property
    def scope(self) -> tuple[str, str]:
        """The scope whose target applies: ('', '') for the whole territory, (group, value) under one filter."""
        if not self.filters:
            return ("", "")
        if len(self.filters) == 1:
            return next(iter(self.filters.items()))
        return ("?", "")  # several filters at once: no target is set for such a scope


def check_group(group: str) -> str:
    """The group, if there is one of that name. Raises Refusal, which names them."""
    if group not in GROUPS:
        raise Refusal(f"On ne peut pas regrouper par « {group} ». Regroupements : {', '.join(GROUPS)}.")
    return group

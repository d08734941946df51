"""Where an establishment stands among the communes, as points to draw: no tile, no outline, no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from data.reference.geography import communes
from data.returns.values import fold
from indicators.establishments.identity import Identity

_MARGIN = 0.2  # degrees around the communes: what lies further is of another territory
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Place:
    """latitude and longitude in degrees. exact: False when they are those of its commune."""

    latitude: float
    longitude: float
    exact: bool


def place(one: Identity) -> Place | None:
    """Where it stands; where its commune does when the directory does not say; None when neither is in the territory."""
    if one.latitude is not None and one.longitude is not None:
        found = Place(latitude=one.latitude, longitude=one.longitude, exact=True)
        return found if _is_near(found) else None
    return _commune(one.commune)


def _commune(name: str | None) -> Place | None:
    known = {fold(commune.name): commune for commune in communes().values()}
    commune = known.get(fold(name or ""))
    if commune is None or commune.latitude is None or commune.longitude is None:
        return None
    return Place(latitude=commune.latitude, longitude=commune.longitude, exact=False)


@lru_cache(maxsize=1)
def background() -> Sequence[Point]:
    """(longitude, latitude) of each commune that has one, in degrees."""
    return [(one.longitude, one.latitude) for one in communes().values() if one.longitude and one.latitude]


def _is_near(found: Place) -> bool:
    longitudes, latitudes = zip(*background(), strict=True)
    return (
        min(longitudes) - _MARGIN <= found.longitude <= max(longitudes) + _MARGIN
        and min(latitudes) - _MARGIN <= found.latitude <= max(latitudes) + _MARGIN
    )


@lru_cache(maxsize=1)
def stretch() -> float:
    """By how much a degree of latitude is longer than one of longitude, in the middle of the territory."""
    latitudes = [latitude for _, latitude in background()]
    return 1 / cos(radians((min(latitudes) + max(latitudes)) / 2))

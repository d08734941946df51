"""An outline of the territory that the user supplies as GeoJSON, for the map. Strict: the file comes from elsewhere."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from data.errors import Refusal

Ring = tuple[tuple[float, float], ...]
_LARGEST_MB, _MOST_POINTS = 5, 200_000
_ADVICE = "donnez un GeoJSON de polygones en degrés (longitude, latitude), ou retirez le réglage « outline »."


def read_outline(path: Path) -> tuple[Ring, ...]:
    """The rings of a Polygon, MultiPolygon, Feature or FeatureCollection: (longitude, latitude) in degrees.

    Raises Refusal when the file is missing, too large, or anything else than that.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_MB * 1_000_000 + 1)
    except OSError as error:
        raise Refusal(f"Le contour de la carte « {path.name} » ne s'ouvre pas : {_ADVICE}") from error
    if len(content) > _LARGEST_MB * 1_000_000:
        raise Refusal(f"Le contour de la carte « {path.name} » dépasse {_LARGEST_MB} Mo : donnez-en un plus simple.")
    try:
        rings = tuple(_rings(json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refusal(f"Le contour de la carte « {path.name} » ne se lit pas : {_ADVICE}") from error
    if not rings:
        raise Refusal(f"Le contour de la carte « {path.name} » ne contient aucun polygone : {_ADVICE}")
    if sum(len(ring) for ring in rings) > _MOST_POINTS:
        raise Refusal(f"Le contour de la carte « {path.name} » a plus de {_MOST_POINTS} points : simplifiez-le.")
    return rings


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _rings(value: Any) -> Iterator[Ring]:
    match value["type"]:
        case "FeatureCollection":
            for feature in _list(value["features"]):
                yield from _geometry(feature["geometry"])
        case "Feature":
            yield from _geometry(value["geometry"])
        case _:
            yield from _geometry(value)


def _geometry(value: Any) -> Iterator[Ring]:
    match value["type"]:
        case "Polygon":
            yield from map(_ring, _list(value["coordinates"]))
        case "MultiPolygon":
            for polygon in _list(value["coordinates"]):
                yield from map(_ring, _list(polygon))
        case other:
            raise ValueError(other)


def _ring(value: Any) -> Ring:
    ring = tuple(_point(position) for position in _list(value))
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("ring")
    return ring


def _point(value: Any) -> tuple[float, float]:
    longitude, latitude = (_degrees(part) for part in _list(value)[:2])
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise ValueError("degrees")
    return longitude, latitude


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("number")
    return float(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("list")
    return value

"""The outline of the map is a file from elsewhere: read strictly, or refused in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from data.errors import Refusal
from data.reference.outline import read_outline

SQUARE = [[-2.0, 47.0], [-1.0, 47.0], [-1.0, 48.0], [-2.0, 47.0]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}
RING = ((-2.0, 47.0), (-1.0, 47.0), (-1.0, 48.0), (-2.0, 47.0))


def written(path: Path, value: Any) -> Path:
    file = path / "contour.geojson"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "value",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "Feature", "properties": {"nom": "x"}, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]},
        "\ufeff" + json.dumps(POLYGON),
        {"type": "Polygon", "coordinates": [[[*point, 12.5] for point in SQUARE]]},  # with altitudes
    ],
)
def test_polygons_are_read_as_rings(tmp_path: Path, value: Any) -> None:
    assert read_outline(written(tmp_path, value)) == (RING,)


def test_several_parts_and_holes_are_several_rings(tmp_path: Path) -> None:
    value = {"type": "MultiPolygon", "coordinates": [[SQUARE, SQUARE], [SQUARE]]}
    assert len(read_outline(written(tmp_path, value))) == 3


@pytest.mark.parametrize(
    "value",
    [
        "",
        "pas du json",
        "[]",
        "null",
        "12",
        '{"type": "Polygon"}',
        '{"type": {"a": 1}, "coordinates": []}',
        '{"type": "Polygon", "coordinates": {"a": 1}}',
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}',  # two points are no ring
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]}',  # not closed
        '{"type": "Polygon", "coordinates": [[[NaN, 2], [3, 4], [5, 6], [NaN, 2]]]}',
        '{"type": "Polygon", "coordinates": [[[Infinity, 2], [3, 4], [5, 6], [Infinity, 2]]]}',
        '{"type": "Polygon", "coordinates": [[[1e999, 2], [3, 4], [5, 6], [1e999, 2]]]}',
        '{"type": "Polygon", "coordinates": [[[true, 2], [3, 4], [5, 6], [true, 2]]]}',
        '{"type": "Polygon", "coordinates": [[["1", 2], [3, 4], [5, 6], ["1", 2]]]}',
        '{"type": "Polygon", "coordinates": [[[1], [3, 4], [5, 6], [1]]]}',
        '{"type": "Polygon", "coordinates": [[[355000, 6690000], [3, 4], [5, 6], [355000, 6690000]]]}',  # metres
        f'{{"type": "Polygon", "coordinates": [[[{"9" * 5000}, 2], [3, 4], [5, 6], [1, 2]]]}}',
        '{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}',
        '{"type": "GeometryCollection", "geometries": []}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "Feature", "geometry": null}',
        '{"type": "FeatureCollection", "features": [3]}',
        "[" * 100_000,
        '{"type": "Polygon", "coordinates": ' + "[" * 50_000 + "]" * 50_000 + "}",
    ],
    ids=lambda text: text[:30] or "vide",
)
def test_anything_else_is_refused_in_a_sentence(tmp_path: Path, value: str) -> None:
    with pytest.raises(Refusal, match=r"^Le contour de la carte « contour\.geojson » .*: donnez un GeoJSON"):
        read_outline(written(tmp_path, value))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "contour.geojson"
    file.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(Refusal, match="ne se lit pas"):
        read_outline(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="ne s'ouvre pas"):
        read_outline(tmp_path / "absent.geojson")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="ne s'ouvre pas"):
        read_outline(tmp_path)


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="dépasse 5 Mo"):
        read_outline(written(tmp_path, " " * 5_000_001))


def test_too_many_points_are_refused(tmp_path: Path) -> None:
    ring = [[1, 2], *([[3, 4]] * 200_000), [1, 2]]
    with pytest.raises(Refusal, match="simplifiez-le"):
        read_outline(written(tmp_path, json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))))

from collections import Counter

import pytest

from data.reference import geography
from data.reference.geography import communes, normal_insee_code


def test_the_territory_has_207_communes_17_epci_and_3_arrondissements() -> None:
    known = communes()
    assert len(known) == 207
    assert len({commune.epci_siren for commune in known.values()}) == 17
    assert set(Counter(c.arrondissement for c in known.values())) == {
        "Nantes",
        "Saint-Nazaire",
        "Châteaubriant-Ancenis",
    }


def test_one_commune_as_its_line_says() -> None:
    commune = communes()["44003"]
    assert (commune.name, commune.arrondissement) == ("Ancenis-Saint-Géréon", "Châteaubriant-Ancenis")
    assert (commune.epci, commune.epci_type, commune.epci_siren) == ("CC du Pays d'Ancenis", "CC", "244400552")
    assert (commune.population, commune.latitude, commune.longitude) == (11600, 47.37251, -1.18432)
    assert commune.bassin is None


def test_bassins_are_those_of_the_installation(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("communes_044.csv", "bassins_044.csv"):
        (tmp_path / name).write_bytes((geography._FOLDER / name).read_bytes())
    with (tmp_path / "bassins_044.csv").open("a", encoding="utf-8") as file:
        file.write("44184;Saint-Nazaire Brière\n")
    monkeypatch.setattr(geography, "_FOLDER", tmp_path)
    communes.cache_clear()
    assert communes()["44184"].bassin == "Saint-Nazaire Brière"
    assert communes()["44109"].bassin is None
    communes.cache_clear()


def test_a_lost_zero_comes_back() -> None:
    assert normal_insee_code("1234") == "01234"
    assert normal_insee_code("2a004") == "2A004"
    assert normal_insee_code("44109") == "44109"

"""A frozen indicator is drawn and said as it was on the day it was frozen."""

import json
from collections.abc import Iterator

import pytest

from data.database import Database
from data.seances.frozen import canonical
from indicators import figures, reading
from indicators.findings import findings
from indicators.situation import Situation
from indicators.snapshots.payload import build_payload
from indicators.snapshots.tables import groups_table, holding, states_table
from indicators.snapshots.thaw import forecast_said, thaw
from tests.indicators.exports.seances import small_payload
from tests.screens.stores import DAY, fill, open_store


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("fige") / "rempli.duckdb"
    fill(path)
    db = open_store(path)
    yield db
    db.close()


def test_a_thawed_indicator_is_drawn_judged_and_told_as_the_living_one(filled: Database) -> None:
    situation = Situation(school_year="2021-2022", on=DAY, as_of=filled.clock())
    payload = json.loads(canonical(build_payload(filled, situation)))
    living = findings(filled, situation)
    assert len(living) == 4
    for entry, one in zip(payload["indicators"], living, strict=True):
        again = thaw(payload, entry)
        assert figures.trajectory(again, "light").to_dict() == figures.trajectory(one, "light").to_dict()
        assert reading.figures(again) == reading.figures(one)
        assert reading.margins(again) == reading.margins(one)
        assert reading.answers(again) == reading.answers(one)
        assert again.sentence == one.sentence and again.verdict is one.verdict
        assert again.indicator.rule_in_words == one.indicator.rule_in_words
        assert len(again.states) == len(one.states)


def test_a_seance_of_the_first_format_without_fan_nor_breaks_is_read() -> None:
    payload = small_payload()
    adoption, rate = (thaw(payload, entry) for entry in payload["indicators"])
    # 2 oui of 5, 2 silent: written by hand in the payload.
    assert reading.figures(adoption) == {
        "Connu": "2",
        "Au plus": "4",
        "Attendu à ce jour": "3",
        "Cible au 30/06/2022": "4",
    }
    assert reading.figures(rate)["En février 2022"].replace("\u00a0", " ") == "56,3 %"
    assert reading.figures(rate)["Un an avant"].replace("\u00a0", " ") == "50 %"
    assert forecast_said(payload["indicators"][0]) == ""
    assert len(figures.trajectory(adoption, "dark").data) > 2


def test_the_words_are_those_frozen_whatever_the_catalogue_says_now() -> None:
    payload = small_payload()
    entry = payload["indicators"][0] | {"rule": "Règle {d'alors}", "label": "Libellé d'alors"}
    assert thaw(payload, entry).indicator.rule_in_words == "Règle {d'alors}"
    assert thaw(payload, entry).indicator.label == "Libellé d'alors"


@pytest.mark.parametrize("place", [0, 1])
def test_an_indicator_that_the_program_no_longer_has_is_still_drawn(place: int) -> None:
    payload = small_payload()
    found = thaw(payload, payload["indicators"][place] | {"code": "disparu"})
    assert found.indicator.code == "disparu"
    assert figures.trajectory(found, "light").data


def test_groups_are_shown_with_the_masks_frozen() -> None:
    adoption, rate = small_payload()["indicators"]
    by_type = groups_table(adoption, "type").to_dict("records")
    assert by_type[0] == {
        "Type": "École",
        "Attendus": "3",
        "Oui": "1",
        "Partiel": "0",
        "Non": "0",
        "Silencieux": "2",
        "Au plus": "3",
    }
    assert set(by_type[1].values()) == {"Collège", "2", "masqué"}
    assert groups_table(rate, "type").to_dict("records")[0]["Taux"].replace("\u00a0", " ") == "56,3 %"


def test_every_establishment_has_a_row_that_can_be_searched() -> None:
    table = states_table(small_payload()["indicators"])
    assert len(table) == 5
    found = holding(table, "moulin ecole")
    assert found[["UAI", "Cadre de communication", "Usage des services"]].to_numpy().tolist() == [
        ["0440003P", "Silencieux", ""]
    ]
    assert holding(table, "nulle part").empty

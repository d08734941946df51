"""What the publishable data of a séance keeps to itself: figures that few establishments stand behind."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from indicators.exports.open_data import package_bytes
from tests.indicators.exports.seances import make_snapshot
from tests.indicators.exports.test_open_data import Rows, descriptor, extracted, parquet, widened

CADRE, USAGE = "cadre_communication", "usage_services"


def changed(payload: dict[str, Any], folder: Path, code: str) -> Rows:
    package = extracted(package_bytes(make_snapshot(payload)), folder)
    return [row for row in parquet(package, "changements") if row["indicateur"] == code]


def told(rows: Rows, *names: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in names) for row in rows}


def moved(count: int, before: Any, after: Any) -> list[dict[str, Any]]:
    return [
        {"uai": f"044{at:04d}A", "name": "x", "type": "École", "commune": "Nantes", "before": before, "after": after}
        for at in range(count)
    ]


# --- the description


def test_neither_description_says_the_counts_of_a_masked_indicator(tmp_path: Path) -> None:
    payload = widened()
    payload["indicators"][0] |= {"expected": 2, "answered": 1, "silent": 1}
    payload["indicators"][1] |= {"expected": 40, "answered": 2, "silent": 38}
    folder = extracted(package_bytes(make_snapshot(payload)), tmp_path)
    for text in (descriptor(folder)["description"], (folder / "LISEZMOI.txt").read_text(encoding="utf-8-sig")):
        plain = text.replace("\u00a0", " ")
        assert "un cadre de communication numérique : chiffres masqués, 2 attendus" in plain
        assert "Usage des outils et services déployés : chiffres masqués, 40 attendus" in plain
        assert [word for word in ("38 silencieux", "2 relevés", "1 réponse", "1 silencieux") if word in plain] == []


# --- the same month a year before


def growing(answered_a_year_before: int) -> dict[str, Any]:
    payload = widened()
    usage = payload["indicators"][1]
    year_before = [month for month in usage["trajectory"] if month["month"] == "2021-02"]
    assert year_before, "the séance has that month"
    year_before[0]["answered"] = answered_a_year_before
    return payload


def test_the_rate_of_a_year_before_that_few_reported_is_masked_with_the_growth_that_tells_it(tmp_path: Path) -> None:
    package = extracted(package_bytes(make_snapshot(growing(2))), tmp_path)
    row = parquet(package, "indicateurs")[1]
    hidden = ("taux_un_an_avant", "borne_basse", "borne_haute", "verdict", "verdict_libelle", "phrase")
    assert {row[name] for name in hidden} == {None}
    assert (row["taux"], row["masque"], row["masque_un_an_avant"]) == (0.5625, False, True)
    month = next(row for row in parquet(package, "trajectoires") if str(row["jour"]) == "2021-02-01")
    assert (month["taux"], month["masque"]) == (None, True)


def test_the_bounds_of_a_level_do_not_tell_the_year_before(tmp_path: Path) -> None:
    payload = growing(1)
    payload["indicators"][1] |= {"target_measure": "rate", "low": 0.5, "high": 0.6}
    row = parquet(extracted(package_bytes(make_snapshot(payload)), tmp_path), "indicateurs")[1]
    assert (row["taux_un_an_avant"], row["borne_basse"], row["borne_haute"]) == (None, 0.5, 0.6)
    assert row["verdict"] == "atteint"


def test_a_year_before_that_enough_reported_is_published(tmp_path: Path) -> None:
    row = parquet(extracted(package_bytes(make_snapshot(growing(3))), tmp_path), "indicateurs")[1]
    assert (row["taux_un_an_avant"], row["masque_un_an_avant"]) == (0.5, False)
    assert row["phrase"].startswith("Cible atteinte")


# --- what changed


def test_parts_that_point_at_somebody_are_masked_together_and_the_whole_change_stays(tmp_path: Path) -> None:
    payload = widened()
    closed = payload["since"]["changes"][0]
    closed["parts"][4] |= {"establishments": moved(2, "oui", None)}
    rows = changed(payload, tmp_path, CADRE)
    assert len(rows) == 5
    assert told(rows, "avant", "apres", "changement", "etablissements", "masque") == {(1, 2, None, None, True)}
    assert told(rows, "phrase") == {("De 1 à 2 projets (+1).",)}


def test_how_many_moved_is_masked_with_the_parts(tmp_path: Path) -> None:
    payload = widened()
    change = payload["since"]["changes"][0]
    change["sentence"] = "Toujours 1 projet, mais 1 établissement a changé d'état."
    change["parts"][4]["establishments"] = moved(1, "silencieux", None)
    assert told(changed(payload, tmp_path, CADRE), "phrase") == {("Toujours 1 projet.",)}


@pytest.mark.parametrize(("late", "published"), [(17, True), (18, False)])
def test_the_rate_before_is_told_when_enough_had_surely_reported_it(tmp_path: Path, late: int, published: bool) -> None:
    """Twenty are known today to have reported that month; those told late had not."""
    payload = widened()
    payload["since"]["changes"][1]["parts"][0]["establishments"] = moved(late, "silencieux", 0.5)
    rows = changed(payload, tmp_path, USAGE)
    assert told(rows, "apres", "masque") == {(0.5625, not published)}
    assert {value is not None for row in rows for value in (row["avant"], row["changement"], row["phrase"])} == {
        published
    }


@pytest.mark.parametrize("month", [None, "2019-01"])
def test_the_rate_of_an_unknown_month_is_not_told(tmp_path: Path, month: str | None) -> None:
    payload = widened()
    payload["since"]["changes"][1]["month_before"] = month
    assert told(changed(payload, tmp_path, USAGE), "avant", "changement", "phrase") == {(None, None, None)}


@pytest.mark.parametrize(("late", "published"), [(2, True), (3, False)])
def test_the_rate_before_is_told_when_enough_of_those_that_moved_had_one(
    tmp_path: Path, late: int, published: bool
) -> None:
    """Five went from a rate to another; those told late had none at the séance before."""
    payload = widened()
    change = payload["since"]["changes"][1] | {"month_before": None}
    payload["since"]["changes"][1] = change
    for part, establishments in zip(
        change["parts"], [moved(late, "silencieux", 0.4), [], moved(5, 0.4, 0.5), [], []], strict=True
    ):
        part["establishments"] = establishments
    assert {row["avant"] for row in changed(payload, tmp_path, USAGE)} == ({0.5} if published else {None})


@pytest.mark.parametrize(("came", "published"), [(3, True), (4, False)])
def test_the_value_before_of_a_scope_that_few_were_in_is_masked(tmp_path: Path, came: int, published: bool) -> None:
    """Six are expected today."""
    payload = widened()
    payload["indicators"][0] |= {"expected": 6, "silent": 3}
    payload["since"]["changes"][0]["parts"][4]["establishments"] = moved(came, None, "silencieux")
    rows = changed(payload, tmp_path, CADRE)
    assert {row["avant"] for row in rows} == ({1} if published else {None})
    assert {row["changement"] is not None for row in rows} == {published}
    assert {row["apres"] for row in rows} == {2}


def test_a_rate_that_is_no_longer_known_does_not_tell_what_it_was(tmp_path: Path) -> None:
    payload = widened()
    change = payload["since"]["changes"][1]
    change |= {"after": None, "parts": [], "sentence": "De 50 % à rien."}
    assert told(changed(deepcopy(payload), tmp_path, USAGE), "avant", "phrase", "masque") == {(None, None, True)}


def test_what_to_read_first_says_that_parts_may_be_masked(tmp_path: Path) -> None:
    folder = extracted(package_bytes(make_snapshot(widened())), tmp_path)
    text = (folder / "LISEZMOI.txt").read_text(encoding="utf-8-sig")
    assert "n'est pas détaillé par part quand une part tient à moins de 3 établissements" in text

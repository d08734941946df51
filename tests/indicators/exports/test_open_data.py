"""The publishable data of a séance, read back by readers that know nothing of the program."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from frictionless import Package

from data.settings import Licence
from indicators.exports.open_data import package_bytes
from tests.indicators.exports.seances import (
    JUDGEMENTS,
    TRAP,
    large_payload,
    make_snapshot,
    recent_payload,
    recent_seance,
    small_payload,
)

TABLES = ["indicateurs", "trajectoires", "groupes", "cibles", "changements"]
Rows = list[dict[str, Any]]


def widened() -> dict[str, Any]:
    """The recent séance with the rate reported by twenty establishments: nothing of it is masked for being few."""
    payload = recent_payload()
    usage = payload["indicators"][1]
    usage |= {"expected": 22, "answered": 20, "silent": 2}
    for month in usage["trajectory"]:
        month |= {"expected": 22, "answered": 20}
    usage["groups"]["type"][0] |= {"expected": 22, "silent": 2, "low": 0.5, "high": 0.6}
    payload["since"]["changes"][1]["month_before"] = "2022-01"
    for change in payload["since"]["changes"]:
        for part in change["parts"]:
            part["establishments"] *= 3  # enough for nobody to be pointed at
    return payload


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extracted(package_bytes(make_snapshot(widened(), judgements=JUDGEMENTS)), tmp_path_factory.mktemp("ouvert"))


def extracted(content: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def parquet(package: Path, table: str) -> Rows:
    with duckdb.connect() as reader:
        found = reader.execute(
            "SELECT * FROM read_parquet($path)", {"path": str(package / "parquet" / f"{table}.parquet")}
        )
        names = [name for name, *_ in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def text_rows(package: Path, table: str) -> list[dict[str, str]]:
    text = (package / f"{table}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def descriptor(package: Path) -> dict[str, Any]:
    return dict(json.loads((package / "datapackage.json").read_text(encoding="utf-8")))


# --- the descriptor


@pytest.mark.parametrize("payload", [small_payload(), recent_payload(), widened(), large_payload()], ids=lambda _: "")
def test_frictionless_finds_every_row_as_described(payload: dict[str, Any], tmp_path: Path) -> None:
    folder = extracted(package_bytes(make_snapshot(payload)), tmp_path)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert [task.name for task in report.tasks] == TABLES


def test_frictionless_sees_a_table_that_does_not_hold(tmp_path: Path) -> None:
    folder = extracted(package_bytes(recent_seance()), tmp_path)
    table = folder / "groupes.csv"
    table.write_bytes(table.read_bytes().replace(b";oui\r\n", b";peut-\xc3\xaatre\r\n"))
    assert not Package(str(folder / "datapackage.json")).validate().valid


def test_the_descriptor_says_what_a_portal_asks(package: Path) -> None:
    told = descriptor(package)
    assert told["name"] == "indicateurs-numerique-educatif-loire-atlantique-2022-03-15"
    assert told["title"].endswith("Situation au 15 mars 2022")
    assert told["description"].startswith(
        "Situation au 15 mars 2022. Loire-Atlantique, année scolaire 2021-2022, Tout le"
    )
    assert "3\u00a0réponses sur 5, 2\u00a0silencieux" in told["description"]
    assert "inventés" in told["description"]
    assert told["licenses"][0]["name"] == "etalab-2.0"
    assert told["sources"] == [{"title": "Réponses au questionnaire (1\u00a0fichier)"}]
    assert told["seance"]["sha256"] == "5e" * 32
    assert (told["seance"]["perimetre"], told["seance"]["programme"]) == ("Tout le département", "Gouvernail 0.5.1")
    fields = {field["name"]: field for field in told["resources"][0]["schema"]["fields"]}
    assert (fields["taux"]["decimalChar"], fields["taux"]["unit"]) == (",", "rapport de 0 à 1")
    assert "en_retard" in fields["verdict"]["constraints"]["enum"]
    assert all(
        field["title"] and field["description"]
        for resource in told["resources"]
        for field in resource["schema"]["fields"]
    )


def test_the_licence_is_the_installations(tmp_path: Path) -> None:
    licence = Licence(name="ODbL-1.0", title="Open Database License", path="https://opendatacommons.org/licenses/odbl/")
    folder = extracted(package_bytes(recent_seance(), licence), tmp_path)
    assert descriptor(folder)["licenses"] == [licence.model_dump()]
    assert "Open Database License" in (folder / "LISEZMOI.txt").read_text(encoding="utf-8-sig")


def test_what_to_read_first_defines_every_indicator_and_column(package: Path) -> None:
    told = (package / "LISEZMOI.txt").read_text(encoding="utf-8-sig")
    assert "cadre_communication (version 1) : Projets intégrant un cadre" in told
    assert "Oui : le cadre est intégré au projet." in told
    assert "moins de 3 établissements" in told
    for resource in descriptor(package)["resources"]:
        assert all(f"  {field['name']} : " in told for field in resource["schema"]["fields"])


# --- the numbers


def test_every_figure_of_an_adoption(package: Path) -> None:
    cadre = recent_payload()["indicators"][0]
    row = parquet(package, "indicateurs")[0]
    same = {"oui": "yes", "partiel": "partial", "non": "no", "silencieux": "silent", "attendus": "expected",
            "repondants": "answered", "borne_basse": "low", "borne_haute": "high", "cible": "target", "verdict": "verdict",
            "valeur_initiale": "baseline", "attendu_a_ce_jour": "expected_today", "phrase": "sentence", "regle": "rule",
            "version_definition": "definition_version", "empreinte_regle": "rule_made_from", "libelle": "label"}  # fmt: skip
    assert {name: row[name] for name in same} == {name: cadre[key] for name, key in same.items()}
    assert (row["situation_au"], row["echeance"], row["valeur_initiale_au"]) == (
        date(2022, 3, 15),
        date(2022, 6, 30),
        date(2021, 9, 1),
    )
    assert (row["cible_mesure"], row["verdict_libelle"], row["taux"]) == ("nombre", "On ne peut pas conclure", None)


def test_every_figure_of_a_rate(package: Path) -> None:
    usage = widened()["indicators"][1]
    row = parquet(package, "indicateurs")[1]
    same = {"utilisateurs": "numerator", "comptes": "denominator", "taux": "value", "borne_basse": "low", "cible": "target",
            "taux_un_an_avant": "same_month_last_year", "borne_haute": "high", "attendu_a_ce_jour": "expected_today"}  # fmt: skip
    assert {name: row[name] for name in same} == {name: usage[key] for name, key in same.items()}
    assert (row["mois"], row["cible_mesure"], row["oui"], row["masque"]) == (date(2022, 2, 1), "hausse", None, False)


def test_trajectories_are_the_frozen_ones(package: Path) -> None:
    cadre, usage = widened()["indicators"]
    rows = parquet(package, "trajectoires")
    days = [row for row in rows if row["pas"] == "jour"]
    keys = ("yes", "partial", "no", "silent", "low", "high")
    names = ("oui", "partiel", "non", "silencieux", "borne_basse", "borne_haute")
    assert [[row[name] for name in names] for row in days] == [
        [point[key] for key in keys] for point in cadre["trajectory"]
    ]
    assert [str(row["jour"]) for row in days] == ["2021-09-30", "2022-02-28", "2022-03-15"]
    assert [row["attendu"] for row in days] == [0, 2.25, 2.5]
    months = [row for row in rows if row["pas"] == "mois"]
    figures = (
        "utilisateurs",
        "comptes",
        "taux",
        "taux_borne_basse",
        "taux_borne_haute",
        "releves_anormaux",
        "mois_complet",
    )
    told = ("numerator", "denominator", "value", "low", "high", "anomalies", "complete")
    assert [[row[name] for name in figures] for row in months] == [
        [one[key] for key in told] for one in usage["trajectory"]
    ]
    assert [row["silencieux"] for row in months] == [2] * 4


def test_a_masked_group_is_flagged_and_says_no_number(package: Path) -> None:
    rows = {(row["indicateur"], row["groupe"], row["valeur"]): row for row in parquet(package, "groupes")}
    masked = rows["cadre_communication", "Type", "Collège"]
    assert (masked["masque"], masked["attendus"]) == (True, 2)
    assert {
        value for name, value in masked.items() if name in ("oui", "partiel", "non", "silencieux", "borne_haute")
    } == {None}
    shown = rows["cadre_communication", "Type", "École"]
    assert [shown[name] for name in ("oui", "partiel", "non", "silencieux", "borne_haute", "masque")] == [
        1,
        0,
        0,
        2,
        3,
        False,
    ]
    rate = rows["usage_services", "Type", "Collège"]
    assert [rate[name] for name in ("utilisateurs", "comptes", "taux", "taux_borne_basse")] == [360, 640, 0.5625, 0.5]


def test_targets_are_told_step_by_step_without_their_reason(package: Path) -> None:
    rows = parquet(package, "cibles")
    cadre = [(row["etape"], str(row["jour"]), row["valeur"]) for row in rows if row["groupe"] == "Territoire"][:3]
    assert cadre == [("valeur initiale", "2021-09-01", 0), ("jalon", "2022-02-28", 2.25), ("cible", "2022-06-30", 4)]
    # The frozen séance has no published figure of this EPCI: its target is not told either.
    epci = [row for row in rows if row["groupe"] == "EPCI"]
    assert [(row["valeur"], row["masque"]) for row in epci] == [(None, True)] * 2


def test_the_target_of_a_group_is_told_only_where_the_group_is(tmp_path: Path) -> None:
    payload = recent_payload()
    target = payload["targets"][1]
    payload["targets"] = [target | {"scope_group": "type", "scope_value": value} for value in ("École", "Collège")]
    rows = parquet(extracted(package_bytes(make_snapshot(payload)), tmp_path), "cibles")
    told = [(row["valeur_du_groupe"], row["etape"], row["valeur"], row["masque"]) for row in rows]
    assert told == [
        ("École", "valeur initiale", 0, False),
        ("École", "cible", 2, False),
        ("Collège", "valeur initiale", None, True),
        ("Collège", "cible", None, True),
    ]


def test_parts_of_a_change_add_up(package: Path) -> None:
    rows = parquet(package, "changements")
    assert len(rows) == 10
    for code in ("cadre_communication", "usage_services"):
        mine = [row for row in rows if row["indicateur"] == code]
        assert sum(row["changement"] for row in mine) == pytest.approx(mine[0]["apres"] - mine[0]["avant"], abs=1e-12)
    assert [row["etablissements"] for row in rows] == [3, 3, 3, 0, 0, 0, 3, 6, 0, 0]
    assert {str(row["depuis_le"]) for row in rows} == {"2022-02-15"}


@pytest.mark.parametrize("table", TABLES)
def test_both_forms_of_a_table_say_the_same(package: Path, table: str) -> None:
    typed, texts = parquet(package, table), text_rows(package, table)
    assert len(typed) == len(texts) > 0
    for row, text in zip(typed, texts, strict=True):
        assert list(row) == list(text)
        assert {name: as_text(value) for name, value in row.items()} == text


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)


# --- what must not be published


def test_nothing_personal_no_name_and_no_free_text_leaves(tmp_path: Path) -> None:
    payload = recent_payload()
    payload["targets"][0]["reason"] = "Demandé par Mme Martin"
    payload["indicators"][0]["reason"] = "Demandé par Mme Martin"
    payload["indicators"][0]["breaks"] = [{"day": "2022-01-10", "version": 1, "reason": "Avis de M. Durand"}]
    payload["batches"][0]["file"] = "retours de Mme Petit.xlsx"
    snapshot = make_snapshot(
        payload, label="Comité chez M. Leroy", comment="Appeler M. Blanc", judgements={"": "Mme Roux est déçue"}
    )
    folder = extracted(package_bytes(snapshot), tmp_path)
    files = [file for file in folder.rglob("*") if file.suffix in (".csv", ".json", ".txt")]
    told = "".join(file.read_text(encoding="utf-8-sig") for file in files)
    told += "".join(str(parquet(folder, table)) for table in TABLES)
    told += str([duckdb.sql(f"FROM parquet_kv_metadata('{file}')").fetchall() for file in folder.rglob("*.parquet")])
    kept_by_the_committee = [
        "Martin",
        "Durand",
        "Petit",
        "Leroy",
        "Blanc",
        "Roux",
        "retours",
        "secrétaire",
        "15 février 2022",
    ]
    schools = [
        record[key] for entry in payload["indicators"] for record in entry["establishments"] for key in ("uai", "name")
    ]
    assert [text for text in [*kept_by_the_committee, *schools] if text in told] == []


def test_the_figures_of_very_few_establishments_are_masked_everywhere(tmp_path: Path) -> None:
    payload = recent_payload() | {"filters": {"commune": "Nantes"}}
    payload["indicators"][0] |= {"expected": 2, "answered": 2}
    folder = extracted(package_bytes(make_snapshot(payload)), tmp_path)
    row = parquet(folder, "indicateurs")[0]
    assert (row["masque"], row["attendus"]) == (True, 2)
    assert {row[name] for name in ("oui", "borne_basse", "borne_haute", "phrase", "verdict")} == {None}
    for table in ("trajectoires", "groupes", "changements"):
        assert {row["masque"] for row in parquet(folder, table) if row["indicateur"] == "cadre_communication"} == {True}
    assert all(row["changement"] is None for row in parquet(folder, "changements"))


def test_a_month_that_few_reported_is_masked(tmp_path: Path) -> None:
    payload = widened()
    payload["indicators"][1]["trajectory"][0]["answered"] = 2
    months = parquet(extracted(package_bytes(make_snapshot(payload)), tmp_path), "trajectoires")[3:]
    assert [(month["masque"], month["taux"] is None) for month in months] == [(True, True), *[(False, False)] * 3]


def test_a_text_like_a_formula_is_inert_in_a_spreadsheet(tmp_path: Path) -> None:
    payload = recent_payload()
    payload["indicators"][0]["groups"]["type"][0]["value"] = TRAP
    folder = extracted(package_bytes(make_snapshot(payload)), tmp_path)
    assert f"'{TRAP}" in [row["valeur"] for row in text_rows(folder, "groupes")]
    assert TRAP in [row["valeur"] for row in parquet(folder, "groupes")]


# --- the file


def test_a_territory_whose_name_no_file_can_hold_leaves_the_package_readable(tmp_path: Path) -> None:
    folder = extracted(package_bytes(make_snapshot(recent_payload() | {"territory": "Loire\ud800"})), tmp_path)
    assert descriptor(folder)["description"].startswith("Situation au 15 mars 2022. Loire")
    assert parquet(folder, "indicateurs")[0]["territoire"] == "Loire"


def test_the_same_seance_gives_the_same_zip() -> None:
    assert package_bytes(recent_seance()) == package_bytes(recent_seance())


def test_an_older_seance_has_its_tables_even_when_they_are_empty(tmp_path: Path) -> None:
    folder = extracted(package_bytes(make_snapshot(small_payload())), tmp_path)
    assert (text_rows(folder, "cibles"), parquet(folder, "changements")) == ([], [])
    assert len(parquet(folder, "indicateurs")) == 2

"""The CSV for French Excel."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from indicators.exports.tables import csv_bytes, frame_as_csv, parquet_bytes
from indicators.exports.typed import decimal, inert
from tests.indicators.exports.seances import TRAP, large_payload, make_snapshot, small_payload


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_one_row_an_expected_establishment_and_indicator() -> None:
    rows = rows_of(csv_bytes(make_snapshot(small_payload())))
    assert [(row["indicateur"], row["uai"]) for row in rows] == [
        ("cadre_communication", "0440001M"),
        ("cadre_communication", "0440002N"),
        ("cadre_communication", "0440003P"),
        ("cadre_communication", "0440004R"),
        ("cadre_communication", "0440005S"),
        ("usage_services", "0440004R"),
        ("usage_services", "0440005S"),
    ]
    assert len(rows_of(csv_bytes(make_snapshot(large_payload())))) == 3 * 928 + 224


def test_a_row_says_state_lack_day_and_cell() -> None:
    row = rows_of(csv_bytes(make_snapshot(small_payload())))[4]
    assert row == {
        "seance": "Comité du 15 mars 2022",
        "situation_au": "15/03/2022",
        "perimetre": "Tout le département",
        "indicateur": "cadre_communication",
        "version_definition": "1",
        "attendus": "5",
        "repondants": "3",
        "silencieux": "2",
        "uai": "0440005S",
        "etablissement": "Lycée Clemenceau",
        "type": "Collège",
        "secteur": "Public",
        "epci": "Nantes Métropole",
        "commune": "Nantes",
        "etat": "partiel",
        "ce_qui_manque": "cadre rédigé, pas intégré",
        "reponse_du": "01/03/2022",
        "utilisateurs": "",
        "comptes": "",
        "fichier": "retours mars.xlsx",
        "feuille": "Réponses",
        "cellule": "E9",
    }


def test_a_rate_gives_whole_numbers() -> None:
    row = rows_of(csv_bytes(make_snapshot(small_payload())))[6]
    assert (row["utilisateurs"], row["comptes"], row["secteur"]) == ("120", "240", "")


def test_excel_reads_its_accents_lines_and_semicolons() -> None:
    content = csv_bytes(make_snapshot(small_payload()))
    assert content.startswith(b"\xef\xbb\xbfseance;situation_au;")
    assert content.count(b"\r\n") == content.count(b"\n") == 8


def test_what_looks_like_a_formula_is_inert() -> None:
    rows = rows_of(csv_bytes(make_snapshot(small_payload(), label="+33")))
    assert rows[0]["etablissement"] == f"'{TRAP}"
    assert rows[0]["seance"] == "'+33"
    assert [inert(text) for text in ("-1", "@a", "\t=a", "a=b", None)] == ["'-1", "'@a", "'=a", "a=b", ""]
    assert [inert(f"{blank}=1") for blank in ("\ufeff", "\u200b")] == ["'\ufeff=1", "'\u200b=1"]


def test_decimals_have_a_comma_and_no_spaces() -> None:
    assert [decimal(value) for value in (1234567, 0.5, 240.0, None)] == ["1234567", "0,5", "240", ""]


def test_any_table_of_a_screen() -> None:
    frame = pd.DataFrame(
        {
            "Établissement": ["=A1", None],
            "Réponse du": [date(2022, 3, 1), None],
            "Taux": [0.5, float("nan")],
            "Vu": [pd.Timestamp("2022-03-02"), pd.NaT],
            "Manque": [["a", "b"], []],
        }
    )
    assert frame_as_csv(frame).decode("utf-8-sig").split("\r\n") == [
        "Établissement;Réponse du;Taux;Vu;Manque",
        "'=A1;01/03/2022;0,5;02/03/2022;a, b",
        ";;;;",
        "",
    ]


def parquet_rows(path: Path, content: bytes) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """(column -> type, rows) as another program's reader tells them."""
    path.write_bytes(content)
    with duckdb.connect() as reader:
        found = reader.execute("SELECT * FROM read_parquet($path)", {"path": str(path)})
        types = {name: str(kind) for name, kind, *_ in found.description or []}
        return types, [dict(zip(types, row, strict=True)) for row in found.fetchall()]


def test_the_parquet_file_has_the_same_rows_with_real_types(tmp_path: Path) -> None:
    snapshot = make_snapshot(small_payload())
    types, rows = parquet_rows(tmp_path / "seance.parquet", parquet_bytes(snapshot))
    assert list(types) == list(rows_of(csv_bytes(snapshot))[0])
    assert (types["situation_au"], types["attendus"], types["comptes"], types["uai"]) == (
        "DATE",
        *["BIGINT"] * 2,
        "VARCHAR",
    )
    assert len(rows) == 7
    assert rows[4] == dict.fromkeys(types) | {
        "seance": "Comité du 15 mars 2022",
        "situation_au": date(2022, 3, 15),
        "perimetre": "Tout le département",
        "indicateur": "cadre_communication",
        "version_definition": 1,
        "attendus": 5,
        "repondants": 3,
        "silencieux": 2,
        "uai": "0440005S",
        "etablissement": "Lycée Clemenceau",
        "type": "Collège",
        "secteur": "Public",
        "epci": "Nantes Métropole",
        "commune": "Nantes",
        "etat": "partiel",
        "ce_qui_manque": "cadre rédigé, pas intégré",
        "reponse_du": date(2022, 3, 1),
        "fichier": "retours mars.xlsx",
        "feuille": "Réponses",
        "cellule": "E9",
    }
    assert (rows[6]["utilisateurs"], rows[6]["comptes"], rows[6]["secteur"]) == (120, 240, None)


def test_a_parquet_file_keeps_a_text_as_it_was_typed(tmp_path: Path) -> None:
    _, rows = parquet_rows(tmp_path / "seance.parquet", parquet_bytes(make_snapshot(small_payload())))
    assert rows[0]["etablissement"] == TRAP


def test_a_parquet_file_says_what_it_describes(tmp_path: Path) -> None:
    (tmp_path / "seance.parquet").write_bytes(parquet_bytes(make_snapshot(small_payload())))
    told = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{tmp_path / 'seance.parquet'}')").fetchall()
    assert (b"situation", b"Situation au 15 mars 2022") in told


def test_every_row_of_a_departement_is_in_the_parquet_file(tmp_path: Path) -> None:
    _, rows = parquet_rows(tmp_path / "seance.parquet", parquet_bytes(make_snapshot(large_payload())))
    assert len(rows) == 3 * 928 + 224
    assert sum(row["etat"] == "silencieux" for row in rows if row["indicateur"] == "cadre_communication") == next(
        entry["silent"] for entry in large_payload()["indicators"] if entry["code"] == "cadre_communication"
    )

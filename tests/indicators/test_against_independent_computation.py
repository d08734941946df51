"""`show --json` against a plain computation in Python, on returns filled by a program and imported as a person would."""

import csv
import io
import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.settings import ROOT
from tests.helpers import make_uai
from tests.strength.nursery import LONG

ON, YEAR = date(2022, 3, 31), "2021-2022"
Row = dict[str, Any]


def run(database: Path, *arguments: str) -> str:
    environment = os.environ | {"GOUVERNAIL_DATABASE": str(database)}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def directory(count: int) -> list[Row]:
    types = ("Ecole", "Ecole", "Ecole", "Collège", "Lycée")
    return [
        {
            "Identifiant_de_l_etablissement": make_uai(n),
            "Nom_etablissement": f"Établissement {n}",
            "Type_etablissement": types[n % 5],
            "Statut_public_prive": "Privé" if n % 3 == 0 else "Public",
            "Code_commune": "44109",
            "Nom_commune": "Nantes",
            "Code_departement": "044",
            "etat": "OUVERT",
        }
        for n in range(1, count + 1)
    ]


def returns(chance: random.Random, uais: list[str], first: date, last: date) -> list[Row]:
    """One return an establishment, dated between two days, with every kind of committee and framework."""
    span = (last - first).days

    def some_day() -> date:
        return first + timedelta(days=chance.randrange(span))

    rows = []
    for uai in uais:
        answered = some_day()
        row: Row = {"uai": uai, "date_reponse": answered}
        row["cadre_etat"] = chance.choice(
            ["Intégré au projet", "Rédigé, non intégré", "En cours de rédaction", "Aucun", ""]
        )
        if row["cadre_etat"] == "Intégré au projet" and chance.random() < 0.5:
            row["cadre_date_adoption"] = answered - timedelta(days=chance.randrange(60))
        row["comite_existe"] = chance.choice(["oui", "oui", "oui", "non", ""])
        row["comite_reunions"] = chance.choice([0, 1, 1, 2, 2, 3, ""])
        for code in ("comptes_rendus", "direction", "referent", "enseignants", "parents"):
            row[f"comite_{code}"] = chance.choice(["oui", "oui", "oui", "oui", "non", ""])
        if row["comite_existe"] == "oui" and chance.random() < 0.3:
            row["comite_date_creation"] = answered - timedelta(days=chance.randrange(30))
        row["formation_suivie"] = chance.choice(["oui", "non", "non", ""])
        rows.append(row)
    return rows


def as_csv(rows: list[Row]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=";")
    writer.writeheader()
    writer.writerows({k: f"{v:%d/%m/%Y}" if isinstance(v, date) else v for k, v in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def framework(row: Row) -> str:
    day = row.get("cadre_date_adoption") or row["date_reponse"]
    if not row["cadre_etat"] or min(day, row["date_reponse"]) > ON:
        return "silent"
    if row["cadre_etat"] == "Aucun":
        return "no"
    return "yes" if row["cadre_etat"] == "Intégré au projet" else "partial"


def committee(row: Row) -> str:
    day = row.get("comite_date_creation") or row["date_reponse"]
    if not row["comite_existe"] or min(day, row["date_reponse"]) > ON:
        return "silent"
    if row["comite_existe"] == "non":
        return "no"
    ends = (date(2021, 12, 31), date(2022, 3, 31), date(2022, 6, 30))
    required = max(1, sum(end <= row["date_reponse"] for end in ends))
    good = (
        row["comite_reunions"] != ""
        and row["comite_reunions"] >= required
        and all(row[f"comite_{code}"] == "oui" for code in ("comptes_rendus", "direction", "referent"))
        and "oui" in (row["comite_enseignants"], row["comite_parents"])
    )
    return "yes" if good else "partial"


def training(row: Row) -> str:
    if not row["formation_suivie"] or row["date_reponse"] > ON:
        return "silent"
    return "yes" if row["formation_suivie"] == "oui" else "no"


@pytest.mark.parametrize("seed", [1, 2] if LONG else [1])
def test_show_agrees_with_a_plain_computation(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    base, schools = tmp_path / "g.duckdb", directory(120)
    uais = [row["Identifiant_de_l_etablissement"] for row in schools]
    told = returns(chance, chance.sample(uais, 90), date(2021, 9, 10), date(2022, 4, 20))
    (tmp_path / "annuaire.csv").write_bytes(as_csv(schools))
    (tmp_path / "retours.csv").write_bytes(as_csv(told))
    run(base, "data", "register", str(tmp_path / "annuaire.csv"))
    run(base, "data", "campaign", "c", "--school-year", YEAR)
    for code in ("cadre_communication", "comite_fonctionnel", "formation_pairs"):
        target = ["--school-year", YEAR, "--baseline", "5", "--value", "60", "--due", "30/06/2022", "--reason", "essai"]
        run(base, "data", "target", code, *target)
    run(base, "data", "import", str(tmp_path / "retours.csv"), "--campaign", "c")
    shown = json.loads(run(base, "indicators", "show", "--on", ON.isoformat(), "--by", "type", "--json"))
    assert (shown["territory"], shown["school_year"], shown["on"]) == ("Loire-Atlantique", YEAR, "2022-03-31")

    rules = {"cadre_communication": framework, "comite_fonctionnel": committee, "formation_pairs": training}
    entries = {entry["code"]: entry for entry in shown["indicators"]}
    by_uai = {row["uai"]: row for row in told}
    for code, rule in rules.items():
        states = {uai: rule(by_uai[uai]) if uai in by_uai else "silent" for uai in uais}
        assert_same(entries[code], states)
        for line in entries[code]["groups"]:
            kind = {"École": "Ecole"}.get(line["value"], line["value"])
            own = {s["Identifiant_de_l_etablissement"] for s in schools if s["Type_etablissement"] == kind}
            assert (line["expected"], line["yes"]) == (len(own), sum(states[uai] == "yes" for uai in own))


def assert_same(entry: Row, states: dict[str, str]) -> None:
    counted = {state: sum(s == state for s in states.values()) for state in ("yes", "partial", "no", "silent")}
    assert {state: entry[state] for state in counted} == counted
    low, high = counted["yes"], counted["yes"] + counted["silent"]
    assert (entry["expected"], entry["answered"]) == (120, 120 - counted["silent"])
    assert (entry["low"], entry["high"], entry["target"], entry["baseline"]) == (low, high, 60, 5)
    # School days of zone B month by month, from 2 September 2021: 120 by the end of March, 172 by 30 June.
    elapsed, total = 21 + 16 + 16 + 13 + 21 + 10 + 23, 21 + 16 + 16 + 13 + 21 + 10 + 23 + 11 + 20 + 21
    pace = 5 + 55 * elapsed / total
    assert entry["expected_today"] == pytest.approx(pace)
    tolerance = 0.05 * 55
    if low >= 60:
        expected = "atteint"
    elif low >= pace + tolerance:
        expected = "en_avance"
    elif low >= pace - tolerance:
        expected = "dans_le_rythme"
    else:
        expected = "en_retard" if high < pace - tolerance else "indetermine"
    assert entry["verdict"] == expected

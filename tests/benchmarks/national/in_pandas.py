"""The five questions as a pandas script asks them, on frames read once from Parquet."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from tests.benchmarks.national.work import exported, loading, temporary, timed

_DAY = pd.Timestamp(2022, 3, 18)
_OTHERS = ["comite_enseignants", "comite_vie_scolaire", "comite_parents", "comite_eleves", "comite_collectivite"]
_OWN = ["comite_existe", "comite_comptes_rendus", "comite_direction", "comite_referent"]
_READ = [*_OWN, *_OTHERS, "comite_date_creation", "comite_reunions"]


def measure(base: Path) -> dict[str, Any]:
    """Seconds to load, and of each question once loaded."""
    with temporary() as folder:
        facts = exported(base, Path(folder))
        (answers, usage, types), load = loading(lambda: (_answers(facts), _usage(facts), _types(facts)))
    told = timed(
        {
            "campaign": lambda: _campaign(answers, types),
            "campaigns": lambda: _campaigns(answers, types),
            "committee": lambda: _committee(answers),
            "months": lambda: _months(usage),
            "months_types": lambda: _months_types(usage, types),
        }
    )
    return told | {"load": load}


def _answers(facts: Path) -> pd.DataFrame:
    table = pq.read_table(facts / "answers.parquet", read_dictionary=["campaign", "question", "uai", "value"])
    return table.to_pandas(date_as_object=False)


def _usage(facts: Path) -> pd.DataFrame:
    table = pq.read_table(facts / "usage.parquet", read_dictionary=["service", "profile", "uai"])
    return table.to_pandas(date_as_object=False)


def _types(facts: Path) -> pd.Series:
    return pd.read_parquet(facts / "establishments.parquet").set_index("uai")["type"]


def _campaign(answers: pd.DataFrame, types: pd.Series) -> list[Any]:
    told = answers[(answers["campaign"] == "2021-2022-automne") & (answers["question"] == "cadre_etat")]
    latest = told.sort_values("answered_on").drop_duplicates("uai", keep="last")
    counts = latest.groupby([latest["uai"].map(types), latest["value"].astype(str)]).size()
    return _rows(counts)


def _campaigns(answers: pd.DataFrame, types: pd.Series) -> list[Any]:
    told = answers[answers["question"] == "cadre_etat"]
    latest = told.sort_values("answered_on").drop_duplicates(["campaign", "uai"], keep="last")
    counts = latest.groupby(
        [latest["campaign"].astype(str), latest["uai"].map(types), latest["value"].astype(str)]
    ).size()
    return _rows(counts)


def _committee(answers: pd.DataFrame) -> list[Any]:
    of_year = answers["campaign"].isin(["2021-2022-automne", "2021-2022-printemps"])
    told = answers[of_year & answers["question"].isin(_READ) & (answers["answered_on"] <= _DAY)]
    latest = told.sort_values("answered_on").drop_duplicates(["uai", "question"], keep="last")
    wide = latest.astype({"uai": str, "question": str, "value": str}).pivot(
        index="uai", columns="question", values="value"
    )
    functional = (
        (wide[_OWN] == "oui").all(axis=1)
        & ~(pd.to_datetime(wide["comite_date_creation"]) > _DAY)
        & (pd.to_numeric(wide["comite_reunions"]) >= 1)  # one trimestre at most is over in these answers
        & (wide[_OTHERS] == "oui").any(axis=1)
    )
    return [(int(functional.sum()),)]


def _months(usage: pd.DataFrame) -> list[Any]:
    told = usage[usage["service"] == "e-lyco"]
    return _rows(told.groupby("month")[["unique_users", "potential"]].sum())


def _months_types(usage: pd.DataFrame, types: pd.Series) -> list[Any]:
    told = usage[usage["service"] == "e-lyco"]
    return _rows(told.groupby([told["uai"].map(types), "month"])[["unique_users", "potential"]].sum())


def _rows(counted: pd.Series | pd.DataFrame) -> list[Any]:
    return (
        [tuple(int(cell) for cell in row) for row in counted.to_frame().to_numpy()]
        if isinstance(counted, pd.Series)
        else [tuple(int(cell) for cell in row) for row in counted.to_numpy()]
    )

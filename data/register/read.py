"""The establishments as they are known."""

from datetime import date, datetime

import pandas as pd

from data.database import Database
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def establishments(db: Database, *, on: date, as_of: datetime) -> pd.DataFrame:
    """One row an establishment, open or closed (column is_open), sorted by UAI: the table's columns and valid_from."""
    return db.reading().execute(sql("establishments"), {"on_day": on, "as_of": as_of}).df()


def count(db: Database, *, on: date, as_of: datetime, departement: str | None = None) -> int:
    """How many establishments are open, in one département or in all."""
    parameters = {"on_day": on, "as_of": as_of, "departement": departement}
    row = db.reading().execute(sql("count_open"), parameters).fetchone()
    return row[0] if row else 0

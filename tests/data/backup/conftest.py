"""A base in a file, with a few writes in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from data.database import LOCAL, Database, open_database
from data.database.properties import get_property, set_property
from data.settings import Settings
from tests.helpers import Clock

Open = Callable[..., Database]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "base" / "g.duckdb"


@pytest.fixture
def open_(path: Path) -> Iterator[Open]:
    """Open the base, as often as needed; keywords are fields of Settings. All are closed at the end."""
    opened = []

    def open_it(**settings: object) -> Database:
        db = open_database(path, settings=Settings(database=path, **settings), clock=Clock(datetime(2022, 3, 15, 9, 0)))
        opened.append(db)
        return db

    yield open_it
    for db in opened:
        db.close()


def tell(db: Database, value: str) -> None:
    """One write."""
    set_property(db, LOCAL, "dit", value)


def told(db: Database) -> str | None:
    """What the latest write said."""
    return get_property(db, "dit")

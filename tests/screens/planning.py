"""What tests of the plan's screens do: fill a form, read what stands, fill a store with a small plan."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from data.database import Database, utc_now
from data.plan import Item, Plan, read_plan
from tests.helpers import Clock
from tests.plans import told_plan
from tests.screens.reading import read
from tests.screens.stores import open_store


def tell(store: Path, work: Callable[[Database], Any] = told_plan, *, at: datetime | None = None) -> Any:
    """What that work tells the store: a small whole chain unless another one is given. at: an instant (UTC), or now."""
    db = open_store(store, clock=Clock(at) if at else utc_now)
    told = work(db)
    db.close()
    return told


def standing(store: Path) -> Plan:
    """The plan as known now."""
    return tell(store, lambda db: read_plan(db, as_of=db.clock()))


def only(store: Path, kind: str, title: str) -> Item:
    """The item of a kind with that title."""
    (found,) = [item for item in standing(store).of(kind) if item.title == title]
    return found


def typed(app: AppTest, label: str, value: Any) -> None:
    """Fill the last field of that label."""
    kinds = (app.text_input, app.text_area, app.selectbox, app.multiselect, app.date_input, app.checkbox)
    [one for kind in kinds for one in kind if read(one.label) == label][-1].set_value(value)


def ways(app: AppTest) -> list[str]:
    """References of the items that the page links to, in its order."""
    asked = [parse_qs(link.proto.query_string) for link in app.main.get("page_link")]
    return [one["fiche"][0] for one in asked if "fiche" in one]

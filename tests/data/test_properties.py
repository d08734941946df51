"""What the installation states about itself."""

from data.database import LOCAL
from data.database.properties import get_property, set_property
from tests.helpers import memory_database


def test_the_latest_statement_holds_and_the_others_stay() -> None:
    db = memory_database()
    assert get_property(db, "demonstration") is None
    set_property(db, LOCAL, "demonstration", "true")
    set_property(db, LOCAL, "situation_day", "2022-03-31")
    set_property(db, LOCAL, "demonstration", "false")
    assert get_property(db, "demonstration") == "false"
    assert get_property(db, "situation_day") == "2022-03-31"
    assert db.query("SELECT count(*) AS n FROM property")[0]["n"] == 3
    assert db.query("SELECT count(*) AS n FROM journal WHERE action = 'property'")[0]["n"] == 3

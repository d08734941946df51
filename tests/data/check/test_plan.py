"""The plan under check: each version read, its file known, its UAI possible; and a rebuilt base has the same plan."""

from pathlib import Path

from data.check import check
from data.check.rebuilding import rebuild
from data.database import LOCAL, Database, open_database
from data.plan import Concerned, add, change, history, read_plan
from data.settings import Settings
from tests.data.plan.plans import take, written
from tests.helpers import Clock, add_establishments, make_uai, memory_database


def found(db: Database) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in check(db).findings if one.severity == "error"]


def test_a_plan_told_on_screens_and_by_a_workbook_is_sound() -> None:
    db = memory_database()
    add_establishments(db, [{}])
    add(db, LOCAL, "action", {"title": "Former", "concerns": Concerned(group="uai", members=(make_uai(1),))})
    take(db, written({"Axes": [["Intitulé"], ["Un"]]}))
    assert found(db) == []


def test_what_was_spoiled_is_found() -> None:
    db = memory_database()
    add_establishments(db, [{}])
    take(db, written({"Axes": [["Intitulé"], ["Un"]]}))
    cursor = db.reading()
    cursor.execute("UPDATE plan_item SET batch = uuid() WHERE ref = 'X1'")
    spoiled = (
        ("A1", "action", '{"title": "a", "concerns": {"group": "uai", "members": ["0440001Z"]}}'),
        ("R1", "lesson", '{"title": "b", "uai": "0440002Z"}'),
        ("R2", "lesson", '{"title": '),
        ("R3", "lesson", '["title"]'),
        ("R4", "lesson", '{"couleur": "bleu"}'),
        ("Z1", "autre", '{"title": "c"}'),
    )
    for ref, kind, told in spoiled:
        cursor.execute(
            "INSERT INTO plan_item VALUES (uuid(), $ref, $kind, $told, '', NULL, NULL, NULL, 'x', '2022-03-15')",
            {"ref": ref, "kind": kind, "told": told},
        )
    assert found(db) == [
        ("fact_of_no_batch", "plan_item"),
        ("invalid_uai", "0440001Z"),
        ("invalid_uai", "0440002Z"),
        *(("plan_item_unreadable", ref) for ref in ("R2", "R3", "R4", "Z1")),
    ]


def test_a_rebuilt_base_has_the_same_plan_and_its_history(tmp_path: Path) -> None:
    path = tmp_path / "g.duckdb"
    db = open_database(path, settings=Settings(database=path, backups_kept=0), clock=Clock())
    axis = add(db, LOCAL, "axis", {"title": "Un"})
    change(db, LOCAL, axis, {"title": "Deux"})
    take(db, written({"Axes": [["Intitulé"], ["Trois"]]}))
    before = read_plan(db, as_of=db.clock()), history(db, axis.id, as_of=db.clock())
    rebuild(db, tmp_path / "refaite.duckdb", actor=LOCAL)
    db.close()
    new = open_database(tmp_path / "refaite.duckdb", clock=Clock())
    after = read_plan(new, as_of=db.clock()), history(new, axis.id, as_of=db.clock())
    new.close()
    assert after == before and [one.title for one in after[0].of("axis")] == ["Deux", "Trois"]

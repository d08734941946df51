"""The plan under check: each version read, its file known, its UAI possible; and a rebuilt base has the same plan."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import uuid4

from data.check import check
from data.check.rebuilding import rebuild
from data.database import LOCAL, Database, open_database
from data.plan import Concerned, add, change, history, read_plan
from data.plan.workbook import plan_workbook
from data.settings import Settings
from tests.data.plan.plans import take, written
from tests.helpers import Clock, add_establishments, make_uai, memory_database

SPOILED = (
    ("A1", "action", '{"title": "a", "starts_on": "pas un jour"}', "« Début »"),
    ("A2", "action", '{"title": "b", "levers": ["zz"]}', "« Leviers qu'elle actionne »"),
    ("A3", "action", "{}", "« Intitulé » manque"),
    ("A4", "action", '{"title": "d", "concerns": "x"}', "« Établissements concernés »"),
    ("A5", "action", '{"title": "e", "concerns": {"group": "uai"}}', "« Établissements concernés »"),
    ("A8", "action", '{"title": "x", "concerns": {"group": "zz", "members": []}}', "« Établissements concernés »"),
    ("A6", "action", '{"title": 6, "due_on": 20220315, "axis": 4}', "« Intitulé », « Axe », « Échéance »"),
    (
        "A7",
        "action",
        '{"title": "g", "indicators": "x", "levers": "y"}',
        "« Leviers qu'elle actionne », « Indicateurs de réussite »",
    ),
    ("E1", "step", '{"title": "h", "done_on": "2022-02-30"}', "« Action » manque, « Faite le »"),
    (
        "I1",
        "irritant",
        '{"title": "i", "main": "oui", "couleur": "bleu"}',
        "« Irritant principal », « couleur », un champ inconnu",
    ),
    ("T101", "term", '{"title": "j"}', "« Liste » manque"),
    ("D1", "decision", '["title"]', "son contenu"),
    ("B1", "need", '{"title": ', "son contenu"),
    ("Z1", "autre", '{"title": "m"}', "sa nature"),
)


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
        ("R1", "lesson", f'{{"title": "b", "uai": "0440002Z", "origin": "{uuid4()}"}}'),
        ("R2", "lesson", '{"title": '),
        ("R3", "lesson", '["title"]'),
        ("R4", "lesson", '{"couleur": "bleu"}'),
        ("Z1", "autre", '{"title": "c"}'),
    )
    spoil(db, spoiled)
    assert found(db) == [
        ("fact_of_no_batch", "plan_item"),
        ("invalid_uai", "0440001Z"),
        ("invalid_uai", "0440002Z"),
        *(("plan_item_unreadable", ref) for ref in ("R2", "R3", "R4", "Z1")),
    ]


def spoil(db: Database, versions: Iterable[Sequence[str]]) -> None:
    for ref, kind, told, *_ in versions:
        db.reading().execute(
            "INSERT INTO plan_item VALUES (uuid(), $ref, $kind, $told, '', NULL, NULL, NULL, 'x', '2022-03-15 08:00:00')",
            {"ref": ref, "kind": kind, "told": told},
        )


def test_each_spoiled_version_is_told_with_what_is_wrong() -> None:
    db = memory_database()
    add_establishments(db, [{}])
    spoil(db, SPOILED)
    told = {one.subject: (one.code, one.message) for one in check(db).findings if one.severity == "error"}
    assert told == {
        ref: (
            "plan_item_unreadable",
            f"La fiche {ref} du plan, dite le 15/03/2022 08:00:00 (UTC), ne se lit pas ({wrong}) : remettez une sauvegarde.",
        )
        for ref, _, _, wrong in SPOILED
    }


def test_a_plan_with_spoiled_versions_is_read_without_what_is_spoiled() -> None:
    db = memory_database()
    add_establishments(db, [{}])
    spoil(db, SPOILED)
    plan = read_plan(db, as_of=db.clock())
    actions = {one.ref: one for one in plan.of("action")}
    assert sorted(actions) == ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]
    assert (actions["A1"].day("starts_on"), actions["A2"].ids("levers"), actions["A4"].concerns) == (None, (), None)
    assert [actions[ref].title for ref in ("A1", "A3", "A6")] == ["a", "", ""]
    assert "Z1" not in {one.ref for one in plan.items.values()}
    steps = plan.of("step")
    assert plan.under(actions["A1"], "step", "action") == [] and [one.title for one in steps] == ["h"]
    content = plan_workbook(db, as_of=db.clock())
    assert take(db, content).state == "unchanged"


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

"""The demonstration: where it may be put, that it repeats, and what it holds."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from data.batches import Batch, batches
from data.campaigns import campaigns
from data.database import LOCAL, Database, open_database
from data.database.properties import get_property, set_property
from data.demo.build import SITUATION_DAY, build_demo
from data.demo.scale import Scale
from data.errors import Refusal
from data.plan import read_plan
from data.register.read import establishments
from data.register.uai import read_uai
from data.seances.meetings import meetings
from data.settings import Settings
from data.targets import target_history
from indicators.catalogue import catalogue
from indicators.findings import Finding, finding, findings
from indicators.progress import Verdict
from indicators.situation import Situation
from tests.strength.nursery import LONG

NOW = datetime(2026, 1, 15, 9, 0)
SMALL = Scale(
    ecoles=90,
    colleges=40,
    segpas=3,
    lycees=25,
    without_sector=2,
    without_coordinates=3,
    without_pupils=2,
    priority_ecoles=5,
    priority_colleges=2,
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("demo") / "gouvernail.duckdb"
    build_demo(path)
    db = open_database(path, settings=Settings(database=path))
    yield db
    db.close()


@pytest.fixture(scope="module")
def history(demo: Database) -> list[Batch]:
    return batches(demo, as_of=NOW)


@pytest.fixture(scope="module")
def today(demo: Database) -> dict[str, Finding]:
    return found(demo)


def found(db: Database, year: str = "2021-2022", on: date = SITUATION_DAY, **filters: str) -> dict[str, Finding]:
    situation = Situation(school_year=year, on=on, as_of=NOW, filters=filters)
    return {one.indicator.code: one for one in findings(db, situation)}


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    db = open_database(path, settings=Settings(database=path))
    names = [
        row["table_name"]
        for row in db.query("SELECT table_name FROM duckdb_tables() WHERE database_name <> 'standing'")
    ]
    facts = {name: sorted(db.reading().execute(f"FROM {name}").fetchall(), key=str) for name in names}
    db.close()
    return facts


def originals(path: Path) -> set[str]:
    return {file.name for file in (path.parent / "originals").iterdir()}


# --- the same seed, the same database; and where it may be put


@pytest.mark.skipif(not LONG, reason="makes the demonstration three times: make test-long")
def test_a_demonstration_is_made_again_only_when_asked_and_is_then_the_same(tmp_path: Path) -> None:
    path, other = tmp_path / "gouvernail.duckdb", tmp_path / "other" / "gouvernail.duckdb"
    build_demo(path, seed=7, scale=SMALL)
    facts, files = dump(path), originals(path)
    with pytest.raises(Refusal, match="relancez avec --replace"):
        build_demo(path, seed=7, scale=SMALL)
    path.unlink()
    empty = open_database(path)
    set_property(empty, LOCAL, "demonstration", "true")
    empty.close()

    build_demo(path, seed=7, replace=True, scale=SMALL)
    assert dump(path) == facts
    assert originals(path) == files
    assert sorted(file.name for file in tmp_path.iterdir()) == ["gouvernail.duckdb", "originals"]

    build_demo(other, seed=8, scale=SMALL)
    others = dump(other)
    for drawn in (
        "establishment",
        "answer",
        "private_answer",
        "usage",
        "batch",
        "target",
        "plan_item",
        "meeting",
        "journal",
    ):
        assert others[drawn] != facts[drawn], drawn
    assert originals(other).isdisjoint(files)


def test_a_real_database_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "gouvernail.duckdb"
    open_database(path).close()
    before = path.read_bytes()
    for replace in (False, True):
        with pytest.raises(Refusal, match="n'est pas une démonstration"):
            build_demo(path, replace=replace)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["gouvernail.duckdb"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("data.demo.build.create_campaign", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path / "gouvernail.duckdb", scale=SMALL)
    assert list(tmp_path.iterdir()) == []


# --- what it holds


def test_it_says_what_it_is(demo: Database) -> None:
    assert get_property(demo, "demonstration") == "true"
    assert get_property(demo, "situation_day") == SITUATION_DAY.isoformat()


def test_its_establishments_are_as_many_as_the_departments_and_bear_no_real_code(demo: Database) -> None:
    known = establishments(demo, on=SITUATION_DAY, as_of=NOW)
    known = known[known["is_open"]]
    counts = known["type"].value_counts()
    assert 900 < len(known) < 960
    assert 680 < counts["École"] < 700
    assert 140 < counts["Collège"] < 160
    assert 80 < counts["Lycée"] < 90
    assert counts["EREA"] == 2
    assert all(read_uai(uai) == (uai, None) and uai > "0449" for uai in known["uai"])
    assert known["epci"].notna().all()
    assert known["arrondissement"].nunique() == 3
    assert known["sector"].isna().any() and known["latitude"].isna().any() and known["pupils"].isna().any()
    assert set(known["priority_education"].dropna()) == {"REP", "REP+"}


def test_more_than_half_have_answered_each_year(demo: Database) -> None:
    shares = {campaign.code: campaign.answered / campaign.expected for campaign in campaigns(demo, NOW)}
    assert 0.5 < shares["2021-2022"] < 0.62
    assert 0.5 < shares["2020-2021"] < 0.66


def test_the_history_shows_imports_whole_partial_undone_and_corrected(history: list[Batch]) -> None:
    returns = [batch for batch in history if batch.kind == "returns"]
    partial = [batch for batch in returns if batch.accepted_count < batch.row_count]
    codes = {issue["code"] for batch in partial for issue in batch.issues}
    assert 0 < len(partial) < len(returns) / 2
    assert {"invalid_uai", "not_a_whole_number", "unknown_choice", "duplicate_row"} <= codes

    (undone,) = [batch for batch in history if not batch.active]
    corrected = undone.file_name.replace(".csv", "_corrige.csv")
    assert undone.revert_reason
    assert corrected in {batch.file_name for batch in returns if batch.active}
    assert {Path(batch.file_name).suffix for batch in returns} == {".csv", ".xlsx"}


def test_each_fact_traces_to_a_kept_file(demo: Database, history: list[Batch]) -> None:
    assert demo.path is not None
    folder = demo.path.parent / "originals"
    for batch in history:
        assert sha256((folder / batch.file_sha256).read_bytes()).hexdigest() == batch.file_sha256
    row = demo.query("SELECT * FROM answer WHERE question = 'comite_reunions' AND sheet <> 'Réponses' LIMIT 1")[0]
    told = next(batch for batch in history if batch.id == row["batch"])
    content = (folder / told.file_sha256).read_bytes()
    encoding = next(name for name in ("utf-8-sig", "utf-16", "cp1252") if _decodes(content, name))
    lines = list(csv.reader(content.decode(encoding).splitlines(), delimiter=";"))
    letters, line = row["cell"].rstrip("0123456789"), int(row["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    column = ord(letters) - ord("A")
    assert (lines[0][column], lines[line - 1][0], lines[line - 1][column]) == (
        "comite_reunions",
        row["uai"],
        row["value"],
    )


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        return content.decode(encoding).startswith("UAI;")
    except UnicodeError:
        return False


def test_it_holds_a_plan_and_the_meetings_of_the_committee(demo: Database) -> None:
    plan = read_plan(demo, as_of=NOW)
    assert [len(plan.of(kind)) for kind in ("lesson", "irritant", "need", "lever", "action")] == [7, 8, 3, 8, 12]
    assert len(meetings(demo, as_of=NOW)) == 3


def test_comments_are_kept_apart_with_what_they_hold(demo: Database) -> None:
    comments = {row["value"] for row in demo.query("SELECT DISTINCT value FROM private_answer")}
    assert any("<b>" in comment for comment in comments)
    assert any("](https://" in comment for comment in comments)
    assert any(comment.startswith("=") for comment in comments)
    assert demo.query("SELECT 1 FROM answer WHERE question = 'commentaire'") == []


def test_the_past_can_be_seen_again(demo: Database) -> None:
    then = Situation(school_year="2021-2022", on=SITUATION_DAY, as_of=datetime(2021, 12, 31))
    now = Situation(school_year="2021-2022", on=SITUATION_DAY, as_of=NOW)
    definition = catalogue()["comite_fonctionnel"]
    before, after = finding(demo, definition, then).progress, finding(demo, definition, now).progress
    assert before.low < after.low
    assert before.high > after.high


def test_a_target_was_revised(demo: Database) -> None:
    decided = target_history(demo, "cadre_communication", "2021-2022", NOW)
    assert [target.value for target in decided if not target.scope_group] == [700, 550]


# --- every situation that the screens can show


def test_the_whole_territory_is_late_on_pace_ahead_and_undecided(today: dict[str, Finding]) -> None:
    assert {code: one.verdict for code, one in today.items()} == {
        "cadre_communication": Verdict.EN_RETARD,
        "comite_fonctionnel": Verdict.INDETERMINE,
        "usage_services": Verdict.EN_AVANCE,
        "formation_pairs": Verdict.DANS_LE_RYTHME,
    }


def test_types_are_ahead_reached_and_without_target(demo: Database) -> None:
    colleges, lycees = found(demo, type="Collège"), found(demo, type="Lycée")
    assert colleges["comite_fonctionnel"].verdict is Verdict.EN_AVANCE
    assert lycees["formation_pairs"].verdict is Verdict.ATTEINT
    assert colleges["cadre_communication"].verdict is Verdict.SANS_CIBLE


def test_the_year_before_ended_with_a_target_missed_and_one_reached(demo: Database) -> None:
    ended = found(demo, "2020-2021", date(2021, 7, 1))
    assert ended["comite_fonctionnel"].verdict is Verdict.NON_ATTEINT
    assert ended["formation_pairs"].verdict is Verdict.ATTEINT


def test_regressions_are_visible(demo: Database, today: dict[str, Finding]) -> None:
    lycees = found(demo, type="Lycée")["usage_services"]
    assert lycees.verdict is Verdict.EN_RETARD
    assert lycees.progress.high < 0  # below the baseline, even if every silent one used everything
    year_before = found(demo, "2020-2021", date(2021, 3, 18))["formation_pairs"]
    assert today["formation_pairs"].progress.low < year_before.progress.low


def test_a_small_group_is_masked(demo: Database, today: dict[str, Finding]) -> None:
    lines = today["cadre_communication"].groups("type", smallest=demo.settings.smallest_published_group)
    assert {line.value for line in lines if line.masked} >= {"EREA"}
    assert any(not line.masked for line in lines)


def test_usage_has_a_partial_month_silent_establishments_and_an_anomaly(today: dict[str, Finding]) -> None:
    usage = today["usage_services"]
    months = {month.month: month for month in usage.measure.months}  # type: ignore[union-attr]
    assert not months[date(2022, 3, 1)].complete
    last = months[date(2022, 2, 1)]
    assert last.anomalies == 1
    assert last.answered < last.expected
    assert last.silent_accounts > 0
    july, june = months[date(2021, 7, 1)], months[date(2021, 6, 1)]
    assert july.value is not None and june.value is not None and july.value < june.value / 2

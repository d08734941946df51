"""The command `plan`: its JSON is what a séance freezes, its lines are read by people, its errors are sentences."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from data.campaigns import create_campaign
from data.command import run as run_command
from data.database import LOCAL, open_database
from data.plan import withdraw
from data.plan.declaration import ABANDONED, PAUSED
from data.seances.frozen import find_snapshot
from data.settings import get_settings
from indicators.__main__ import app
from tests.helpers import add_establishments
from tests.plans import tell_action, told_plan

Run = Callable[..., Result]
HEADING = ("territory", "filters", "school_year", "on", "as_of")
ON = ("--on", "2022-03-15")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """run("plan", ...) over a store with a small plan, that these tests only add séances to."""
    path = tmp_path_factory.mktemp("base") / "g.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUVERNAIL_DATABASE", str(path))
        get_settings.cache_clear()
        db = open_database(path)
        add_establishments(db, [{}, {}, {}, {}])
        create_campaign(db, LOCAL, code="c", school_year="2021-2022")
        told_plan(db)
        tell_action(db, title="[bold]Former[/bold] :warning: =1+1", held=PAUSED, held_because="Attente", owner="DSI")
        tell_action(db, title="Équiper", due_on=date(2022, 3, 3))
        tell_action(db, title="Imprimer", held=ABANDONED, held_because="Sans objet")
        withdraw(db, LOCAL, tell_action(db, title="Une action retirée"), reason="Doublon")
        db.close()
        yield lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])
    get_settings.cache_clear()


def told(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_json_is_a_heading_then_what_a_seance_freezes(run: Run) -> None:
    frozen = told(run("snapshot", "--label", "Comité de mars", *ON, "--json"))
    found = told(run("plan", *ON, "--as-of", frozen["as_of"], "--json"))
    assert {key: found.pop(key) for key in HEADING} == {
        "territory": "Loire-Atlantique",
        "filters": {},
        "school_year": "2021-2022",
        "on": "2022-03-15",
        "as_of": frozen["as_of"],
    }
    db = open_database(get_settings().database)
    assert found == find_snapshot(db, "Comité de mars").payload["plan"]
    db.close()


def test_the_json_has_states_of_the_day(run: Run) -> None:
    on_the_day = {one["ref"]: (one["state"], one["days_late"]) for one in told(run("plan", *ON, "--json"))["actions"]}
    assert on_the_day == {
        "A1": ("en_cours", 0),
        "A2": ("en_pause", 0),
        "A3": ("en_retard", 12),
        "A4": ("abandonnee", 0),
    }
    before = told(run("plan", "--on", "03/03/2022", "--json"))["actions"]
    assert [one["state"] for one in before] == ["en_cours", "en_pause", "a_venir", "abandonnee"]


def test_before_anything_was_told_there_is_no_plan(run: Run) -> None:
    found = told(run("plan", *ON, "--as-of", "2022-03-15T18:00:00", "--json"))
    assert found["actions"] == found["lessons"] == []
    lines = run("plan", *ON, "--as-of", "2022-03-15T18:00:00").stdout.splitlines()
    assert lines[1] == "Aucune action n'est inscrite ; 4\u00a0maillons manquent à la chaîne."


def test_the_lines_give_actions_by_axis_with_their_state_then_what_lacks(run: Run) -> None:
    done = run("plan", *ON)
    assert done.exit_code == 0
    assert done.stdout.replace("\u00a0", " ") == (
        "Loire-Atlantique, 2021-2022. Situation au 15 mars 2022.\n"
        "4 actions : 1 en retard, 1 en cours, 1 en pause, 1 abandonnée ; 7 maillons manquent à la chaîne.\n"
        "\n"
        "X1 Définir un cadre de communication interne\n"
        "- ● En cours : A1 Écrire une charte avec chaque établissement (pilote : Pilotage départemental ; "
        "échéance : 30/06/2022 ; 1 étape faite sur 2)\n"
        "\n"
        "Sans axe\n"
        "- ❙❙ En pause : A2 [bold]Former[/bold] :warning: =1+1 (Attente ; pilote : DSI)\n"
        "- ▼ En retard : A3 Équiper (échéance : 03/03/2022). "
        "En retard de 12 jours : action attendue le 03/03/2022.\n"
        "- ✕ Abandonnée : A4 Imprimer (Sans objet)\n"
        "\n"
        "Ce qui manque\n"
        "- Actions sans indicateur : A2 [bold]Former[/bold] :warning: =1+1 ; A3 Équiper\n"
        "- Actions sans pilote : A3 Équiper\n"
        "- Actions sans échéance : A2 [bold]Former[/bold] :warning: =1+1\n"
        "- Indicateurs sans action : Comité fonctionnel ; Usage des services ; Formation par les pairs\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "2022-02-30"), "« 2022-02-30 » n'est pas une date"),
        (("--as-of", "hier"), "« hier » n'est pas un instant"),
        (("--scope", "type=Collège"), "--scope"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("sys.argv", ["indicators", "plan", *arguments])
    with pytest.raises(SystemExit) as exited:
        run_command(app)
    printed = capsys.readouterr()
    assert (exited.value.code, printed.out) == (2, "")
    assert said in printed.err
    assert len(printed.err.strip().splitlines()) == 1

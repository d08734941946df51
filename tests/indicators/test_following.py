"""Who has not answered, as it is said, counted by group, listed, written to files, and put in a mail's words."""

import csv
import re
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from data.campaigns import Campaign, create_campaign
from data.database import LOCAL
from data.returns.following import Status, follow
from data.settings import ROOT, Settings, get_settings
from indicators import figures
from indicators.__main__ import app as command_line
from indicators.exports.reminders import reminders_csv, reminders_workbook
from indicators.following import CHASED, Following, counted_on, following, narrowed, tables, words
from indicators.following.letters import Letter, letters
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database
from tests.indicators.exports.seances import TRAP

DAY = date(2022, 3, 15)
CADRE, FORMATION = "Cadre de communication numérique", "Formation de proximité"
CAMPAIGN = Campaign(
    code="printemps",
    school_year="2021-2022",
    label="Enquête de printemps",
    opens_on=date(2022, 3, 1),
    closes_on=date(2022, 3, 31),
    expected=0,
    answered=0,
)


def row(number: int, status: Status, missing: list[str] | None = None, **details: Any) -> dict[str, Any]:
    uai = make_uai(number)
    answered = status != "silencieux"
    return {
        "uai": uai,
        "name": f"École {number}",
        "type": "École",
        "sector": "Public",
        "commune": "Nantes",
        "epci": "Nantes Métropole",
        "circonscription": "Nantes Nord",
        "bassin": None,
        "mail": f"ce.{uai}@ac-nantes.fr",
        "status": status,
        "missing": missing or [],
        "answered_on": date(2022, 3, 2) if answered else None,
        "first_received": date(2022, 3, 4) if answered else None,
        "last_file": "retours.xlsx" if answered else None,
    } | details


def found(*rows: dict[str, Any], day: date = DAY, **campaign: Any) -> Following:
    columns = list(row(1, "silencieux"))
    told = pd.DataFrame(list(rows), columns=columns, dtype=object)
    return narrowed(told, Campaign(**(vars(CAMPAIGN) | campaign)), day=day, filters={})


def read(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


SILENT, PARTIAL, COMPLETE = row(1, "silencieux", [CADRE]), row(2, "partiel", [CADRE]), row(3, "complet")


# --- sentences


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([SILENT, PARTIAL, COMPLETE], "1 établissement sur 3 n'a rien répondu, 1 a répondu en partie."),
        ([SILENT] * 2 + [PARTIAL] * 3, "2 établissements sur 5 n'ont rien répondu, 3 ont répondu en partie."),
        ([SILENT, COMPLETE], "1 établissement sur 2 n'a rien répondu, aucun n'a répondu en partie seulement."),
        ([SILENT, SILENT], "Personne n'a encore répondu : 2 établissements attendus."),
        ([PARTIAL, COMPLETE], "Chacun a répondu, mais 1 a répondu en partie seulement, sur 2 établissements attendus."),
        ([COMPLETE, COMPLETE], "Tout le monde a répondu."),
    ],
)
def test_the_answer_comes_in_one_sentence(rows: list[dict[str, Any]], sentence: str) -> None:
    assert read(words.answer(found(*rows))) == sentence


@pytest.mark.parametrize(
    ("closes_on", "sentence"),
    [
        (None, ""),
        (date(2022, 3, 31), " Clôture le 31/03/2022, dans 16 jours."),
        (date(2022, 3, 16), " Clôture le 16/03/2022, dans 1 jour."),
        (DAY, " Clôture le 15/03/2022, aujourd'hui."),
        (date(2022, 3, 14), " La campagne est close depuis le 14/03/2022 : une réponse tardive compte encore."),
    ],
)
def test_how_long_is_left(closes_on: date | None, sentence: str) -> None:
    assert read(words.closing(found(SILENT, closes_on=closes_on))) == sentence


def test_the_curve_says_how_many_came_lately() -> None:
    # Seven days to the 15th begin on the 9th.
    rows = [row(n, "complet", first_received=date(2022, 3, 7 + n)) for n in (1, 2, 3)]
    said = words.curve_reading(found(*rows, SILENT))
    assert read(said) == "3 établissements sur 4 ont répondu (75 %), dont 2 dans les 7 derniers jours."
    long_ago = found(*rows, SILENT, day=date(2022, 3, 30))
    assert read(words.curve_reading(long_ago)).endswith("(75 %), dont aucun dans les 7 derniers jours.")
    closed = found(*rows, SILENT, closes_on=date(2022, 3, 14))
    assert read(words.curve_reading(closed)) == "3 établissements sur 4 ont répondu (75 %)."
    assert words.curve_reading(found(SILENT)) == "Aucune réponse n'est encore arrivée."


def test_the_list_speaks_of_a_day_that_knows_every_return() -> None:
    clock = Clock(datetime(2022, 3, 15, 9, 0))
    db = memory_database(clock)
    assert counted_on(db, date(2022, 1, 10)) == DAY  # nothing was ever written: today
    add_establishments(db, [{}])
    clock.now = datetime(2022, 3, 20, 9, 0)
    assert counted_on(db, date(2022, 1, 10)) == DAY  # the day of the latest write
    assert counted_on(db, date(2022, 3, 18)) == date(2022, 3, 18)
    assert counted_on(db, date(2022, 6, 30)) == date(2022, 3, 20)  # not a day to come


# --- tables and figure


def test_groups_come_by_their_share_without_an_answer() -> None:
    rows = [
        row(1, "silencieux", epci="Nord"),
        row(2, "complet", epci="Nord"),
        row(3, "complet", epci="Nord"),
        row(4, "silencieux", epci="Sud"),
        row(5, "silencieux", epci="Sud"),
        row(6, "partiel", epci=None),
    ]
    table = tables.groups_table(found(*rows), "epci")
    assert table.round(1).to_numpy().tolist() == [
        ["Sud", 100.0, 2, 2, 0, 0],
        ["Nord", 33.3, 3, 1, 0, 2],
        ["Non renseigné", 0.0, 1, 0, 1, 0],
    ]
    assert list(table.columns) == ["EPCI", "Part sans réponse", "Attendus", "Rien répondu", "En partie", "Complet"]


def test_the_numbers_of_the_curve_are_the_days_on_which_somebody_answered() -> None:
    rows = [
        row(1, "complet", first_received=date(2022, 3, 4)),
        row(2, "partiel", first_received=date(2022, 3, 9)),
        row(3, "complet", first_received=date(2022, 3, 9)),
        row(4, "silencieux"),
    ]
    table = tables.curve_table(found(*rows))
    assert [[read(cell) for cell in line] for line in table.to_numpy()] == [
        ["01/03/2022", "0", "0", "0 %"],
        ["04/03/2022", "1", "1", "25 %"],
        ["09/03/2022", "2", "3", "75 %"],
        ["15/03/2022", "0", "3", "75 %"],
    ]


def test_the_list_tells_what_lacks_only_where_somebody_answered() -> None:
    both = tables.listed_table(found(SILENT, PARTIAL, COMPLETE), CHASED)
    assert list(both["État"]) == ["Rien répondu", "En partie"]
    assert list(both["Ce qui manque"]) == ["Tout", CADRE]
    silent = tables.listed_table(found(SILENT, PARTIAL, COMPLETE), ["silencieux"])
    assert "Ce qui manque" not in silent and "Fichier" not in silent
    assert list(silent["Adresse"]) == [f"ce.{make_uai(1)}@ac-nantes.fr"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_curve_is_drawn_under_the_number_expected_up_to_the_closing_day(theme: figures.Theme) -> None:
    days = [date(2022, 3, 1), date(2022, 3, 2), date(2022, 3, 3)]
    drawn = figures.response_curve(days, [0, 4, 9], theme, expected=12, closes_on=date(2022, 3, 31)).to_dict()
    line = drawn["data"][0]
    assert (list(line["x"]), list(line["y"])) == (days, [0, 4, 9])
    shapes = drawn["layout"]["shapes"]
    assert [shape["y0"] for shape in shapes if shape["x0"] == 0] == [12]
    assert [shape["x0"] for shape in shapes if shape["y0"] == 0] == [date(2022, 3, 31)]
    texts = [read(note["text"]) for note in drawn["layout"]["annotations"]]
    assert texts == ["12 attendus", "Clôture le 31/03/2022", "<b>9</b> ont répondu"]
    assert drawn["layout"]["yaxis"]["range"][0] == 0


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        (["2022-03-01", "2022-03-12"], ["01/03", "03/03", "05/03", "07/03", "09/03", "11/03"]),
        (["2022-03-01"], ["01/03"]),
        (["2021-10-04", "2022-03-18"], ["nov.", "déc.", "janv.", "févr.", "mars"]),
        (["2021-10-04", "2023-10-18"], ["nov. 21", "mars 22", "juil. 22", "nov. 22", "mars 23", "juil. 23"]),
    ],
)
def test_an_axis_of_days_has_a_handful_of_french_words(days: list[str], ticks: list[str]) -> None:
    days_ = [date.fromisoformat(one) for one in days]
    drawn = figures.response_curve(days_, [1] * len(days), "light", expected=3, closes_on=None).to_dict()
    assert list(drawn["layout"]["xaxis"]["ticktext"]) == ticks


# --- texts to copy


def written(found_: Following, statuses: tuple[Status, ...] = CHASED) -> list[Letter]:
    return letters(found_, statuses, Settings())


def test_the_silent_share_one_text_with_the_closing_day_and_their_addresses() -> None:
    [letter] = written(found(SILENT, row(4, "silencieux"), PARTIAL, COMPLETE), ("silencieux",))
    assert letter.subject == "Enquête de printemps : votre réponse est attendue au plus tard le 31 mars 2022"
    assert "au plus tard le 31 mars 2022" in letter.body and "« Enquête de printemps »" in letter.body
    assert letter.recipients == f"ce.{make_uai(1)}@ac-nantes.fr; ce.{make_uai(4)}@ac-nantes.fr"
    assert letter.body.startswith("Bonjour,") and "Loire-Atlantique" in letter.body


def test_partial_returns_have_a_text_for_each_thing_that_lacks() -> None:
    rows = [row(2, "partiel", [CADRE]), row(3, "partiel", [CADRE, FORMATION]), row(4, "partiel", [CADRE])]
    one, both = written(found(SILENT, COMPLETE, *rows), ("partiel",))
    assert (len(one.addresses), len(both.addresses)) == (2, 1)
    assert f"- {CADRE}" in one.body and FORMATION not in one.body
    assert f"- {CADRE}\n- {FORMATION}" in both.body
    assert read(one.title) == f"2 retours partiels : il manque {CADRE}"


def test_the_silent_come_first_and_the_complete_never() -> None:
    titles = [read(letter.title) for letter in written(found(PARTIAL, COMPLETE, SILENT))]
    assert titles == ["1 établissement sans réponse", f"1 retour partiel : il manque {CADRE}"]
    assert written(found(COMPLETE)) == []


def test_after_the_closing_day_the_text_no_longer_promises_time() -> None:
    [letter] = written(found(SILENT, closes_on=date(2022, 3, 14)))
    assert letter.subject == "Enquête de printemps : votre réponse est attendue"
    assert "La date limite était le 14 mars 2022" in letter.body
    [letter] = written(found(SILENT, closes_on=None))
    assert "dès que possible." in letter.body


def test_an_establishment_without_address_is_named() -> None:
    [letter] = written(found(SILENT, row(4, "silencieux", mail=None)))
    assert len(letter.addresses) == 1
    assert letter.without_address == (f"École 4 ({make_uai(4)})",)


# --- files


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_workbook_has_a_sheet_for_the_silent_and_one_for_partial_returns() -> None:
    told = found(SILENT, row(4, "silencieux", name=TRAP), PARTIAL, COMPLETE)
    told = narrowed(told.rows, told.campaign, day=DAY, filters={"sector": "Public"})
    book = opened(reminders_workbook(told, CHASED, Settings(), demonstration=True))
    assert book.sheetnames == ["Silencieux", "Partiels"]
    silent, partial = book.worksheets
    assert read(silent["A1"].value) == "2 établissements sans réponse sur 4 attendus"
    assert read(silent["A2"].value) == "Situation au 15 mars 2022. Clôture le 31/03/2022, dans 16 jours."
    for words_ in ("Enquête de printemps", "Secteur : Public", "Données de démonstration"):
        assert words_ in silent["A3"].value
    assert [silent.cell(6, column).value for column in (1, 2, 8)] == [
        make_uai(1),
        "École 1",
        f"ce.{make_uai(1)}@ac-nantes.fr",
    ]
    assert (silent["B7"].value, silent["B7"].data_type, silent["B7"].quotePrefix) == (TRAP, "s", True)
    assert (silent.freeze_panes, silent.auto_filter.ref, silent.print_title_rows) == ("C6", "A5:H7", "$5:$5")
    assert silent.print_area == "'Silencieux'!$A$1:$H$7"
    assert [partial.cell(6, column).value for column in range(9, 13)] == [
        CADRE,
        datetime(2022, 3, 2),
        datetime(2022, 3, 4),
        "retours.xlsx",
    ]
    assert partial["J6"].number_format == "dd/mm/yyyy" and partial["J6"].style == "gv date"
    assert partial.print_area == "'Partiels'!$A$1:$L$6"


def test_the_same_reading_gives_the_same_workbook_to_the_byte() -> None:
    told = found(SILENT, PARTIAL)
    assert reminders_workbook(told, CHASED, Settings()) == reminders_workbook(told, CHASED, Settings())


def test_only_the_status_asked_is_written_even_when_nobody_is_in_it() -> None:
    book = opened(reminders_workbook(found(COMPLETE), ["partiel"], Settings()))
    assert book.sheetnames == ["Partiels"]
    assert read(book["Partiels"]["A1"].value) == "0 réponse partielle sur 1 attendu"
    assert book["Partiels"].auto_filter.ref == "A5:L5"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_csv_is_for_french_excel() -> None:
    content = reminders_csv(found(PARTIAL, row(4, "silencieux", [CADRE], name=TRAP), COMPLETE), CHASED)
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    silent, partial = rows_of(content)
    assert (silent["etat"], silent["etablissement"], silent["reponse_du"]) == ("silencieux", f"'{TRAP}", "")
    assert (partial["etat"], partial["ce_qui_manque"]) == ("partiel", CADRE)
    assert (partial["campagne"], partial["situation_au"]) == ("printemps", "15/03/2022")
    assert (partial["reponse_du"], partial["recue_le"]) == ("02/03/2022", "04/03/2022")


def test_an_empty_csv_still_has_the_columns_of_the_contract() -> None:
    text = reminders_csv(found(COMPLETE), CHASED).decode("utf-8-sig")
    section = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8").split("\n## reminders\n")[1]
    columns = re.findall(r"^\| `(\w+)` \|", section.split("\n## ")[0], re.MULTILINE)
    assert len(columns) == 15
    assert text.splitlines() == [";".join(columns)]


# --- over a store, and from the command line


def test_filters_keep_a_part_of_the_campaign() -> None:
    db = memory_database()
    add_establishments(db, [{}, {"type": "École"}, {"type": "École", "sector": "Privé"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    add_answers(db, campaign="c", answers=[(make_uai(2), "cadre_etat", "Aucun")])
    told = following(db, campaign="c", as_of=db.clock(), filters={"type": "École"})
    assert (told.expected, told.count("silencieux"), told.count("partiel")) == (2, 1, 1)
    assert len(follow(db, campaign="c", as_of=db.clock())) == 3


@pytest.fixture
def command(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """command("--campaign", "c", ...) over a store of two silent establishments and a partial return."""
    from data.database import open_database

    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    db = open_database(tmp_path / "g.duckdb", clock=Clock())
    add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    add_answers(db, campaign="c", answers=[(make_uai(2), "cadre_etat", "Aucun")])
    db.close()
    yield lambda *arguments: CliRunner().invoke(command_line, ["reminders", *map(str, arguments)])
    get_settings.cache_clear()


def test_the_command_writes_the_list(command: Any, tmp_path: Any) -> None:
    done = command("--campaign", "c", "--out", tmp_path / "l.xlsx")
    assert done.exit_code == 0, done.output
    assert "2 établissements sur 3 n'ont rien répondu, 1 a répondu en partie." in read(done.stdout)
    assert load_workbook(tmp_path / "l.xlsx").sheetnames == ["Silencieux", "Partiels"]
    assert command("--campaign", "c", "--status", "partiel", "--out", tmp_path / "l.csv").exit_code == 0
    assert [line["uai"] for line in rows_of((tmp_path / "l.csv").read_bytes())] == [make_uai(2)]


def test_the_command_refuses_in_one_sentence(command: Any, tmp_path: Any) -> None:
    for arguments, words_ in (
        (("--campaign", "autre", "--out", tmp_path / "l.xlsx"), "La campagne « autre » n'existe pas"),
        (("--campaign", "c", "--out", tmp_path / "l.pdf"), "terminez-le par .xlsx ou .csv"),
    ):
        done = command(*arguments)
        assert done.exit_code == 2
        assert words_ in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.glob("l.*")) == []

"""What the use of a tool says: the answer, the tables, the pictures, the closures behind them."""

from datetime import date, datetime

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.reference.closures import closures_between
from indicators import figures
from indicators.exports.tables import frame_as_csv
from indicators.figures.canvas import blank
from indicators.figures.palette import PALETTES
from indicators.figures.usage import add_closures
from indicators.usage import reading, tables
from indicators.usage.backdrop import backdrop
from indicators.usage.measure import Usage, measure_services, measure_usage, usage_tools
from indicators.usage.names import of, service_name, types_in_words
from tests.helpers import Clock, add_establishments, memory_database
from tests.indicators.usage_facts import (
    A_YEAR_BEFORE,
    FEBRUARY,
    MARCH,
    SEGPA,
    A,
    B,
    C,
    D,
    fact,
    situation,
    tell,
    territory,
)


@pytest.fixture
def db() -> Database:
    return territory()


def usage(db: Database, *, service: str | None = None, on: date = date(2022, 6, 15)) -> Usage:
    return measure_usage(db, situation(db, on), tool="e-lyco", service=service)


def a_year_apart(before: int, after: int, **others: object) -> list:
    months = ((A_YEAR_BEFORE, before), (FEBRUARY, after))
    return [fact(uai, month, users, 1000, **others) for uai in (A, B, C) for month, users in months]


def said(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (482, 523, "52,3 % des comptes potentiels d'e-lyco ont servi, 4,1 points de plus qu'en février 2021."),
        (523, 482, "48,2 % des comptes potentiels d'e-lyco ont servi, 4,1 points de moins qu'en février 2021."),
        (500, 500, "50 % des comptes potentiels d'e-lyco ont servi, autant qu'en février 2021."),
    ],
)
def test_the_answer_is_one_sentence_with_its_number(db: Database, before: int, after: int, answer: str) -> None:
    tell(db, *a_year_apart(before, after))
    assert said(reading.answer(usage(db), None, "potential")) == f"En février 2022, {answer}"


def test_the_answer_names_service_and_profile(db: Database) -> None:
    tell(db, *a_year_apart(482, 523), *a_year_apart(200, 250, service="Cahier_Textes"))
    assert said(reading.answer(usage(db, service="Cahier_Textes"), "élèves", "potential")) == (
        "En février 2022, 25 % des comptes potentiels d'e-lyco, service « Cahier de textes », profil élèves, ont servi, "
        "5 points de plus qu'en février 2021."
    )


def test_the_answer_in_visits_is_a_day(db: Database) -> None:
    tell(db, *[fact(uai, A_YEAR_BEFORE, 44, 100, visits=1500) for uai in (A, B, C)])
    tell(db, *[fact(uai, FEBRUARY, 48, 100, visits=1200) for uai in (A, B, C)])
    assert said(reading.answer(usage(db), None, "visits")) == (
        "En février 2022, e-lyco a reçu 360 visites par jour d'école, 20 % de plus qu'en février 2021."
    )


def test_a_partial_month_alone_is_said_to_be_so(db: Database) -> None:
    tell(db, *[fact(uai, MARCH, 48, 100) for uai in (A, B, C)], on=datetime(2022, 3, 16, 9))
    assert said(reading.answer(usage(db, on=date(2022, 3, 18)), None, "potential")) == (
        "En mars 2022 (mois incomplet), 48 % des comptes potentiels d'e-lyco ont servi."
    )


def test_without_any_report_the_answer_says_so(db: Database) -> None:
    assert said(reading.answer(usage(db), None, "potential")).startswith("Aucun relevé d'usage d'e-lyco")


def test_the_caption_names_denominator_coverage_source_and_day(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(B, FEBRUARY, 48, 100), fact(C, FEBRUARY, 200, 100))
    caption = said(reading.caption(usage(db), None, "potential", zone="B", needed=0.6))
    assert "Dénominateur : comptes potentiels" in caption
    assert "relevés de 2 établissements sur 3 concernés (collèges et lycées) ; 1 relevé écarté" in caption
    assert caption.endswith("Source : relevés d'usage importés. Situation au 15/06/2022.")


def test_tools_are_said_to_stay_apart(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 48, 100), fact(D, FEBRUARY, 20, 100, service="e-primo"))
    assert "leurs taux ne se comparent pas" in said(reading.apart(usage_tools(db, situation(db))))
    assert reading.apart(usage_tools(db, situation(db))[:1]) == ""


def test_the_table_of_months_says_what_to_know(db: Database) -> None:
    tell(db, *a_year_apart(482, 523), fact(A, MARCH, 90, 100), fact(B, MARCH, 101, 100))
    rows = tables.months_table(usage(db).of(), "potential").map(said).to_dict("records")
    assert rows == [
        {
            "Mois": "février 2022",
            "Part des comptes potentiels": "52,3 %",
            "Un an avant": "48,2 %",
            "Écart": "+4,1 points",
            "Relevés": "3 sur 3",
            "À savoir": "",
        },
        {
            "Mois": "mars 2022",
            "Part des comptes potentiels": "90 %",
            "Un an avant": "",
            "Écart": "",
            "Relevés": "1 sur 3",
            "À savoir": "peu de relevés, 1 relevé écarté",
        },
    ]


def test_details_are_numbers_that_a_spreadsheet_reads(db: Database) -> None:
    tell(db, fact(A, FEBRUARY, 300, 500, visits=6000), fact(B, FEBRUARY, 450, 1000, visits=9000))
    lines = frame_as_csv(tables.details(usage(db).of())).decode("utf-8-sig").splitlines()
    row = dict(zip(lines[0].split(";"), lines[1].split(";"), strict=True))
    assert row["Part des comptes potentiels (%)"] == "50"
    assert row["Comptes activés"] == ""
    assert row["Visites par jour d'école"] == "1500"
    assert row["Visites par utilisateur et jour d'école"] == "2"


def test_the_table_of_services_has_no_total(db: Database) -> None:
    tell(db, *a_year_apart(482, 523), *a_year_apart(100, 200, service="Notes"))
    tell(db, *a_year_apart(200, 250, service="Cahier_Textes"))
    (tool,) = usage_tools(db, situation(db))
    found = measure_services(db, situation(db), tool=tool, month=FEBRUARY)
    table = tables.services_table(found, None, FEBRUARY, "potential", smallest=3)
    assert list(table["Service"]) == ["e-lyco, l'outil entier", "Cahier de textes", "Notes"]
    assert [said(cell) for cell in table["Écart"]] == ["+4,1 points", "+5 points", "+10 points"]


def test_types_with_few_establishments_are_masked(db: Database) -> None:
    tell(db, *a_year_apart(482, 523))
    table = tables.types_table(usage(db), None, FEBRUARY, "potential", smallest=3)
    assert list(table["Part des comptes potentiels"]) == ["masqué", "masqué"]
    table = tables.types_table(usage(db), None, FEBRUARY, "potential", smallest=1)
    assert [said(cell) for cell in table["Part des comptes potentiels"]] == ["52,3 %", "52,3 %"]


def of_types(table: tables.Table, column: str) -> dict[str, str]:
    return dict(zip(table["Type"], map(said, table[column]), strict=True))


def test_each_month_of_a_type_is_masked_on_its_own_reports() -> None:
    # Five collèges and four lycées report now; a year before, all the collèges and one lycée did.
    db = memory_database(Clock(datetime(2021, 9, 1, 9, 0)))
    uais = add_establishments(db, [{"type": "Lycée" if n > 4 else "Collège"} for n in range(9)])
    create_campaign(db, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    tell(db, *[fact(uai, FEBRUARY, 50, 100) for uai in uais], *[fact(uai, A_YEAR_BEFORE, 32, 100) for uai in uais[:6]])
    table = tables.types_table(usage(db), None, FEBRUARY, "potential", smallest=3)
    assert of_types(table, "Part des comptes potentiels") == {"Collège": "50 %", "Lycée": "50 %"}
    # Six of that year less the five collèges would be the lycée: both are masked, and both changes.
    assert of_types(table, "En février 2021") == {"Collège": "masqué", "Lycée": "masqué"}
    assert of_types(table, "Écart") == {"Collège": "masqué", "Lycée": "masqué"}


def test_a_type_that_nobody_reported_covers_no_other(db: Database) -> None:
    # Écoles are many, but of none of them is anything told: the collèges cover the one lycée.
    tell(
        db,
        *[fact(uai, FEBRUARY, 50, 100, service="Autre") for uai in (A, B, SEGPA, C)],
        fact(D, A_YEAR_BEFORE, 5, 9, service="Autre"),
    )
    found = measure_usage(db, situation(db), tool="Autre")
    table = tables.types_table(found, None, FEBRUARY, "potential", smallest=2)
    masks = of_types(table, "Part des comptes potentiels")
    assert (masks["Lycée"], masks["Collège"]) == ("masqué", "masqué")


def test_types_masked_in_the_table_of_the_indicator_are_masked_here(db: Database) -> None:
    tell(db, *a_year_apart(482, 523))
    table = tables.types_table(usage(db), None, FEBRUARY, "potential", smallest=1, hidden={"Lycée"})
    assert of_types(table, "Relevés") == {"Collège": "2 sur 2", "Lycée": "masqué"}


def test_a_service_that_few_report_is_masked_month_by_month(db: Database) -> None:
    tell(db, *a_year_apart(482, 523), *[fact(uai, FEBRUARY, 200, 1000, service="Notes") for uai in (A, B, C)])
    tell(db, fact(A, A_YEAR_BEFORE, 100, 1000, service="Notes"), fact(A, FEBRUARY, 1, 9, service="Cahier_Textes"))
    (tool,) = usage_tools(db, situation(db))
    found = measure_services(db, situation(db), tool=tool, month=FEBRUARY)
    table = tables.services_table(found, None, FEBRUARY, "potential", smallest=3)
    rows = {row["Service"]: row for row in table.to_dict("records")}
    assert said(rows["Notes"]["Part des comptes potentiels"]) == "20 %"
    assert (rows["Notes"]["En février 2021"], rows["Notes"]["Écart"]) == ("masqué", "masqué")
    few = {column for column, cell in rows["Cahier de textes"].items() if cell == "masqué"}
    assert few == {"Relevés", "Utilisateurs", "Comptes potentiels", "Part des comptes potentiels", "Écart"}


def test_reports_set_aside_say_their_file_and_line() -> None:
    row = {"month": FEBRUARY, "uai": A, "name": "Collège A", "commune": "Nantes", "users": 600, "potential": 500}
    table = tables.set_aside([row | {"file_name": "f.csv", "sheet": "f", "row_number": 12}])
    assert table.to_dict("records")[0]["Fichier"] == "f.csv"
    assert table.to_dict("records")[0]["Ligne"] == "12"


def test_the_picture_marks_partial_and_scarce_months_and_the_year_before(db: Database) -> None:
    tell(db, *[fact(uai, MARCH, 30, 100) for uai in (A, B, C)], on=datetime(2022, 3, 16, 9))
    tell(db, *a_year_apart(482, 523), fact(A, date(2022, 1, 1), 90, 100))
    found = usage(db)
    figure = figures.usage_months(found.of(), "potential", backdrop(found, "B"), "light")
    before, now = figure.data
    assert before.line.dash == "dot"
    assert list(before.x) == [date(2022, 2, 15)]
    assert list(now.marker.symbol) == ["diamond", "circle", "circle-open"]
    assert [round(y, 1) for y in now.y] == [90, 52.3, 30]
    bands = [(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.fillcolor]
    assert (date(2022, 2, 5), date(2022, 2, 20)) in bands
    assert [note.text for note in figure.layout.annotations] == [
        "vacances",
        "Cours à distance,<br>avr. 2021",
        "2020-2021",
        "<b>52,3\u00a0%</b>",
    ]


def test_a_month_nobody_reported_cuts_the_curve(db: Database) -> None:
    tell(db, *[fact(uai, month, 30, 100) for uai in (A, B, C) for month in (date(2022, 1, 1), MARCH)])
    found = usage(db)
    figure = figures.usage_months(found.of(), "potential", backdrop(found, "B"), "dark")
    assert list(figure.data[0].y) == [30, None, 30]


@pytest.mark.parametrize(
    ("first", "last", "levels", "names"),
    [
        (date(2019, 9, 1), date(2020, 8, 31), (), ["Écoles fermées"]),
        (date(2020, 9, 1), date(2021, 8, 31), ("Collège", "Lycée"), ["Cours à distance", "Cours à distance"]),
        (date(2020, 9, 1), date(2021, 8, 31), ("École",), ["Cours à distance"]),
        (date(2020, 9, 1), date(2021, 8, 31), ("Médico-social",), []),
        (date(2021, 9, 1), date(2022, 8, 31), (), []),
        (date(2020, 5, 10), date(2020, 5, 10), (), ["Écoles fermées"]),
        (date(2020, 5, 11), date(2020, 5, 31), (), []),
    ],
)
def test_closures_of_a_period(first: date, last: date, levels: tuple[str, ...], names: list[str]) -> None:
    assert [closure.name for closure in closures_between(first, last, levels)] == names


def test_names_in_french() -> None:
    assert service_name("Documentation_CDI") == "Documentation et CDI"
    assert service_name("Un_Nom") == "Un_Nom"
    assert (of("e-lyco"), of("Pix")) == ("d'e-lyco", "de Pix")
    assert types_in_words(["Collège", "Lycée", "EREA"]) == "collèges, lycées et EREA"


def test_a_trajectory_can_show_last_years_closures_where_last_years_months_are() -> None:
    figure = blank(PALETTES["light"], height=300)
    add_closures(figure, date(2021, 9, 1), ("Collège", "Lycée"), PALETTES["light"])
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [
        (date(2022, 4, 6), date(2022, 4, 9)),
        (date(2022, 4, 26), date(2022, 4, 30)),
    ]
    assert [(note.text, note.y) for note in figure.layout.annotations] == [("Cours à distance,<br>avr. 2021", 0)]

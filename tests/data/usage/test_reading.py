"""What people's files of usage hold: which titles, which months, which numbers, which profiles and services."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.database import Database
from data.usage.cells import read_count, read_month
from data.usage.template import usage_template
from data.usage.words import Services, UsageWords, profile_of
from tests.data.usage.told import A, B, C, codes, lines, standing, store, take
from tests.helpers import make_uai
from tests.workbooks import saved, table

TODAY = date(2022, 3, 15)


@pytest.fixture
def db() -> Iterator[Database]:
    database = store()
    yield database
    database.close()


# --- words


@pytest.mark.parametrize(
    ("title", "code"),
    {
        "Mois": "month",
        "date_mois": "month",
        "debutsemaine": "week",
        "Outil": "service",
        "Profil utilisateur": "profile",
        "NB_COMPTES": "potential",
        "Comptes potentiels": "potential",
        "Nombre de comptes activés": "activated",
        "Visiteurs uniques du mois": "unique_users",
        "utilisateurs actifs": "unique_users",
        "Connexions": "visits",
        "Élèves - utilisateurs uniques": "unique_users élèves",
        "élèves comptes potentiels": "potential élèves",
        "nb_visites_parents_d_eleves": "visits parents",
        "Taux d'utilisateurs uniques": "",
        "Utilisateurs uniques (%)": "",
        "% utilisateurs": "",
        "Part des utilisateurs": "",
        "Pourcentage d'utilisateurs uniques": "",
        "Visites des inspecteurs": "",
        "Nom": "",
    }.items(),
)
def test_a_title_is_recognised_by_its_words(title: str, code: str) -> None:
    assert UsageWords().code_of(title) == code


def test_profiles_and_services_have_one_spelling() -> None:
    assert [profile_of(text) for text in ("Élève", "ELEVES", "Professeurs", "Parents d'élèves", "Inspecteurs")] == [
        *("élèves", "élèves", "enseignants", "parents", "Inspecteurs"),
    ]
    services = Services(["Mon Outil"])
    assert [services.spelled(text) for text in ("E-Lyco ", "elyco", "MON-OUTIL", "Autre")] == [
        *("e-lyco", "e-lyco", "Mon Outil", "Autre"),
    ]
    assert services.named_by("Relevés E-primo 2022-01") == "e-primo"
    assert services.named_by("relevés 2022-01") == ""


@pytest.mark.parametrize(
    ("text", "profile"),
    {
        "Ensemble des profils": "tous",
        "Total établissement": "tous",
        "Global": "tous",
        "Tous les usagers": "tous",
        "Tous profils confondus": "tous",
        "Toutes catégories": "tous",
        "Total élèves": "élèves",
        "Tous les enseignants": "enseignants",
        "Inspecteurs": "Inspecteurs",
    }.items(),
)
def test_a_name_that_says_everybody_is_the_total(text: str, profile: str) -> None:
    assert profile_of(text) == profile


# --- cells


@pytest.mark.parametrize(
    "cell",
    [
        *("2022-01", "01/2022", "1/2022", "janv. 2022", "janvier 2022", "Janv-22", "202201", 202201, "2022-01-31"),
        *("01/01/2022", "31 janvier 2022", date(2022, 1, 31), datetime(2022, 1, 1, 0, 0), "\u00a001/2022 "),
    ],
)
def test_a_month_is_its_first_day(cell: Any) -> None:
    assert read_month(cell, today=TODAY) == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("cell", "code"),
    {
        "bientôt": "not_a_month",
        "07/01/2022": "not_a_month",
        "13/2022": "not_a_month",
        "04/2022": "future_date",
        "2009-12": "too_old_date",
    }.items(),
)
def test_what_is_no_month_is_refused(cell: str, code: str) -> None:
    assert getattr(read_month(cell, today=TODAY), "code", "") == code


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (777.0, 777),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("777,0", 777),
        (0, 0),
        ("NC", None),
        ("-", None),
        (None, None),
    ],
)
def test_numbers_as_people_write_them(cell: Any, number: int | None) -> None:
    assert read_count(cell) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [(-1, "out_of_range"), ("-3", "out_of_range"), (10_000_001, "out_of_range"), (2.5, "not_a_whole_number")]
    + [("environ 30", "not_a_whole_number"), (True, "not_a_whole_number"), ("(effacer)", "not_a_whole_number")],
)
def test_what_is_no_count_is_refused(cell: Any, code: str) -> None:
    assert getattr(read_count(cell), "code", "") == code


# --- files


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_long_csv_whatever_its_encoding(db: Database, encoding: str, separator: str) -> None:
    text = lines(f"{A};janv. 2022;E-Lyco;Élèves;1 234;777,0;NC;9".replace(",0", "")).replace(";", separator)
    result = take(db, text.encode(encoding))
    assert (result.state, result.rows, result.accepted, result.new) == ("imported", 1, 1, 1)
    assert standing(db) == {(A, "2022-01", "e-lyco", "élèves"): (1234, 777, None, 9)}


def test_each_fact_knows_its_sheet_and_row(db: Database) -> None:
    take(db, table([["Relevé"], [], ["RNE", "Mois", "Visites"], [A, "2022-01", 3]], sheet="Janvier"), service="e-lyco")
    (row,) = db.query("SELECT sheet, row_number FROM usage")
    assert (row["sheet"], row["row_number"]) == ("Janvier", 4)


def test_profiles_side_by_side_under_a_merged_header(db: Database) -> None:
    book = table(
        [
            ["UAI", "Mois", "Élèves", None, "Enseignants", None],
            [None, None, "Comptes potentiels", "Utilisateurs uniques", "Comptes potentiels", "Utilisateurs uniques"],
            [A, date(2022, 1, 31), 100, 50, 10, 9],
            [B, "2022-01", 200, None, None, None],
        ]
    )
    result = take(db, book, "e-primo janvier.xlsx")
    assert (result.state, result.rows, result.new) == ("imported", 2, 3)
    assert standing(db) == {
        (A, "2022-01", "e-primo", "élèves"): (100, None, 50, None),
        (A, "2022-01", "e-primo", "enseignants"): (10, None, 9, None),
        (B, "2022-01", "e-primo", "élèves"): (200, None, None, None),
    }


def test_totals_beside_profiles_in_the_header_are_not_read(db: Database) -> None:
    titles = "uai;mois;visites élèves;visites parents;total visites"
    result = take(db, lines(f"{A};2022-01;5;6;11", titles=titles), service="e-lyco")
    assert codes(result) == [("E1", "unread_column", "warning")]
    assert {key[3]: told[3] for key, told in standing(db).items()} == {"élèves": 5, "parents": 6}


@pytest.mark.parametrize(
    "title", ["Utilisateurs uniques (%)", "% utilisateurs", "Taux d'utilisation", "Part d'usagers"]
)
def test_a_share_is_no_count_of_people(db: Database, title: str) -> None:
    result = take(db, lines(f"{A};2022-01;500;45", titles=f"uai;mois;comptes;{title}"), service="e-lyco")
    assert result.state == "refused" and f"« {title} » donne une part" in result.reason
    beside = lines(f"{A};2022-01;500;45;225", titles=f"uai;mois;comptes;{title};utilisateurs uniques")
    result = take(db, beside, service="e-lyco")
    assert codes(result) == [("D1", "unread_column", "warning")] and "une part" in result.issues[0].message
    assert list(standing(db).values()) == [(500, None, 225, None)]


def book_of_users(users: Sequence[Any], number_format: str = "General") -> bytes:
    """A workbook that gives so many users of 400 accounts to A, B and C."""
    book = Workbook()
    book.active.append(["uai", "mois", "service", "comptes potentiels", "utilisateurs uniques"])
    for uai, told in zip((A, B, C), users, strict=True):
        book.active.append([uai, "02/2022", "e-lyco", 400, told])
        book.active.cell(book.active.max_row, 5).number_format = number_format
    return saved(book)


@pytest.mark.parametrize("told", [(0.871, 1, 0), ("0,871", "1", "0"), ("0.871", "1.0", "0,0")], ids=str)
def test_a_column_of_shares_under_a_plain_title_gives_no_user(db: Database, told: tuple[Any, ...]) -> None:
    result = take(db, book_of_users(told, "0.0 %"), "releve.xlsx")
    assert codes(result) == [
        ("E2", "not_a_whole_number", "error"),
        ("E3", "share_not_count", "error"),
        ("E4", "share_not_count", "error"),
    ]
    assert "n'y est pas un nombre de personnes, mais 100 %" in result.issues[1].message and standing(db) == {}


@pytest.mark.parametrize("told", [(0.5, 1, 12), (1, 0, 1), (1, "NC", 0)], ids=str)
def test_small_numbers_are_not_taken_for_shares(db: Database, told: tuple[Any, ...]) -> None:
    take(db, book_of_users(told), "releve.xlsx")
    assert 1 in [users for _, _, users, _ in standing(db).values()]


def test_a_share_in_the_upper_line_of_the_header_is_no_count(db: Database) -> None:
    book = table(
        [
            ["UAI", "Mois", "Nombre", None, "Taux", None],
            [None, None, "Comptes", "Utilisateurs uniques", "Utilisateurs uniques", "Activation"],
            [A, "2022-01", 500, 225, 45, 90],
        ]
    )
    result = take(db, book, service="e-lyco")
    assert codes(result) == [("E2", "unread_column", "warning"), ("F2", "unread_column", "warning")]
    assert list(standing(db).values()) == [(500, None, 225, None)]


@pytest.mark.parametrize("title", ["Date", "Date début", "Mois"])
def test_a_day_within_a_month_is_no_month(db: Database, title: str) -> None:
    rows = (f"{A};07/02/2022;500;45", f"{B};01/02/2022;500;45", f"{C};28/02/2022;500;45")
    result = take(db, lines(*rows, titles=f"uai;{title};comptes;utilisateurs"), service="e-lyco")
    assert codes(result) == [("B2", "not_a_month", "error")]
    assert "« 07/02/2022 » est un jour" in result.issues[0].message and "02/2022" in result.issues[0].message
    assert [key[:2] for key in sorted(standing(db))] == [(B, "2022-02"), (C, "2022-02")]


def test_weeks_that_begin_with_a_month_are_no_months_either(db: Database) -> None:
    rows = [f"{A};{day};500;45" for day in ("31/01/2022", "07/02/2022", "14/02/2022")]
    result = take(db, lines(*rows, titles="uai;date;comptes;utilisateurs"), service="e-lyco")
    assert result.state == "refused"
    assert [cell for cell, _, _ in codes(result)] == ["B2", "B3", "B4"]


def test_days_of_a_workbook_in_base_1904(db: Database) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    for row in (["UAI", "Mois", "Service", "Visites"], [A, date(2022, 1, 1), "e-lyco", 3]):
        sheet.append(row)
    take(db, saved(book), "mac.xlsx")
    assert list(standing(db)) == [(A, "2022-01", "e-lyco", "tous")]


def test_the_service_comes_from_the_column_then_the_option_then_the_name(db: Database) -> None:
    titles = "uai;mois;service;visites"
    take(db, lines(f"{A};2022-01;Notes;1", f"{B};2022-01;;2", titles=titles), "e-primo.csv", service="E LYCO")
    take(db, lines(f"{C};2022-01;3", titles="uai;mois;visites"), "Export e-primo.csv")
    assert sorted((key[0], key[2]) for key in standing(db)) == [(A, "Notes"), (B, "e-lyco"), (C, "e-primo")]
    result = take(db, lines(f"{C};2022-02;3", titles="uai;mois;visites"), "export.csv")
    assert result.state == "refused" and "ne dit pas de quel service" in result.reason


@pytest.mark.parametrize(
    ("titles", "said"),
    {
        "debutsemaine;uai;visites": "compte par semaine",
        "jour;uai;visites": "compte par jour",
        "uai;truc;visites": "il manque le mois : on y trouve « uai », « truc », « visites »",
        "uai;mois;truc": "il manque une colonne de nombres",
        "commune;mois;visites": "il manque la colonne UAI",
        "uai;mois;visites;sessions": "Deux colonnes disent la même chose",
        "uai;mois;profil;visites élèves": "à la fois dans une colonne et dans ses titres",
        "uai;rne;mois;visites": "deux colonnes UAI",
    }.items(),
)
def test_a_file_that_can_be_read_in_no_way_is_refused_with_what_was_found(db: Database, titles: str, said: str) -> None:
    result = take(db, lines("1;2;3;4", titles=titles), service="e-lyco")
    assert result.state == "refused" and said in result.reason and result.batch is None


def test_a_faulty_row_is_kept_out_and_the_others_are_taken(db: Database) -> None:
    result = take(
        db,
        lines(
            f"{A};2022-01;e-lyco;élèves;100;90;50;500",
            f"{B};2022-01;e-lyco;élèves;100;-1;2,5;",
            f"{B[:-1]}Z;2022-01;e-lyco;élèves;1;1;1;1",
            f"{make_uai(9)};2022-01;e-lyco;élèves;1;1;1;1",
            f"{C};2022-05;e-lyco;élèves;1;1;1;1",
            f"{C};2022-01;e-lyco;;1;1;1;1",
            "Total;;;;400;;;",
        ),
    )
    assert (result.state, result.rows, result.accepted, result.new) == ("partial", 6, 1, 1)
    assert codes(result) == [
        ("F3", "out_of_range", "error"),
        ("G3", "not_a_whole_number", "error"),
        ("A4", "invalid_uai", "error"),
        ("A5", "unknown_uai", "error"),
        ("B6", "future_date", "error"),
        ("D7", "missing_profile", "error"),
        ("A8", "totals_row", "warning"),
    ]
    assert f"la lettre attendue est {B[-1]}" in result.issues[2].message


def test_doubtful_counts_are_kept_with_a_warning(db: Database) -> None:
    result = take(
        db,
        lines(
            f"{A};2022-01;e-lyco;élèves;100;100;101;9",
            f"{B};2022-01;e-lyco;élèves;0;0;5;9",
            f"{C};2022-01;e-lyco;élèves;10;11;10;9",
        ),
    )
    assert (result.state, result.accepted) == ("imported", 3)
    assert codes(result) == [
        ("G2", "users_over_accounts", "warning"),
        ("G3", "users_over_accounts", "warning"),
        ("F4", "activated_over_accounts", "warning"),
    ]


def test_a_month_that_is_not_over_is_said_once(db: Database) -> None:
    rows = [f"{uai};2022-03;e-lyco;élèves;10;10;5;9" for uai in (A, B)]
    assert codes(take(db, lines(*rows))) == [("B2", "partial_month", "warning")]


def test_rows_of_one_key_that_differ_are_both_refused_and_those_that_agree_count_once(db: Database) -> None:
    result = take(
        db,
        lines(
            f"{A};2022-01;e-lyco;élèves;100;90;50;500",
            f"{A};01/2022;E-Lyco;Eleve;100;90;51;500",
            f"{B};2022-01;e-lyco;élèves;10;9;5;50",
            f"{B};2022-01;e-lyco;élèves;10;9;5;50",
        ),
    )
    assert codes(result) == [
        ("A2", "duplicate_row", "error"),
        ("A3", "duplicate_row", "error"),
        ("A5", "duplicate_row", "warning"),
    ]
    assert (result.state, result.new) == ("partial", 1)
    assert list(standing(db)) == [(B, "2022-01", "e-lyco", "élèves")]


def test_a_total_beside_its_profiles_is_left_out(db: Database) -> None:
    result = take(
        db,
        lines(
            f"{A};2022-01;e-lyco;élèves;100;90;50;500",
            f"{A};2022-01;e-lyco;Tous profils;110;95;55;600",
            f"{B};2022-01;e-lyco;total;110;95;55;600",
        ),
    )
    assert codes(result) == [("D3", "total_beside_profiles", "warning")]
    assert sorted(standing(db)) == [(A, "2022-01", "e-lyco", "élèves"), (B, "2022-01", "e-lyco", "tous")]


@pytest.mark.parametrize("name", ["Ensemble des profils", "Total établissement", "Global", "Tous les usagers"])
def test_a_total_under_another_name_is_left_out_beside_its_profiles(db: Database, name: str) -> None:
    rows = (f"{A};2022-01;e-lyco;élèves;100;90;50;500", f"{A};2022-01;e-lyco;{name};110;95;55;600")
    result = take(db, lines(*rows))
    assert codes(result) == [("D3", "total_beside_profiles", "warning")]
    assert [key[3] for key in standing(db)] == ["élèves"]


def test_a_profile_that_is_the_sum_of_the_others_is_left_out(db: Database) -> None:
    rows = [
        f"{uai};2022-01;e-lyco;{profile};{accounts};;{users};"
        for uai, pupils in ((A, 100), (B, 200), (C, 300))
        for profile, accounts, users in (
            ("élèves", pupils, 50),
            ("parents", 80, 20),
            # Of A neither its accounts nor its users are the sum.
            ("Bilan", pupils + (81 if uai == A else 80), 69),
            ("Inspecteurs", 0, 0),
        )
    ]
    result = take(db, lines(*rows))
    assert codes(result) == [(f"D{row}", "total_beside_profiles", "warning") for row in (4, 8, 12)]
    assert result.issues[0].found == "Bilan" and "« Bilan » égale la somme" in result.issues[0].message
    assert sorted({key[3] for key in standing(db)}) == ["Inspecteurs", "parents", "élèves"]


def test_a_profile_that_is_the_sum_of_the_others_once_is_kept(db: Database) -> None:
    rows = [
        f"{uai};2022-01;e-lyco;{profile};{accounts};;1;"
        for uai, others in ((A, 120), (B, 5), (C, 6))
        for profile, accounts in (("élèves", 100), ("parents", 20), ("Adultes", others))
    ]
    assert codes(take(db, lines(*rows))) == []


def test_a_year_may_stand_in_a_column_of_its_own(db: Database) -> None:
    titles = "uai;année;mois;visites"
    take(db, lines(f"{A};2022;1;5", f"{B};2021;décembre;6", titles=titles), service="e-lyco")
    assert sorted(key[:2] for key in standing(db)) == [(A, "2022-01"), (B, "2021-12")]


def test_a_long_list_of_the_same_remark_is_cut_and_counted(db: Database) -> None:
    rows = [f"{A};2022-01;e-lyco;élèves;1,5;;;{number}" for number in range(600)]
    result = take(db, lines(*rows))
    assert len(result.issues) == 501 and "Et 100 autres cellules" in result.issues[-1].message


def test_the_template_is_read_but_for_its_example(db: Database) -> None:
    book = load_workbook(BytesIO(usage_template()))
    book.active.append([A, "01/2022", "e-lyco", "élèves", 520, 480, 390, 6100])
    result = take(db, saved(book), "modele.xlsx")
    assert codes(result) == [("A2", "example_row", "warning")]
    assert standing(db) == {(A, "2022-01", "e-lyco", "élèves"): (520, 480, 390, 6100)}

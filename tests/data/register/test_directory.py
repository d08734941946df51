import csv
import io

import pytest

from data.errors import Refusal
from data.files.reader import read_tables
from data.register.directory import Directory, parse
from data.settings import Limits
from tests.data.files.made import assert_is_a_sentence
from tests.data.register import directories as made

HERE = "044"


def read(content: bytes, departement: str | None = HERE, name: str = "annuaire.csv") -> Directory:
    return parse(read_tables(name, content, Limits()), departement=departement)


def refused(content: bytes, departement: str | None = HERE) -> str:
    with pytest.raises(Refusal) as caught:
        read(content, departement)
    assert_is_a_sentence(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("labels", [made.LABELS_2023, made.LABELS_2026, made.API_NAMES])
def test_one_line_in_each_family_of_headers(labels: list[str]) -> None:
    [told] = read(made.directory([made.LUCIOLES], labels), None).establishments
    assert told == {
        "uai": "0350122T",
        "name": "Ecole primaire publique les Lucioles",
        "type": "École",
        "sector": "Public",
        "postal_code": "35580",
        "commune_code": "35016",
        "commune": "Baulon",
        "departement": "035",
        "epci": None,
        "arrondissement": None,
        "bassin": None,
        "circonscription": "Circonscription d'inspection du 1er degré de Bruz",
        "priority_education": None,
        "pupils": None if labels is made.LABELS_2026 else 143,
        "latitude": 47.986145,
        "longitude": -1.92949,
        "nature": "151",
        "parent_uai": "0351881E",
        "mail": "ecole.0350122T@ac-rennes.fr",
        "is_open": True,
    }


def test_the_official_samples() -> None:
    [lucioles] = read(made.sample("annuaire_2023_sample.csv"), None).establishments
    [ferry] = read(made.sample("annuaire_2026_sample.csv"), "094").establishments
    assert (lucioles["uai"], lucioles["pupils"], lucioles["nature"]) == ("0350122T", 143, "151")
    assert (ferry["uai"], ferry["priority_education"], ferry["pupils"]) == ("0940204L", "REP", None)
    assert (ferry["latitude"], ferry["mail"]) == (48.792469, "ce.0940204L@ac-creteil.fr")


def test_the_real_directory_counted_by_other_means() -> None:
    content = made.real_directory()
    lines = list(csv.DictReader(io.StringIO(content.decode()), delimiter=";"))
    told = read(content)
    assert (told.rows, len(told.establishments), told.duplicates, told.issues) == (928, 928, 0, [])
    assert {e["uai"] for e in told.establishments} == {line["Identifiant_de_l_etablissement"] for line in lines}
    types = [e["type"] for e in told.establishments]
    assert [types.count(name) for name in ("École", "Collège", "Lycée")] == [653, 175, 100]
    nowhere = [e for e in told.establishments if e["sector"] is None]
    assert len(nowhere) == 41
    assert all(e["latitude"] is e["longitude"] is e["commune_code"] is e["epci"] is None for e in nowhere)
    pupils = [int(line["Nombre_d_eleves"]) for line in lines if line["Nombre_d_eleves"]]
    assert sum(e["pupils"] or 0 for e in told.establishments) == sum(pupils)
    priorities = [e["priority_education"] for e in told.establishments]
    assert (priorities.count("REP"), priorities.count("REP+")) == (6, 4)


def test_every_copy_of_the_real_directory_tells_the_same() -> None:
    content = made.real_directory()
    expected = read(content)
    for name, copy in made.copies(content):
        told = read(copy, name=name)
        assert told.establishments == expected.establishments, name
        assert told.issues == [], name


def test_zeros_that_excel_took_away_come_back() -> None:
    row = made.LUCIOLES | {"Identifiant_de_l_etablissement": made.uai(5, "001"), "Code_departement": "1"}
    row |= {"Code_commune": "1234", "Code postal": "1000"}
    [told] = read(made.directory([row]), "001").establishments
    assert (told["departement"], told["commune_code"], told["postal_code"]) == ("001", "01234", "01000")


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("044", "0440021J", "044"),
        ("44", "0440021J", "044"),
        ("02A", "6200088B", "02A"),
        ("2A", "6200088B", "02A"),
        ("", "6200088B", "02A"),
        ("", "0440021J", "044"),
    ],
)
def test_the_departement_has_three_characters(code: str, number: str, expected: str) -> None:
    row = made.BRIAND | {"Code_departement": code, "Identifiant_de_l_etablissement": number}
    assert read(made.directory([row]), None).establishments[0]["departement"] == expected


def test_what_is_left_out_is_counted() -> None:
    others = [
        made.school(1, Type_etablissement="Service Administratif"),
        made.school(2, Type_etablissement="Information et orientation"),
        made.school(3, Type_etablissement="Médico-social"),
        made.school(4, Type_etablissement=""),
        made.LUCIOLES,
    ]
    told = read(made.directory([*others, made.BRIAND, made.school(5, Type_etablissement="EREA"), {}]))
    assert [e["type"] for e in told.establishments] == ["Lycée", "EREA"]
    assert (told.rows, told.not_schools, told.other_departements, told.duplicates) == (7, 4, 1, 0)


@pytest.mark.parametrize(
    ("sector", "expected"), [("Public", "Public"), ("Privé", "Privé"), ("PRIVE", "Privé"), ("-", None), ("", None)]
)
def test_a_sector_is_public_private_or_unknown(sector: str, expected: str | None) -> None:
    assert read(made.directory([made.school(1, Statut_public_prive=sector)])).establishments[0]["sector"] == expected


@pytest.mark.parametrize(
    ("state", "is_open"), [("OUVERT", True), ("A FERMER", True), ("", True), ("FERME", False), ("Fermé", False)]
)
def test_only_what_is_closed_is_not_open(state: str, is_open: bool) -> None:
    assert read(made.directory([made.school(1, etat=state)])).establishments[0]["is_open"] is is_open


def test_two_lines_of_one_uai_make_one_establishment_and_say_so() -> None:
    first = made.school(1, Nom_etablissement="Premier", Nombre_d_eleves="")
    second = made.school(1, Nom_etablissement="Second", Nombre_d_eleves="120")
    told = read(made.directory([first, second]))
    assert [(e["name"], e["pupils"]) for e in told.establishments] == [("Premier", 120)]
    assert told.duplicates == 1
    assert [(i.cell, i.code, i.severity) for i in told.issues] == [("A3", "duplicate", "warning")]


def test_a_wrong_letter_leaves_the_row_out_and_names_the_right_one() -> None:
    told = read(made.directory([made.BRIAND, made.BRIAND | {"Identifiant_de_l_etablissement": "0440022A"}]))
    assert [e["uai"] for e in told.establishments] == ["0440021J"]
    [issue] = told.issues
    assert (issue.sheet, issue.cell, issue.code, issue.severity) == ("annuaire", "A3", "uai", "error")
    assert issue.found == "0440022A"
    assert "la lettre attendue est K" in issue.message


def test_a_number_that_is_none_is_left_empty_with_a_remark() -> None:
    told = read(made.directory([made.school(1, latitude="4,73754E+15", Nombre_d_eleves="1\u202f234")]))
    assert (told.establishments[0]["latitude"], told.establishments[0]["pupils"]) == (None, 1234)
    assert [(i.cell, i.code, i.severity) for i in told.issues] == [("O2", "number", "warning")]


def test_only_a_functional_address_is_kept() -> None:
    mails = [
        "ce.0440021J@ac-nantes.fr",
        "CE.0440021j@AC-NANTES.FR",
        "prenom.nom@ac-nantes.fr",
        "ce.0440001M@ac-nantes.fr",
    ]
    kept = [read(made.directory([made.BRIAND | {"Mail": mail}])).establishments[0]["mail"] for mail in mails]
    assert kept == [mails[0], mails[1], None, None]


def test_the_commune_gives_epci_and_arrondissement() -> None:
    [told] = read(made.directory([made.BRIAND])).establishments
    assert told["arrondissement"] == "Saint-Nazaire"
    assert "Saint-Nazaire" in told["epci"] or "CARENE" in told["epci"]


def test_a_file_of_totals_is_refused_with_the_reason() -> None:
    said = refused(made.written([["Commune", "Nombre d'écoles"], ["Nantes", "120"]]))
    assert "totaux par commune ou par académie" in said
    assert "Identifiant_de_l_etablissement" in said


def test_a_list_of_uai_that_is_not_the_directory_is_refused() -> None:
    assert "« Type_etablissement »" in refused(made.written([["UAI", "Nom_etablissement"], ["0440021J", "x"]]))


def test_a_directory_without_the_departement_is_refused() -> None:
    assert "aucun établissement scolaire du département 044" in refused(made.directory([made.LUCIOLES]))
    assert "(0 lignes lues)" in refused(made.directory([]))


def test_lines_above_the_header_are_passed_over() -> None:
    content = made.written([["Annuaire de l'éducation"], []]) + made.directory(
        [made.BRIAND | {"Identifiant_de_l_etablissement": "0440021K"}, made.BRIAND]
    )
    told = read(content)
    assert (told.rows, told.issues[0].cell) == (2, "A4")

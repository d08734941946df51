"""The sheet of an establishment: who it is, its states through time, its use, its peers, its answers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.definitions import change_definition
from data.derived import forget
from data.errors import Refusal
from data.plan import Concerned
from data.usage.record import Usage, record_usage
from indicators.definitions import defined
from indicators.establishments import sheet_tables as tables
from indicators.establishments import sheet_words as words
from indicators.establishments.identity import directory, identity, search
from indicators.establishments.place import place
from indicators.establishments.sheet import Sheet, sheet
from indicators.findings import finding
from tests.helpers import add_establishments, make_uai, memory_database
from tests.indicators.some_establishments import CAMPAIGN, COMPLETE, DAY, A, B, C, D, E, filled, found, situation, tell
from tests.plans import tell_action

COMMITTEE, FRAMEWORK = "comite_fonctionnel", "cadre_communication"


def sheet_of(db: Database, uai: str, on: date = DAY) -> Sheet:
    return sheet(db, uai, found(db, FRAMEWORK, COMMITTEE, on=on), situation(db, on))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def used(uai: str, month: date, users: int, accounts: int = 100, **others: Any) -> Usage:
    kept = {"service": "e-lyco", "profile": "élèves", "activated": None, "visits": None} | others
    return Usage(uai=uai, month=month, potential=accounts, unique_users=users, **kept)


def record(db: Database, *facts: Usage) -> None:
    record_usage(db, LOCAL, list(facts), file_name="e-lyco.csv", file_sha256=f"{facts}", content_sha256=f"{facts}")


# --- who it is


def renamed() -> Database:
    db = filled()
    versions = (("École Ernest Renan", date(2019, 9, 1)), ("École Anne Frank", date(2020, 9, 1)))
    for name, since in (*versions, ("École Anne Frank", date(2021, 9, 1)), ("École du Port", date(2022, 4, 1))):
        add_establishments(db, [{"uai": make_uai(311), "name": name, "type": "École", "valid_from": since}])
    return db


def test_the_description_of_the_day_and_the_names_it_bore() -> None:
    db = renamed()
    who = identity(db, make_uai(311), on=DAY, as_of=db.clock())
    assert (who.name, who.valid_from) == ("École Anne Frank", date(2021, 9, 1))
    assert words.names(sheet_of(db, make_uai(311))) == (
        "École Ernest Renan, puis École Anne Frank depuis le 01/09/2020, puis École du Port depuis le 01/04/2022"
    )
    assert words.names(sheet_of(db, A)) == ""


def test_before_any_description_the_first_one_stands() -> None:
    db = filled()
    assert identity(db, A, on=date(2020, 1, 1), as_of=db.clock()).name == "Collège Élise Freinet"


@pytest.mark.parametrize(
    ("uai", "sentence"),
    [
        ("0440021X", "la lettre attendue est J, pas X. Corrigez l'adresse, ou cherchez l'établissement par son nom."),
        ("bonjour", "Corrigez l'adresse, ou cherchez l'établissement par son nom."),
        (make_uai(999), "L'annuaire ne connaît pas 0440999X : cherchez l'établissement par son nom"),
    ],
)
def test_an_unknown_establishment_is_refused_in_one_sentence(uai: str, sentence: str) -> None:
    db = filled()
    with pytest.raises(Refusal, match=sentence):
        sheet_of(db, uai)


def test_a_lower_case_uai_with_spaces_is_read() -> None:
    assert sheet_of(filled(), f" {A.lower()} ").identity.uai == A


def test_the_directory_is_searched_by_folded_words() -> None:
    db = filled()
    known = directory(db, on=DAY, as_of=db.clock())
    first, count = search(known, "elise ETIENNE", most=5)
    assert (count, first[0]["uai"], first[0]["is_open"]) == (1, A, True)
    assert search(known, "college", most=2)[1] == 9
    assert len(search(known, "college", most=2)[0]) == 2


def test_a_closed_establishment_that_nobody_expects() -> None:
    db = filled()
    closed = {"uai": make_uai(40), "name": "Collège fermé", "is_open": False, "valid_from": date(2021, 9, 1)}
    add_establishments(db, [closed])
    one = sheet_of(db, make_uai(40))
    assert words.status(one) == "Fermé dans l'annuaire depuis le 01/09/2021"
    assert words.answer(one) == "Aucune campagne de 2021-2022 ne l'attend : il ne compte dans aucun indicateur."
    assert [standing.state for standing in one.standings] == [None, None]
    assert list(tables.standings_table(one)["État"]) == ["Pas attendu", "Pas attendu"]
    assert tables.history_table(one).empty
    # Its peers are the nine public collèges that are expected: one of them works.
    assert (one.adoption_peers[1].peers, one.adoption_peers[1].yes) == (9, 1)


# --- where it stands


def test_each_state_has_its_reason_and_its_cell() -> None:
    table = tables.standings_table(sheet_of(filled(), D)).set_index("Indicateur")
    row = table.loc["Comité fonctionnel"]
    assert row["État"] == "▲ Partiel"
    assert row["Ce qui manque"] == "comptes rendus non diffusés, direction absente"
    assert (row["Réponse du"], row["Source"]) == ("01/03/2022", "retours.xlsx, Réponses!E6")
    assert table.loc["Cadre de communication", "Source"] == ""


def test_the_answer_says_what_lacks() -> None:
    db = filled()
    tell(db, D, DAY, {"cadre_etat": "Intégré au projet"})
    assert plain(words.answer(sheet_of(db, D))) == (
        "Oui à 1 sur 2 indicateurs d'adoption ; "
        "ce qui manque : comité fonctionnel (comptes rendus non diffusés, direction absente)."
    )
    assert words.answer(sheet_of(db, E)) == "Il n'a rien répondu au 15/03/2022 : tout reste à demander."


def test_states_at_each_months_end_then_on_the_day() -> None:
    db = filled()
    tell(db, E, date(2021, 11, 10), COMPLETE | {"comite_comptes_rendus": "non"})
    tell(db, E, date(2022, 2, 5), COMPLETE)
    moments = sheet_of(db, E).standings[1].moments
    assert [(f"{moment.day:%d/%m}", moment.state) for moment in moments] == [
        ("30/09", "silencieux"),
        ("31/10", "silencieux"),
        ("30/11", "partiel"),
        ("31/12", "partiel"),
        ("31/01", "partiel"),
        ("28/02", "oui"),
        ("15/03", "oui"),
    ]
    said = words.timeline_alternative(sheet_of(db, E))
    assert "Comité fonctionnel : silencieux au 30/09/2021, puis partiel au 30/11/2021, puis oui au 28/02/2022." in said


def test_states_begin_with_the_first_campaign_that_expected_it() -> None:
    db = filled()
    create_campaign(db, LOCAL, code="2020-2021", school_year="2020-2021", label="Enquête d'avant")
    moments = sheet_of(db, A).standings[1].moments
    assert (moments[0].day, moments[-1].day, len(moments)) == (date(2020, 9, 30), DAY, 19)
    assert {moment.state for moment in moments[:12]} == {"silencieux"}  # a committee does not carry over


def test_a_changed_definition_is_said_under_the_states_of_each_month() -> None:
    db = filled()
    assert "définition" not in words.timeline_caption(sheet_of(db, A))
    change_definition(db, LOCAL, COMMITTEE, {"minutes": False}, "Comité de mars")
    said = words.timeline_caption(sheet_of(db, A))
    assert "La définition a changé le 15/03/2022" in said and "version 2" in said


def test_what_was_known_then_is_what_is_shown() -> None:
    db = filled()
    then = situation(db)
    tell(db, E, date(2022, 2, 5), COMPLETE)
    known = [finding(db, defined(db, COMMITTEE, then.as_of), then)]
    one = sheet(db, E, known, then)
    assert one.standings[0].state == "silencieux"
    assert {moment.state for moment in one.standings[0].moments} == {"silencieux"}
    assert one.answers == ()


# --- its use


def with_usage() -> Database:
    """A rises from 40 to 50 % in February; its peers' rates are 20, 40, 60 and 80 %; one peer tells an anomaly."""
    db = filled()
    february = date(2022, 2, 1)
    record(
        db,
        used(A, date(2021, 2, 1), 40),
        used(A, february, 30, 60),
        used(A, february, 20, 40, profile="parents"),
        used(A, date(2022, 3, 1), 10),
        used(A, february, 5, service="Cahier_Textes"),
        *(used(uai, february, users) for uai, users in ((B, 20), (C, 40), (D, 60), (E, 80))),
        used(make_uai(6), february, 130),
    )
    return db


def test_use_is_users_over_accounts_of_all_profiles_beside_the_year_before() -> None:
    one = sheet_of(with_usage(), A)
    assert [service.service for service in one.services] == ["e-lyco", "Cahier_Textes"]
    assert plain(words.use(one.services[0])) == (
        "e-lyco : 50 % des comptes potentiels ont servi en février 2022, +10 points sur un an (40 % en février 2021)."
    )
    table = tables.usage_table(one.services[0], "2021-2022").to_dict("records")
    assert [plain(str(row["Mois"])) for row in table] == ["févr. 22", "mars 22"]
    shown = [plain(str(table[0][name])) for name in ("Comptes", "Utilisateurs", "Taux", "Un an avant")]
    assert shown == ["100", "50", "50 %", "40 %"]
    assert plain(str(table[1]["Taux"])) == "10 % (incomplet)"


def test_more_users_than_accounts_is_an_anomaly_and_not_a_rate() -> None:
    one = sheet_of(with_usage(), make_uai(6))
    assert tables.usage_table(one.services[0], "2021-2022")["Taux"].to_list() == ["anomalie (plus de 100 %)"]
    assert one.usage_peers is None
    assert plain(words.use(one.services[0])) == "e-lyco : aucun relevé d'un mois complet de l'année scolaire."


def test_peers_are_of_the_same_type_and_sector_without_itself() -> None:
    db = with_usage()
    add_establishments(db, [{"uai": make_uai(50), "sector": "Privé"}, {"uai": make_uai(51), "type": "Lycée"}])
    one = sheet_of(db, A)
    assert one.usage_peers is not None
    assert one.usage_peers.rates == (0.2, 0.4, 0.6, 0.8)
    # Between the 1st and 2nd, in the middle, between the 3rd and 4th of four rates.
    quartiles = (one.usage_peers.first_quartile, one.usage_peers.median, one.usage_peers.third_quartile)
    assert quartiles == pytest.approx((0.35, 0.5, 0.65))
    assert (one.adoption_peers[1].peers, one.adoption_peers[1].yes, one.adoption_peers[1].silent) == (8, 1, 2)
    assert plain(tables.peers_table(one)["Ses pairs"][1]) == "12,5 % de oui (1 sur 8, 2 silencieux)"
    assert plain(words.use_among_peers(one.usage_peers)) == (
        "50 % des comptes en février 2022, pour une médiane de 50 % chez ses 4 pairs qui ont un relevé "
        "(la moitié entre 35 % et 65 %)."
    )


def test_fewer_than_three_peers_are_masked() -> None:
    db = memory_database()
    uais = add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code=CAMPAIGN, school_year="2021-2022", label="Enquête")
    record(db, *(used(uai, date(2022, 2, 1), 50) for uai in uais))
    one = sheet_of(db, uais[0])
    assert [(peers.peers, peers.yes, peers.silent) for peers in one.adoption_peers] == [(2, None, None)] * 2
    assert tables.peers_table(one)["Ses pairs"].to_list() == ["trop peu nombreux pour être montrés"] * 3
    assert one.usage_peers is not None
    assert (one.usage_peers.rates, one.usage_peers.median) == ((), None)
    assert plain(words.use_among_peers(one.usage_peers)).endswith("; pairs trop peu nombreux pour être montrés.")


def test_what_is_kept_ready_gives_the_sheet_that_the_facts_give() -> None:
    db = with_usage()
    tell(db, D, date(2021, 11, 20), {"cadre_etat": "En cours de rédaction"})
    tell(db, D, DAY, {"cadre_etat": "Intégré au projet"})
    kept = sheet_of(db, D)
    assert {moment.state for moment in kept.standings[0].moments} == {"silencieux", "partiel", "oui"}
    forget(db.reading())
    made = sheet_of(db, D)
    assert (made.standings, made.adoption_peers, made.usage_peers, made.services) == (
        kept.standings,
        kept.adoption_peers,
        kept.usage_peers,
        kept.services,
    )


# --- what it said


def test_private_answers_are_left_out() -> None:
    db = filled()
    with db.writing(LOCAL, "import", "retours.xlsx") as write:
        told = write.cursor.execute("SELECT id FROM batch WHERE kind = 'returns' LIMIT 1").fetchone()
        assert told
        write.cursor.execute(
            "INSERT INTO private_answer VALUES ($batch, $campaign, $uai, 'commentaire', 'Secret', $day, true, 'R', 'Z9', $at)",
            {"batch": told[0], "campaign": CAMPAIGN, "uai": A, "day": DAY, "at": write.at},
        )
    questions = {one.question for one in sheet_of(db, A).answers}
    assert questions == set(COMPLETE)


def test_answers_of_the_day_are_the_latest_given_by_then() -> None:
    db = filled()
    tell(db, A, date(2022, 3, 10), {"comite_reunions": "5"})
    assert _meetings(db, date(2022, 3, 15)) == ["5"]
    assert _meetings(db, date(2022, 3, 1)) == ["3"]
    assert _meetings(db, date(2022, 1, 1)) == []


def _meetings(db: Database, on: date) -> list[str]:
    told = sheet_of(db, A, on).answers_of_the_day()
    return [one.value for one in told if one.question == "comite_reunions"]


# --- the actions that are about it


def test_the_actions_of_the_plan_that_are_about_it() -> None:
    db = filled()
    told: list[dict[str, Any]] = [
        {"title": "Pour tous", "starts_on": date(2022, 1, 1), "concerns": Concerned()},
        {"title": "Pour B", "concerns": Concerned(group="uai", members=(B,))},
        {
            "title": "En retard",
            "due_on": date(2022, 3, 1),
            "owner": "IAN",
            "concerns": Concerned(group="uai", members=(A,)),
        },
    ]
    then = situation(db)
    for one in told:
        tell_action(db, **one)
    one = sheet_of(db, A)
    assert plain(words.actions(one)) == "2 actions du plan le concernent, dont 1 en retard."
    assert tables.actions_table(one).to_dict("records") == [
        {
            "Repère": "A3",
            "Action": "En retard",
            "État": "▼ En retard",
            "Échéance": "01/03/2022",
            "Pilote": "IAN",
            "Concerné comme": "nommé",
        },
        {
            "Repère": "A1",
            "Action": "Pour tous",
            "État": "● En cours",
            "Échéance": "",
            "Pilote": "",
            "Concerné comme": "tous les établissements",
        },
    ]
    assert sheet(db, A, found(db), then).actions == ()  # known before
    assert words.actions(sheet(db, A, found(db), then)) == "Aucune action du plan ne le concerne."


# --- its place


@pytest.mark.parametrize(
    ("row", "exact"),
    [
        ({"latitude": 47.2, "longitude": -1.5}, True),
        ({"commune": "nantes"}, False),
        ({"commune": "Brest"}, None),
        ({"latitude": 48.4, "longitude": -4.5}, None),  # Brest is far from the communes that are drawn
    ],
)
def test_a_point_is_its_own_or_its_communes(row: dict[str, Any], exact: bool | None) -> None:
    db = filled()
    who = identity(db, A, on=DAY, as_of=db.clock())
    who = replace(who, **{"latitude": None, "longitude": None} | row)
    at = place(who)
    assert (at and at.exact) == exact

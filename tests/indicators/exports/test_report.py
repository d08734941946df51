"""The report of a séance, read back by pypdf and compared with what the séance holds."""

import re
from datetime import datetime
from typing import Any

import pytest

from indicators.exports.report import report_bytes
from indicators.exports.report.one_line import fits
from tests.indicators.exports.report_reading import opened, tagged, words, words_of
from tests.indicators.exports.seances import (
    JUDGEMENTS,
    TRAP,
    large_payload,
    make_snapshot,
    recent_payload,
    recent_seance,
    small_payload,
)

HOSTILE = '#import "@preview/a:1.0": * $x^2$ *gras* _bas_ @ref <b>b</b> `code` \\u{41} // fin -- = titre'


@pytest.fixture(scope="module")
def told() -> str:
    return words(recent_seance())


def rows(told: str, *cells: object) -> bool:
    """Whether these cells stand one after the other."""
    return re.search(r"\s".join(re.escape(str(cell)) for cell in cells), told) is not None


# --- what it is


def test_the_first_page_says_what_it_describes(told: str) -> None:
    first = opened(recent_seance()).pages[0].extract_text().replace("\u00a0", " ")
    for said in (
        "Comité du 15 mars 2022",
        "Situation au 15 mars 2022",
        "Données de démonstration : établissements et réponses inventés.",
        "Loire-Atlantique (académie de Nantes)",
        "2021-2022",
        "Tout le département",
        "15/03/2022 à 14 h 05",
        "5e5e5e5e5e5e5e5e…",
        "Point suivant en mai.",
    ):
        assert said in first


def test_every_page_says_the_day_the_filters_the_label_and_its_number() -> None:
    payload = recent_payload() | {"filters": {"epci": "Nantes Métropole", "type": "Collège"}}
    reader = opened(make_snapshot(payload))
    for at, page in enumerate(reader.pages, start=1):
        told = page.extract_text().replace("\u00a0", " ")
        assert "Situation au 15 mars 2022" in told
        assert "EPCI : Nantes Métropole · Type : Collège · Données de démonstration" in told
        assert "Comité du 15 mars 2022 · Loire-Atlantique" in told
        assert f"page {at} sur {len(reader.pages)}" in told
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_what_is_no_demonstration_does_not_say_so() -> None:
    assert "démonstration" not in words(make_snapshot(small_payload()))


# --- numbers


def test_the_summary_has_a_line_an_indicator(told: str) -> None:
    label = "Projets intégrant un cadre de communication numérique"
    assert rows(told, label, "? On ne peut pas conclure", "2 projets", "de 2 à 4", "4 au 30/06/2022", 3, 3, 5, 2)
    # +6,25 points are 6,3 shown, the pace of 1,25 is 1,3.
    growth = ("● Cible atteinte", "+6,3 points", "de +6,3 points à +6,3 points", "+2 points au 30/06/2022")
    assert rows(told, "Usage des outils et services déployés", *growth, "+1,3 point", 2, 2, 0)


def test_the_verdict_sentence_is_the_one_of_the_seance(told: str) -> None:
    for entry in recent_payload()["indicators"]:
        assert re.sub(r"\s+", " ", entry["sentence"]) in told


def test_the_trajectory_is_a_table_with_the_days_to_come(told: str) -> None:
    assert rows(told, "30/09/2021", 0, 0, 0, 5, 0, 5, 0, 4)
    assert rows(told, "28/02/2022", 1, 1, 0, 3, 1, 4, 2, 4)
    assert rows(told, "15/03/2022", 2, 1, 0, 2, 2, 4, 3, 4)
    assert rows(told, "30/06/2022", 4, 4, "Lignes sans réponse")


def test_the_months_are_a_table_with_the_year_before(told: str) -> None:
    assert rows(told, "février 2022", 360, 640, "56,3 %", "56,3 %", "56,3 %", 2, 2, 0, "50 %", "52 %")
    assert rows(told, "mars 2022 (incomplet)", 50, 640, "7,8 %")


def test_a_small_group_is_masked_and_says_why(told: str) -> None:
    assert rows(told, "École", 1, 0, 0, 2, 1, 3, "33,3 %", 3)
    assert rows(told, "Collège", "masqué (moins de 3)", 2)


def test_why_what_next_and_how_it_is_counted(told: str) -> None:
    assert "2 oui, 1 partiel, 0 non ; 3 réponses sur 5 attendues, 2 silencieux." in told
    assert "1 réponse favorable suffirait à conclure : ce serait « dans le rythme »." in told
    assert "Règle Oui : le cadre est intégré au projet." in told
    assert "Version de la définition 1" in told
    assert "1f" * 32 in told
    assert "en passant par 2 au 28/02/2022" in told


def test_the_forecast_comes_with_its_limits() -> None:
    payload = recent_payload()
    fan = [
        {"day": "2022-03-15", "median": 2, "low": 2, "high": 2},
        {"day": "2022-06-30", "median": 3, "low": 2, "high": 4},
    ]
    forecast = {"sentence": "À rythme inchangé, 3 projets au 30/06/2022.", "median": 3}
    payload["indicators"][0] |= {"forecast": forecast, "forecast_limits": "Rien des actions à venir.", "fan": fan}
    told = words(make_snapshot(payload))
    assert "Y arriverons-nous ? À rythme inchangé, 3 projets au 30/06/2022. Rien des actions à venir." in told
    assert "projection : 3" in told
    assert "entre 2 et 4" in told


def test_what_the_committee_says_stands_apart_from_the_figures(told: str) -> None:
    assert "Avis du comité Les écoles du nord attendent un modèle. =2+2 : à reprendre en mai." in told
    assert f"Avis du comité {JUDGEMENTS['']}" in told
    assert "Avis du comité" not in words(make_snapshot(recent_payload()))


def test_what_changed_is_told_in_five_parts_that_add_up(told: str) -> None:
    assert "Séance précédente : Comité du 15 février 2022, situation au 15/02/2022" in told
    for part in (
        ("Réponses nouvelles", "+1", 0, 1),
        ("Corrections", "−1", "−1", 1),
        ("Évolution réelle", "+1", "+1", 1),
    ):
        assert rows(told, *part)
    assert rows(told, "Changement de définition", 0, 0, 0, "Annuaire", 0, 0, 0)
    assert rows(told, "Total : de 1 à 2", "+1", 0, 3)
    assert rows(told, "Corrections", "+1,3 point", 1, "Évolution réelle", "+5 points", 2)
    assert rows(told, "Total : de 50 % à 56,3 %", "+6,3 points", 3)


def test_every_establishment_behind_a_part_is_named(told: str) -> None:
    header = ("UAI", "Établissement", "Commune", "Avant", "Après")
    new = ("0440002N", "École Jules Verne", "Nantes", "silencieux", "oui")
    assert rows(told, "Réponses nouvelles : 1 établissement", *header, *new)
    corrected = ("0440005S", "Lycée Clemenceau", "Nantes", "oui", "partiel")
    assert rows(told, "Corrections : 1 établissement", *header, *corrected)
    assert rows(told, "0440005S", "Lycée Clemenceau", "Nantes", "46,7 %", "50 %")
    assert "Annuaire : " not in told  # nobody is behind that part


def test_a_change_that_cannot_be_said_says_why() -> None:
    payload = recent_payload()
    why = "L'indicateur n'était pas encore suivi au 15/02/2022 : rien à comparer."
    payload["since"]["changes"][0] |= {"before": None, "high_before": None, "parts": [], "sentence": why}
    told = words(make_snapshot(payload))
    assert why in told
    assert "Total : de 1" not in told


def test_the_targets_of_every_scope_are_told(told: str) -> None:
    assert rows(told, "Ensemble", "0 au 01/09/2021", "2 au 28/02/2022", "4 au 30/06/2022", "Décision du comité")
    assert rows(told, "EPCI : Nantes Métropole", "0 au 01/09/2021", "2 au 30/06/2022")
    assert rows(told, "Usage des services", "Ensemble", "0 point au 01/09/2021", "+2 points au 30/06/2022")


def test_the_silent_ones_the_sources_and_the_annex_are_whole(told: str) -> None:
    assert "2 établissements silencieux pour un indicateur au moins, sur 5 attendus" in told
    assert rows(told, "0440001M", TRAP, "Nantes", "Cadre de communication")
    assert rows(told, "retours mars.xlsx", "Réponses au questionnaire", 2022, 3, "02/03/2022 à 09 h 30")
    assert "ab" * 32 in told.replace(" ", "")
    assert rows(told, "0440004R", "Collège Prévert", "Nantes", "oui", "60 %")
    assert "5e" * 32 in told


# --- tags


def test_it_is_tagged_in_french_with_a_title() -> None:
    reader = opened(recent_seance())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]).startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Comité du 15 mars 2022 · Situation au 15 mars 2022"
    assert reader.metadata.creation_date.replace(tzinfo=None) == datetime(2022, 3, 15, 13, 5)
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_every_picture_says_what_it_shows() -> None:
    alts = [str(one["/Alt"]) for role, one in tagged(opened(recent_seance())) if role == "/Figure"]
    assert len(alts) == 4  # two charts, two changes
    assert alts[0] == (
        "Courbe du 30/09/2021 au 15/03/2022, en projets. Oui connus : de 0 à 2, 4 au plus avec les silencieux. "
        "Attendu au 15/03/2022 : 3. Cible : 4 au 30/06/2022."
    )
    assert "56,3\u00a0% en février 2022, contre 50\u00a0% un an avant (+6,3\u00a0points)" in alts[1]
    assert alts[2] == (
        "Cascade : avant 1, réponses nouvelles +1, corrections −1, évolution réelle +1, changement de définition 0, "
        "annuaire 0, après 2."
    )


def test_headings_go_down_one_level_at_a_time_and_tables_have_headers() -> None:
    elements = tagged(opened(recent_seance()))
    levels = [int(role[2:]) for role, _ in elements if re.fullmatch(r"/H\d", role)]
    assert levels[0] == 1
    assert set(levels) == {1, 2}
    roles = [role for role, _ in elements]
    assert roles.count("/THead") == roles.count("/Table") > 8
    assert roles.count("/Caption") >= roles.count("/Table")
    assert "/BlockQuote" in roles


# --- hostile and poor séances


def test_what_people_typed_comes_out_as_they_typed_it() -> None:
    payload = recent_payload()
    for record in payload["indicators"][0]["establishments"][:2]:
        record["name"] = HOSTILE
    payload["indicators"][0] |= {"reason": HOSTILE, "unit": HOSTILE}
    payload["since"]["label"] = HOSTILE
    payload["batches"][0]["file"] = HOSTILE
    snapshot = make_snapshot(payload, label=HOSTILE, comment=HOSTILE, judgements={"cadre_communication": HOSTILE})
    told = words(snapshot)
    assert told.count(HOSTILE) >= 7
    assert opened(snapshot).metadata.title.startswith(HOSTILE)  # type: ignore[union-attr]


def test_control_characters_go_and_unknown_ones_leave_a_mark() -> None:
    told = words(
        make_snapshot(
            recent_payload(), label="Comité\x00\x07 \u202edu 中 🎉👩\u200d💻 e\u0345 soir", comment="-2\x1f\tfois"
        )
    )
    assert re.search(r"Comité du □ □+\S* e\S* soir", told)
    assert "-2 fois" in told


def test_what_a_pdf_refuses_anywhere_is_dropped() -> None:
    payload = recent_payload()
    payload["territory"] = payload["indicators"][0]["establishments"][0]["name"] = "\ufeffa\ufeffb"
    payload["indicators"][0]["groups"]["type"][0]["value"] = "Coll\ufeffège"
    pasted = "Comité\ufeff du \ufffe15 mai"
    judged = {"": pasted, "cadre_communication": pasted}
    snapshot = make_snapshot(payload, label=pasted, comment=pasted, judgements=judged)
    told = words(snapshot)
    assert told.count("Comité du 15 mai") >= 4 and "Collège" in told
    assert opened(snapshot).metadata.title.startswith("Comité du 15 mai · ")  # type: ignore[union-attr]


def test_a_long_word_stays_in_its_cell() -> None:
    payload = recent_payload()
    payload["batches"][0]["file"] = "x" * 300
    reader = opened(make_snapshot(payload))
    lines = [line for page in reader.pages for line in page.extract_text().split("\n") if "xxxx" in line]
    assert sum(line.count("x") for line in lines) >= 300
    assert max(len(line) for line in lines) < 130


def test_a_seance_of_the_first_form_still_has_its_report() -> None:
    told = words(make_snapshot(small_payload()))
    assert "Aucune séance précédente n'est gardée avec celle-ci" in told
    assert "Les cibles de cette séance sont dites avec la définition de chaque indicateur." in told
    assert rows(told, "15/03/2022", 2, 1, 0, 2, 2, 4, 3, 4)


def test_a_seance_with_nothing_known_still_has_its_report() -> None:
    payload = small_payload() | {"batches": []}
    cadre, usage = payload["indicators"]
    nothing: dict[str, Any] = {"establishments": [], "groups": {"type": [], "sector": [], "epci": []}, "trajectory": []}
    no_target = dict.fromkeys(("target", "target_measure", "due", "due_on", "baseline", "expected_today"))
    cadre |= nothing | no_target | {"verdict": "sans_cible", "pace": []}
    usage |= nothing | dict.fromkeys(("numerator", "denominator", "value", "month", "same_month_last_year"))
    usage |= {"verdict": "indetermine", "low": 0.0, "high": 1.0}
    told = words(make_snapshot(payload, comment=""))
    assert "Aucun jour n'a encore de réponse." in told
    assert "Aucun relevé d'usage n'est connu." in told
    assert "Aucun silencieux parmi les 0 établissements attendus." in told
    assert "Aucun fichier reçu." in told


# --- rows whose height is told beforehand


@pytest.mark.parametrize(
    ("cells", "alone"),
    [
        (["0440001A", "École Jean Macé"], True),
        (["0440001A", ""], True),
        (["0440001A", "École maternelle et élémentaire publique Jean Macé de la Belle-Île-en-Mer"], False),
        (["0440001A", "(j" * 34], False),  # its letters fit, but not with what stands between them
        (["0440001A", "École ✕"], False),  # of a higher font
        (["0440001A", "ſ"], False),  # the last Latin letter, which the face lacks
        (["0440001A", ["0440001A", "long"]], False),
        ([{"text": "0440001A", "span": 2}], False),
    ],
)
def test_a_row_is_told_to_stand_on_one_line_only_when_it_surely_does(cells: list[Any], alone: bool) -> None:
    assert fits(cells, [122, 58], 8.0) is alone


def test_telling_the_height_of_rows_changes_nothing_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    seance = make_snapshot(large_payload(60))
    told = report_bytes(seance)
    monkeypatch.setattr("indicators.exports.report.blocks.fits", lambda *_: False)
    assert report_bytes(seance) == told


# --- the file


def test_the_same_seance_gives_the_same_bytes() -> None:
    assert report_bytes(recent_seance()) == report_bytes(recent_seance())


def test_all_rows_are_there_over_several_pages() -> None:
    payload = large_payload(200)
    told = words(make_snapshot(payload))
    silent = {
        record["uai"]
        for entry in payload["indicators"]
        for record in entry["establishments"]
        if record["state"] == "silencieux"
    }
    everyone = {record["uai"] for entry in payload["indicators"] for record in entry["establishments"]}
    seen = [found for found in re.findall(r"\b\d{7}[A-Z]\b", told) if found in everyone]
    assert len(everyone) == 200
    assert {uai: seen.count(uai) for uai in everyone} == {uai: 1 + (uai in silent) for uai in everyone}
    for batch in payload["batches"]:
        assert batch["sha256"] in told.replace(" ", "")


def test_a_list_too_long_to_print_says_where_it_is() -> None:
    payload = large_payload(3_001)
    for record in payload["indicators"][0]["establishments"]:
        record["state"] = "silencieux"
    content = report_bytes(make_snapshot(payload))
    told = words_of(content)
    assert "3 001 établissements attendus. Cette liste est trop longue pour être imprimée" in told
    assert "feuille Établissements" in told
    assert "feuille Silencieux" in told
    assert not re.search(r"\b044\d{4}X\b", told)

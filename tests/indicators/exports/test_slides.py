"""The slides of a séance, read back by python-pptx and, for the numbers behind the charts, by openpyxl."""

from copy import deepcopy
from datetime import datetime
from io import BytesIO
from itertools import accumulate
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from data.seances.frozen import Snapshot
from indicators.exports.slides import slides_bytes
from tests.indicators.exports.seances import (
    SHA,
    TRAP,
    large_payload,
    make_snapshot,
    recent_payload,
    recent_seance,
    small_payload,
)

ENGLISH = ("Click to edit", "Slide", "Title", "Chart", "Sheet", "Series", "Category")


def open_deck(snapshot: Snapshot) -> Deck:
    return Presentation(BytesIO(slides_bytes(snapshot)))


@pytest.fixture(scope="module")
def deck() -> Deck:
    return open_deck(recent_seance())


def titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def slide_of(deck: Deck, title: str) -> Slide:
    """The only slide of that title."""
    [found] = [slide for slide in deck.slides if slide.shapes.title.text_frame.text == title]
    return found


def texts(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def chart(slide: Slide) -> Any:
    [found] = [shape.chart for shape in slide.shapes if shape.has_chart]
    return found


def series(slide: Slide) -> dict[str, list[float | None]]:
    return {one.name: list(one.values) for one in chart(slide).plots[0].series}


def tables(slide: Slide) -> list[list[list[str]]]:
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


CADRE = "On ne peut pas conclure : entre 2 et 4 projets, le rythme attend 3 au 15/03/2022."
USAGE = "Cible atteinte : +6,3 points sur un an, pour +2 points visés au 30/06/2022."


# --- the order of the meeting


def test_slides_follow_the_meeting_and_their_titles_are_the_frozen_sentences(deck: Deck) -> None:
    assert titles(deck) == [
        "Comité du 15 mars 2022",
        CADRE,
        USAGE,
        "Cadre de communication par type",
        "Usage des services par type",
        "De 1 à 2 projets (+1) : réponses nouvelles +1, corrections −1, évolution réelle +1.",
        "De 50\u00a0% à 56,3\u00a0% des comptes (+6,3\u00a0points) : corrections +1,3\u00a0point, évolution réelle +5\u00a0points.",
        "Décisions à prendre",
        "Comment ces chiffres sont-ils calculés ?",
    ]


def test_the_deck_is_sixteen_by_nine(deck: Deck) -> None:
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)


def test_the_first_slide_says_what_is_described_and_what_the_committee_said(deck: Deck) -> None:
    said = texts(deck.slides[0])
    for part in (
        "Situation au 15 mars 2022",
        "Loire-Atlantique, académie de Nantes",
        "Année scolaire 2021-2022 · Tout le département",
        "Données de démonstration",
        "Avis du comité",
        "Relancer les écoles du nord.",
        "Le comité veut une fiche modèle avant les vacances.",
    ):
        assert part in said


def test_every_slide_says_its_day_its_filters_and_its_number() -> None:
    filtered = open_deck(make_snapshot(recent_payload() | {"filters": {"type": "Collège"}}))
    for number, slide in enumerate(filtered.slides, start=1):
        foot = next(shape for shape in slide.shapes if shape.name == "Pied de page")
        told = f"Situation au 15 mars 2022 · Données de démonstration · Type : Collège · page {number}"
        assert foot.text_frame.text == told
        assert 'type="slidenum"' in foot._element.xml


def test_a_seance_of_the_first_form_has_no_slide_of_changes() -> None:
    told = titles(open_deck(make_snapshot(small_payload())))
    assert told[-2:] == ["Décisions à prendre", "Comment ces chiffres sont-ils calculés ?"]
    assert not any("réponses nouvelles" in title for title in told)


# --- numbers


def test_the_curve_of_an_adoption_has_the_numbers_of_the_seance(deck: Deck) -> None:
    slide = slide_of(deck, CADRE)
    days = [str(one.label) for one in chart(slide).plots[0].categories]
    drawn = series(slide)
    place = {at: days.index(at) for at in days}
    entry = recent_payload()["indicators"][0]
    for point in entry["trajectory"]:
        assert drawn["Connu (oui)"][place[_serial(point["day"])]] == point["low"]
        assert drawn["Au plus, avec les silencieux"][place[_serial(point["day"])]] == point["high"]
    for at, value in entry["pace"]:
        assert drawn["Rythme attendu"][place[_serial(at)]] == value
    assert drawn["Rythme attendu"][place[_serial("2022-03-15")]] == 2.5
    assert [value for value in drawn["Cible"] if value is not None] == [4.0, 4.0]
    assert drawn["Cible"][place[_serial("2022-06-30")]] == 4.0


def _serial(day: str) -> str:
    """A day as a chart holds it."""
    return f"{(datetime.fromisoformat(day) - datetime(1899, 12, 30)).days}.0"


def test_the_numbers_beside_the_curve_are_said_as_elsewhere(deck: Deck) -> None:
    beside, under = tables(slide_of(deck, CADRE))
    assert dict(beside[1:]) == {
        "Verdict": "? On ne peut pas conclure",
        "Connu (oui)": "2",
        "Au moins": "2",
        "Au plus": "4",
        "Partiel": "1",
        "Non": "0",
        "Réponses": "3 sur 5",
        "Silencieux": "2",
        "Attendu à ce jour": "3",
        "Jalon du 28/02/2022": "2",
        "Cible au 30/06/2022": "4",
        "Définition": "version 1",
    }
    assert under == [
        ["Jour", "30/09", "28/02", "15/03"],
        ["Connu (oui)", "0", "1", "2"],
        ["Au plus", "5", "4", "4"],
        ["Rythme", "0", "2", "3"],
    ]


def test_a_rate_is_drawn_against_the_year_before_without_its_unfinished_month(deck: Deck) -> None:
    slide = slide_of(deck, USAGE)
    assert [one.label for one in chart(slide).plots[0].categories] == ["janv.", "févr.", "mars *"]
    assert series(slide) == {
        "Cette année": [0.5, 0.5625, None],
        "Un an avant": [None, 0.5, None],
        "Cible": [None, 0.52, None],
    }
    beside, under = tables(slide)
    assert dict(beside[1:])["Taux"] == "56,3\u00a0%"
    assert dict(beside[1:])["Hausse sur un an"] == "+6,3\u00a0points"
    assert under[1] == ["Taux", "50\u00a0%", "56,3\u00a0%", "7,8\u00a0%"]


def test_groups_show_their_bounds_and_say_which_are_masked(deck: Deck) -> None:
    slide = slide_of(deck, "Cadre de communication par type")
    drawn = series(slide)
    assert drawn["Au moins"] == pytest.approx([1 / 3])
    assert drawn["Avec les silencieux, au plus"] == pytest.approx([2 / 3])
    [table] = tables(slide)
    assert table[1:] == [
        ["École", "1", "2", "3", "33,3\u00a0%", "100\u00a0%"],
        ["Collège", "masqué", "", "2", "masqué", "masqué"],
    ]
    assert "Masqué : groupe de moins de 3, ou qui en protège un autre." in texts(slide)


def test_every_group_of_a_departement_is_there() -> None:
    big = large_payload(928)
    deck = open_deck(make_snapshot(big))
    for entry in big["indicators"]:
        for group, said in (("type", "par type"), ("epci", "par EPCI")):
            rows = [
                row[3]
                for slide, title in zip(deck.slides, titles(deck), strict=True)
                if title.startswith(f"{entry['short_label']} {said}")
                for row in tables(slide)[0][1:]
            ]
            assert rows == [str(line["expected"]) for line in _as_shown(entry["groups"][group])]


def test_groups_by_the_hundred_are_left_to_the_workbook_and_it_is_said() -> None:
    payload = small_payload()
    entry = payload["indicators"][0]
    line = entry["groups"]["type"][0]
    entry["groups"]["epci"] = [line | {"group": "epci", "value": f"EPCI {number}"} for number in range(121)]
    deck = open_deck(make_snapshot(payload))
    about = [slide for slide, title in zip(deck.slides, titles(deck), strict=True) if "par EPCI" in title]
    assert len(about) == 1 and not tables(about[0])
    assert "121 groupes : ils sont tous dans le classeur de la séance, feuille de cet indicateur." in texts(about[0])


def _as_shown(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda line: line["masked"])


# --- what changed


@pytest.mark.parametrize("place", [0, 1])
def test_the_steps_of_a_change_lead_from_before_to_after(deck: Deck, place: int) -> None:
    change = recent_payload()["since"]["changes"][place]
    slide = slide_of(deck, change["sentence"])
    drawn = series(slide)
    moves = [part["change"] for part in change["parts"]]
    assert drawn["Valeur"] == pytest.approx([change["before"], 0, 0, 0, 0, 0, change["after"]])
    ups = [up - down for up, down in zip(drawn["Hausse"], drawn["Baisse"], strict=True)]  # type: ignore[operator]
    assert ups == pytest.approx([0, *moves, 0])
    reached = list(accumulate([change["before"], *moves]))
    held = [min(pair) for pair in zip(reached, reached[1:], strict=False)]
    assert drawn["Appui"] == pytest.approx([0, *held, 0])


def test_the_table_of_a_change_has_all_five_parts_even_at_zero(deck: Deck) -> None:
    [table] = tables(slide_of(deck, recent_payload()["since"]["changes"][0]["sentence"]))
    assert table == [
        ["Part", "Connu", "Au plus", "Établissements"],
        ["Avant", "1", "4", ""],
        ["Réponses nouvelles", "+1", "0", "1"],
        ["Corrections", "−1", "−1", "1"],
        ["Évolution réelle", "+1", "+1", "1"],
        ["Changement de définition", "0", "0", "0"],
        ["Annuaire", "0", "0", "0"],
        ["Après", "2", "4", ""],
    ]


def test_a_step_under_zero_is_drawn_under_zero() -> None:
    payload = recent_payload()
    change = payload["since"]["changes"][0]
    for part, moved in zip(change["parts"], (-3, 0, 0, 4, 0), strict=True):
        part["change"] = moved
    change["before"], change["after"] = 1, 2
    drawn = [
        list(one.values)
        for one in chart(slide_of(open_deck(make_snapshot(payload)), change["sentence"])).plots[0].series
    ]
    # From 1 down to -2, crossing zero; then from -2 up to 2, crossing it again: both stand on nothing.
    summed = [sum(values) for values in zip(*drawn[:-1], strict=True)]
    lowest = [sum(value for value in values if value < 0) for values in zip(*drawn[:-1], strict=True)]
    assert lowest[1] == -2 and lowest[4] == -2
    assert summed[0] == 1 and summed[6] == 2


def test_a_change_that_cannot_be_told_is_a_sentence() -> None:
    payload = recent_payload()
    change = payload["since"]["changes"][1]
    change.update(before=None, parts=[], sentence="Aucune valeur n'était connue au 15/02/2022 : rien à comparer.")
    deck = open_deck(make_snapshot(payload))
    slide = slide_of(deck, "Depuis la séance du 15/02/2022 : Comité du 15 février 2022")
    assert change["sentence"] in texts(slide)
    assert not any(shape.has_chart for shape in slide.shapes)


# --- what people say


def test_the_opinion_of_the_committee_stands_apart_from_the_numbers(deck: Deck) -> None:
    said = texts(slide_of(deck, CADRE))
    assert "Avis du comité\nLes écoles du nord attendent un modèle.\n=2+2 : à reprendre en mai." in said
    assert "Avis du comité" not in texts(slide_of(deck, USAGE))


def test_a_long_opinion_has_slides_of_its_own_with_nothing_lost() -> None:
    words = [f"mot{at}" for at in range(900)]
    snapshot = make_snapshot(recent_payload(), judgements={"cadre_communication": " ".join(words)})
    deck = open_deck(snapshot)
    slides = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Avis du comité : Cadre")]
    assert len(slides) > 1
    said = " ".join(shape.text_frame.text for slide in slides for shape in slide.placeholders)
    assert [word for word in said.split() if word.startswith("mot")] == words


def test_decisions_are_the_frozen_verdicts_and_advice(deck: Deck) -> None:
    assert texts(slide_of(deck, "Décisions à prendre")).splitlines()[1:6] == [
        "? On ne peut pas conclure · Cadre de communication",
        "1 réponse favorable suffirait à conclure : ce serait « dans le rythme ».",
        "Il faut 1 projet de plus par mois d'école d'ici au 30/06/2022 pour atteindre 4 (il reste 2,9 mois d'école).",
        "2\u00a0établissements silencieux à relancer.",
        "Situation au 15 mars 2022 · Données de démonstration · Tout le département · page 8",
    ]


def test_the_method_names_versions_parameters_sources_and_the_seal(deck: Deck) -> None:
    said = texts(slide_of(deck, "Comment ces chiffres sont-ils calculés ?"))
    for part in (
        "(définition, version 2)",
        "Oui : le cadre est intégré au projet.",
        "service : e-lyco ; types : Collège, Lycée",
        "1\u00a0fichier reçu (Réponses au questionnaire : 1).",
        SHA,
        "Gouvernail 0.5.1",
        "Bornes :",
    ):
        assert part in said


def test_notes_carry_the_definition(deck: Deck) -> None:
    notes = slide_of(deck, CADRE).notes_slide.notes_text_frame.text
    assert "Combien de projets intègrent un cadre ?" in notes
    assert "Règle (version 1) : Oui : le cadre est intégré au projet." in notes


def test_no_establishment_is_named() -> None:
    written = slides_bytes(recent_seance())
    with ZipFile(BytesIO(written)) as archive:
        everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    assert "Jules Verne" not in everything and "0440002N" not in everything


# --- charts that stay live


def test_charts_have_an_alternative_text_a_table_beside_them_and_a_workbook(deck: Deck) -> None:
    drawn = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                drawn += 1
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 40
                assert tables(slide)
                book = load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                assert book.sheetnames == ["Chiffres"]
                written = [[cell.value for cell in column][1:] for column in list(book["Chiffres"].columns)[1:]]
                shown = [list(one.values) for one in shape.chart.plots[0].series]
                assert [[value for value in one if value is not None] for one in written] == [
                    pytest.approx([value for value in one if value is not None], abs=1e-9) for one in shown
                ]
    assert drawn == 6


def test_what_people_typed_is_no_formula_behind_a_chart() -> None:
    payload = recent_payload()
    payload["indicators"][0]["groups"]["type"][0]["value"] = TRAP
    payload["indicators"][0]["unit"] = "=1+1"
    deck = open_deck(make_snapshot(payload))
    slide = slide_of(deck, "Cadre de communication par type")
    sheet = load_workbook(BytesIO(chart(slide).part.chart_workbook.xlsx_part.blob))["Chiffres"]
    assert (sheet["A2"].data_type, sheet["A2"].value[:11]) == ("s", TRAP[:11])
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_lines_are_told_apart_without_colour(deck: Deck) -> None:
    lines = [one.format.line.dash_style for one in chart(slide_of(deck, CADRE)).plots[0].series]
    assert len(set(lines)) == 4


# --- the same file, whatever is written in it


def test_the_same_seance_gives_the_same_file_to_the_byte() -> None:
    first = slides_bytes(recent_seance())
    assert first == slides_bytes(recent_seance())
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                inner = ZipFile(BytesIO(archive.read(name)))
                assert b"2000-01-01" in inner.read("docProps/core.xml")


def test_properties_are_those_of_the_seance(deck: Deck) -> None:
    told = deck.core_properties
    assert (told.author, told.title) == ("Gouvernail", "Comité du 15 mars 2022 - Situation au 15 mars 2022")
    assert told.created == told.modified == datetime(2022, 3, 15, 13, 5)


def test_nothing_is_in_english(deck: Deck) -> None:
    for page in (deck.slide_master, *deck.slide_layouts, *deck.slides):
        for shape in page.shapes:
            if shape.has_text_frame:
                assert not any(word in shape.text_frame.text for word in ENGLISH)


HOSTILE = ("Wm" * 5_000, "mot " * 2_500, "漢字" * 5_000, "=+-@\x00\x1b\u202e]]><&\n" * 500, "﷽" * 1_000)


@pytest.mark.parametrize("long", HOSTILE)
def test_texts_of_ten_thousand_characters_stay_in_their_place(long: str) -> None:
    payload = deepcopy(recent_payload())
    for entry in payload["indicators"]:
        entry.update(dict.fromkeys(("label", "short_label", "unit", "sentence"), long))
        for lines in entry["groups"].values():
            for line in lines:
                line["value"] = long
    payload["since"]["label"] = payload["since"]["changes"][0]["label"] = long
    payload["filters"] = {"type": long}
    deck = open_deck(make_snapshot(payload, label=long))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame:
                assert _ink(shape) <= shape.width * shape.height
            if shape.has_table:
                assert sum(row.height for row in shape.table.rows) == shape.height


def _ink(shape: Any) -> float:
    """The least area its letters can take: half their size wide, as high as their size."""
    return sum(
        len(run.text) * run.font.size * run.font.size * 0.5
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    )

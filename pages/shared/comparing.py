"""The part of the screen that compares two séances: which ones, and their changes, worked out once for each write."""

from datetime import date

import streamlit as st

from data.seances.frozen import Listed
from indicators import figures
from indicators.exports.tables import frame_as_csv
from indicators.french import day
from indicators.snapshots import tables, words
from indicators.snapshots.compare import compare, situation_now, the_one_before
from indicators.snapshots.freeze import NOW
from indicators.snapshots.parts import as_contract
from indicators.snapshots.payload import build_payload
from indicators.snapshots.steps import Contract, is_drawn, steps
from indicators.tables import Table
from pages.shared import establishments, parts, readings, seance_figures, session
from pages.shared.text import plain
from pages.shared.tracing import shorten


def choose() -> tuple[Listed, Listed | None] | None:
    """The two séances; the second is None for now. None when the address speaks of one that is unknown."""
    known = seance_figures.names()
    asked = st.query_params
    if asked.get("avant") not in (None, st.session_state.get("avant_vue")) and "apres" not in asked:
        st.session_state["apres_choisie"] = NOW  # a link that names the first alone means now, whatever was looked at
    left, right = st.columns(2)
    with left:
        # The latest one says nothing has changed on the day it was frozen.
        earlier = the_one_before(readings.seances(), session.situation())
        usual = str(earlier.id) if earlier else None
        before = seance_figures.choose("De la séance", known, name="avant", usual=usual)
    with right:
        after = seance_figures.choose("À", {NOW: "Maintenant"} | known, name="apres")
    if before is None or after is None:
        return None
    return seance_figures.listed(before), None if after == NOW else seance_figures.listed(after)


def ends(before: Listed, after: Listed | None) -> tuple[str, str]:
    """How both values are named in pictures: « Au 15/12/2021 », « Maintenant, au 18/03/2022 »."""
    if after is None:
        return f"Au {day(before.situation_on)}", f"Maintenant, au {day(_now(before))}"
    same = before.situation_on == after.situation_on
    return words.NAMES if same else (f"Au {day(before.situation_on)}", f"Au {day(after.situation_on)}")


def remarks(before: Listed, after: Listed | None) -> list[str]:
    """What makes two séances hard to compare."""
    if after is None:
        return []
    told = []
    if dict(before.payload["filters"]) != dict(after.payload["filters"]):
        told.append(
            "Les deux séances n'ont pas les mêmes filtres : les établissements qui ne sont que dans l'une comptent dans l'annuaire."
        )
    if (after.situation_on, after.as_of) < (before.situation_on, before.as_of):
        told.append("La première séance décrit un jour plus récent que la seconde : le changement se lit à rebours.")
    return told


def changes(before: Listed, after: Listed | None) -> list[Contract]:
    """One change an indicator."""
    return _changes(session.version(), session.database().today(), str(before.id), str(after.id) if after else NOW)


def answer(found: list[Contract]) -> None:
    """One sentence an indicator."""
    lines = [f"- **{plain(change['label'])}**\u00a0: {plain(change['sentence'])}" for change in found]
    st.markdown("\n".join(lines))


def show(change: Contract, names: tuple[str, str]) -> None:
    """One indicator: what changed, its picture, its parts, and the establishments behind the part chosen."""
    st.subheader(plain(change["label"]), anchor=False)
    st.markdown(f"**{plain(change['sentence'])}**")
    if not words.choices(change):
        return
    if high := words.high_bound(change):
        st.markdown(plain(high))
    picture, numbers = st.columns([3, 2], gap="large")
    with picture:
        if is_drawn(change):
            # Building a figure costs more than the rest of a rerun.
            theme = session.theme()
            drawn = _drawn(repr((theme, change["kind"], steps(change, names))), theme, names, change)
            parts.picture(drawn, key=f"cascade_{change['code']}")
            st.caption(plain(words.caption(change)))
    with numbers:
        parts.table(tables.parts_table(change), alt=f"Les cinq parts du changement : {change['label']}.")
    _behind(change)


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawn(key: str, _theme: figures.Theme, _names: tuple[str, str], _change: Contract) -> readings.Picture:  # noqa: ARG001
    # A figure draws the steps of a change and nothing else.
    return readings.Picture(figure=figures.waterfall(_change, _theme, _names), alt=words.alternative(_change, _names))


def _behind(change: Contract) -> None:
    """The establishments behind a part, all of them."""
    offered = words.choices(change)
    part = st.selectbox(
        "Voir les établissements derrière une part",
        list(offered),
        format_func=offered.__getitem__,
        index=None,
        placeholder="Choisir une part",
        key=f"part_{change['code']}",
    )
    if part is None:
        return
    moved = tables.moved_table(change, part)
    if change["kind"] == "rate":
        st.caption(words.EMPTY_CELL)
    _grid(moved, f"{change['code']}_{part}", alt=f"Établissements derrière la part : {offered[part]}.")


def _grid(moved: Table, name: str, *, alt: str) -> None:
    percent = st.column_config.NumberColumn(format="localized")
    grid = st.dataframe(
        moved,
        hide_index=True,
        placeholder="",
        key=f"liste_{name}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Établissement": st.column_config.TextColumn(width="medium"),
            "Avant (%)": percent,
            "Après (%)": percent,
        },
        alt=alt,
    )
    for place in grid.selection.rows[:1]:
        row = moved.iloc[place]
        establishments.link(label=shorten(f"Sa fiche : {row['Établissement']}", 44), uai=row["UAI"])
    st.download_button(
        "Télécharger cette liste (CSV pour Excel)",
        lambda: frame_as_csv(moved),
        file_name=f"changement_{name}.csv",
        mime="text/csv",
        key=f"csv_{name}",
        on_click="ignore",
    )


@st.cache_data(show_spinner=False, max_entries=50)
def _usual_day(version: str, today: date, before: str) -> date:  # noqa: ARG001
    return situation_now(session.database(), seance_figures.listed(before)).on


def _now(before: Listed) -> date:
    return _usual_day(session.version(), session.database().today(), str(before.id))


# What is kept is never changed, so sessions share it; `today` decides of the usual day of « now ».
@st.cache_resource(show_spinner=False, max_entries=16)
def _changes(version: str, today: date, before: str, after: str) -> list[Contract]:  # noqa: ARG001
    db = session.database()
    first = seance_figures.whole(before)
    last = build_payload(db, situation_now(db, first)) if after == NOW else seance_figures.whole(after).payload
    return [as_contract(change) for change in compare(db, first.payload, last)]

"""Pieces of screen that several pages share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.errors import Refusal
from indicators import reading
from indicators.findings import Finding
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES
from indicators.tables import Table
from pages.shared import run
from pages.shared.readings import Chart, Picture
from pages.shared.text import plain

# Streamlit's own names of colours: the theme gives them their tint, legible in light and dark.
Tone = Literal["green", "blue", "orange", "red", "gray"]
_TONES: dict[Verdict, Tone] = {
    Verdict.ATTEINT: "green",
    Verdict.EN_AVANCE: "green",
    Verdict.DANS_LE_RYTHME: "blue",
    Verdict.EN_RETARD: "orange",
    Verdict.NON_ATTEINT: "red",
    Verdict.INDETERMINE: "gray",
    Verdict.SANS_CIBLE: "gray",
}
_SENTENCE = 520  # pixels: three lines hold the longest remarks
_KEPT = "48MB"  # of each kind of thing shown: some 500 charts, or the map and the lists of a whole country
CHART = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "locale": "fr"}


def verdict_badge(finding: Finding) -> None:
    """The verdict: a shape, its name, a tint."""
    st.badge(f"{SHAPES[finding.verdict]} {LABELS[finding.verdict]}", color=_TONES[finding.verdict])


def verdict_numbers(finding: Finding) -> None:
    """The few numbers of the verdict, side by side where there is room."""
    margins = reading.margins(finding)
    with st.container(horizontal=True, gap="medium"):
        for label, value in reading.figures(finding).items():
            st.metric(label, value, margins.get(label), delta_color="off", delta_arrow="off", width="content")


def chart(shown: Chart, *, key: str) -> None:
    """A chart, what it draws, and its numbers in a table next to it."""
    _chart(f"{shown.id} {key} {run.page()}", key, shown)


def picture(shown: Picture, *, key: str) -> None:
    """A picture alone."""
    _picture(f"{shown.id} {key} {run.page()}", key, shown)


def table(shown: Table, *, alt: str, read_as: str | None = None) -> None:
    """A short table, its texts as they were written: cells and titles of st.table are Markdown, and the name of a group,
    which may be either, comes from a file.

    read_as: key of the read that the table tells, of this table only; None when there is none.
    """
    if read_as is None:
        _as_written(shown, alt)
    else:
        _kept_table(f"{read_as} {alt}", alt, shown)


def grid(make: Callable[[], object], *, alt: str, read_as: str, **how: Any) -> None:
    """A table that one scrolls and sorts, without its index. make: its rows, asked for once for each key of a read.

    read_as: as for `table`. how: what else `st.dataframe` is told, the same each time.
    """
    _kept_grid(f"{read_as} {alt}", alt, make, how)


# To put a figure or a table in the form that browsers get takes longer than the rest of a run. What a kept function showed,
# Streamlit shows again: `shown` says which very thing it was, and nothing of it depends on who looks.
@st.cache_data(show_spinner=False, max_size=_KEPT)
def _chart(shown: str, _key: str, _one: Chart) -> None:  # noqa: ARG001
    _draw(_one, _key)
    st.caption(plain(_one.caption))
    with st.expander("Les nombres du graphique"):
        _as_written(_one.table, "Les nombres du graphique.")


@st.cache_data(show_spinner=False, max_size=_KEPT)
def _picture(shown: str, _key: str, _one: Picture) -> None:  # noqa: ARG001
    _draw(_one, _key)


@st.cache_data(show_spinner=False, max_size=_KEPT)
def _kept_table(shown: str, _alt: str, _one: Table) -> None:  # noqa: ARG001
    _as_written(_one, _alt)


@st.cache_data(show_spinner=False, max_size=_KEPT)
def _kept_grid(shown: str, _alt: str, _make: Callable[[], object], _how: Mapping[str, Any]) -> None:  # noqa: ARG001
    st.dataframe(_make(), hide_index=True, alt=_alt, **_how)


def _draw(shown: Picture, key: str) -> None:
    st.plotly_chart(shown.figure, config=CHART, alt=shown.alt, key=key, theme=None)


def _as_written(shown: Table, alt: str) -> None:
    as_written = shown.map(lambda cell: plain(cell) if isinstance(cell, str) else cell)
    st.table(as_written.rename(columns=plain), hide_index=True, border="horizontal", alt=alt)


def listed(title: str, lines: Sequence[str]) -> None:
    """A few sentences, one a line, under what they are; nothing when there is none."""
    if lines:
        st.markdown("\n".join([f"**{plain(title)}**", "", *(f"- {plain(line)}" for line in lines)]))


def attempt(work: Callable[[], object], *, done: str) -> bool:
    """Do a write, then say it was done at the next run, or say here in one sentence why nothing was done."""
    try:
        work()
    except Refusal as refusal:
        st.warning(plain(str(refusal)))
        return False
    st.session_state["fait"] = done
    return True


def once_open(label: str, key: str, show: Callable[[], None], *, begins_open: bool = False) -> None:
    """A part that costs nothing as long as it is folded."""
    with st.expander(label, begins_open, key=key, on_change="rerun", type="compact") as part:
        if part.open:
            show()


def remarks(
    rows: Sequence[Mapping[str, object]], *, alt: str, key: str | None = None, read_as: str | None = None
) -> None:
    """A table of remarks whose « Que faire » is read whole: Streamlit wraps texts from rows of 65 pixels on.

    read_as: as for `table`.
    """
    how: dict[str, Any] = {
        "row_height": 70,
        "column_config": {"Que faire": st.column_config.TextColumn(width=_SENTENCE)},
    }
    if read_as is None:
        st.dataframe(rows, hide_index=True, alt=alt, key=key, **how)
    else:
        grid(lambda: rows, alt=alt, read_as=read_as, key=key, **how)


def say_what_was_done() -> None:
    """The sentence left by `attempt`, once, and what went wrong beside a write that succeeded."""
    if done := st.session_state.pop("fait", None):
        st.success(plain(done))
    if notice := st.session_state.pop("averti", None):
        st.warning(plain(notice))


def reporting_to(bar: DeltaGenerator) -> Callable[[float, str], None]:
    """A progress function that moves a bar."""

    def report(share: float, phrase: str) -> None:
        bar.progress(min(share, 1.0), plain(phrase))

    return report

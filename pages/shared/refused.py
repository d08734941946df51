"""The cells that kept rows out of what is counted, with the files they are in."""

import streamlit as st

from indicators import explain, reading
from pages.shared import origins, parts, readings, session
from pages.shared.text import plain


def show_refused(code: str) -> None:
    """The refused cells of the year's returns, closed at first; nothing when there is none."""
    cells = readings.refused(code)
    if not cells:
        return
    with st.expander(plain(reading.refused(len(cells)))):
        st.caption(
            "Ces cellules ont tenu leur ligne à l'écart, dans les retours de l'année, quel que soit l'indicateur."
        )
        parts.remarks(
            explain.refused_table(cells),
            alt="Cellules refusées, avec leur fichier et ce qu'il faut y écrire.",
            read_as=session.situation_key(code),
        )
        for batch, file in explain.refusing_files(cells).items():
            origins.link(label=file, batch=batch)

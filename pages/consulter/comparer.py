"""What changed from a séance to another, or to now: each indicator's change in five parts, and who is behind them."""

import streamlit as st

from indicators.snapshots import words
from pages.shared import comparing, parts, seance_figures
from pages.shared.text import plain

st.title("Qu'est-ce qui a changé ?")
if not seance_figures.any_seance():
    st.stop()

chosen = comparing.choose()
if chosen is None:
    st.stop()
before, after = chosen
names = comparing.ends(before, after)
changes = comparing.changes(before, after)

comparing.answer(changes)
for remark in comparing.remarks(before, after):
    st.info(plain(remark))
with st.expander("Ce que veut dire chaque part"):
    parts.listed("Cinq parts, qui s'additionnent exactement", words.meanings())

for change in changes:
    with st.container(border=True):
        comparing.show(change, names)

seance_figures.open_link("Ouvrir la première séance", before)
if after:
    seance_figures.open_link("Ouvrir la seconde séance", after)

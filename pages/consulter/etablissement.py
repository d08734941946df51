"""One establishment: who it is, where it stands and why, how it uses the tools, beside its peers; a page to print."""

from functools import partial

import streamlit as st

from data.errors import Refusal
from indicators.establishments import sheet_tables as tables
from indicators.establishments import sheet_words as words
from pages.shared import establishment_sheet, origins, parts
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Que sait-on de cet établissement ?")
if not first_steps():
    st.stop()

uai = establishment_sheet.asked()
if not uai:
    establishment_sheet.choose()
    st.stop()
try:
    sheet = establishment_sheet.found(uai)
except Refusal as problem:
    st.warning(plain(str(problem)))
    establishment_sheet.choose()
    st.stop()

st.header(plain(sheet.identity.name), anchor=False)
st.markdown(f"**{plain(words.answer(sheet))}**")
st.download_button(
    "Fiche à imprimer",
    partial(establishment_sheet.document, sheet),
    file_name=f"fiche_{sheet.identity.uai}_{sheet.situation.on:%Y-%m-%d}.html",
    mime="text/html",
    type="primary",
    on_click="ignore",
)

left, right = st.columns([3, 2], gap="large")
with left:
    establishment_sheet.table(tables.identity_table(sheet), "Ce que l'annuaire dit de l'établissement.")
with right:
    if sheet.place:
        parts.chart(establishment_sheet.place(sheet), key="place")
    else:
        st.caption(plain(words.location(sheet)))

st.subheader("Où il en est", anchor=False)
establishment_sheet.table(
    tables.standings_table(sheet), "État de chaque indicateur, ce qui manque et la cellule qui le dit."
)
if tables.months_of(sheet, most=1):
    parts.chart(establishment_sheet.timeline(sheet), key="etats")

st.subheader("Ses actions", anchor=False)
establishment_sheet.actions(sheet)

st.subheader("Son usage des outils", anchor=False)
if sheet.services:
    used = establishment_sheet.choose_service(sheet)
    st.markdown(plain(words.use(used)))
    parts.chart(establishment_sheet.use(sheet, used), key="usage")
else:
    st.markdown(words.NO_USE)

st.subheader("Parmi ses pairs", anchor=False)
st.markdown(plain(words.who_are_peers(sheet)))
establishment_sheet.table(tables.peers_table(sheet), "État de l'établissement et de ses pairs, par indicateur.")
if sheet.usage_peers:
    st.markdown(plain(words.use_among_peers(sheet.usage_peers)))
    if sheet.usage_peers.rates:
        parts.chart(establishment_sheet.peers(sheet), key="pairs")

st.subheader("Ses réponses, une à une", anchor=False)
if sheet.answers:
    origins.show_answers(sheet.answers, key="reponses")
else:
    st.markdown(words.NO_ANSWER)
if sheet.is_expected:
    origins.link(label="D'où viennent ces nombres", uai=sheet.identity.uai)
establishment_sheet.link_elsewhere()

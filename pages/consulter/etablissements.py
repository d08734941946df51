"""Whom to accompany first: every expected establishment, what it lacks, and the list to take away."""

from functools import partial

import streamlit as st

from indicators.establishments import tables, words
from pages.shared import establishments, session
from pages.shared.first_steps import first_steps
from pages.shared.text import plain
from pages.shared.tracing import shorten

st.title("Quels établissements accompagner d'abord ?")
if not first_steps():
    st.stop()

code = establishments.choose_indicator()
found = establishments.found(code)
if found.rows.empty:
    st.info(words.NOBODY)
    st.stop()

st.markdown(f"**{plain(words.answer(found))}**")
establishments.begin()
choice = establishments.choose(found)
kept = establishments.rows(found, choice)
if kept.empty:
    st.info(words.NONE_KEPT)
    st.stop()

if call := words.first_call(kept):
    st.markdown(plain(call))
st.caption(
    plain(f"{words.shown(len(kept), len(found.rows), most=establishments.MOST)} Cochez une ligne pour ouvrir sa fiche.")
)
grid = st.dataframe(
    establishments.table(found, kept),
    hide_index=True,
    placeholder="",
    key="a_accompagner",
    on_select="rerun",
    selection_mode="single-row",
    column_config={
        "Établissement": st.column_config.TextColumn(width="medium"),
        "Ce qui manque": st.column_config.TextColumn(width=290),
        tables.AGE: st.column_config.NumberColumn("Dernière réponse", format="il y a %d j"),
        tables.ANSWERED: st.column_config.DateColumn(format="DD/MM/YYYY"),
    },
    alt="Établissements, avec leur état, ce qui leur manque et l'ancienneté de leur dernière réponse.",
)
for place in grid.selection.rows[:1]:
    row = kept.iloc[place]
    establishments.link(label=shorten(f"Sa fiche : {row['name']}", 44), uai=row["uai"])

name = f"etablissements_{code}_{session.situation().on:%Y-%m-%d}"
with st.container(horizontal=True):
    st.download_button(
        "Télécharger la liste (XLSX)",
        partial(establishments.workbook, found, choice),
        file_name=f"{name}.xlsx",
        on_click="ignore",
    )
    st.download_button(
        "Télécharger la liste (CSV pour Excel)",
        partial(establishments.csv, found, choice),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
    )

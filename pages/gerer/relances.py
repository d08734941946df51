"""Who has not answered: how many, where, since when, and the list to send."""

from functools import partial

import streamlit as st

from indicators.exports.reminders import reminders_csv
from indicators.following import BY, tables, words
from indicators.situation import GROUPS
from pages.shared import address, boxes, following, parts
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Qui n'a pas répondu ?")
if not first_steps():
    st.stop()

known = following.known_campaigns()
left, right = st.columns(2)
with address.at_once():
    with left:
        code = boxes.one("Campagne", list(known), name="campagne", say=lambda one: known[one].label)
    with right:
        circonscription = boxes.one("Circonscription", following.circonscriptions(known[code]), name="circonscription")
found = following.following(known[code], circonscription)
if not found.expected:
    st.info(words.NOBODY_EXPECTED)
    st.stop()

st.markdown(f"**{plain(words.answer(found))}**")
st.caption(plain(words.context(found)))

st.header("Depuis quand", anchor=False)
st.markdown(plain(words.curve_reading(found)))
parts.chart(following.curve(found), key="reponses")

st.header("Où", anchor=False)
group = boxes.one("Compter par", list(BY), name="par", say=GROUPS.__getitem__)
parts.grid(
    lambda: tables.groups_table(found, group),
    column_config={
        GROUPS[group]: st.column_config.TextColumn(width="medium"),
        tables.SHARE: st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100),
    },
    alt=f"Établissements sans réponse, par {GROUPS[group].lower()}, la plus grande part d'abord.",
    read_as=following.key(found, group),
)

st.header("À relancer", anchor=False)
chosen = boxes.one_in_sight("Qui relancer", list(following.CHOICES), name="relancer")
statuses = following.CHOICES[chosen]
listed = tables.listed_table(found, statuses)
st.caption(plain(following.needed()))
if listed.empty:
    st.success(words.nobody_to_chase(found, statuses))
    st.stop()

parts.grid(
    lambda: listed,
    placeholder="",
    column_config={
        "Établissement": st.column_config.TextColumn(width="medium"),
        "Ce qui manque": st.column_config.TextColumn(width="large"),
        "Réponse du": st.column_config.DateColumn(format="DD/MM/YYYY"),
        "Reçue le": st.column_config.DateColumn(format="DD/MM/YYYY"),
    },
    alt="Établissements à relancer, avec leur adresse fonctionnelle et ce qui manque.",
    read_as=following.key(found, chosen),
)
name = f"relances_{code}_{found.day:%Y-%m-%d}"
with st.container(horizontal=True):
    st.download_button(
        "Télécharger la liste (XLSX)",
        partial(following.workbook, found, statuses),
        file_name=f"{name}.xlsx",
        on_click="ignore",
    )
    st.download_button(
        "Télécharger la liste (CSV pour Excel)",
        partial(reminders_csv, found, statuses),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
    )
st.subheader("Texte à copier", anchor=False)
following.show_letters(found, statuses)

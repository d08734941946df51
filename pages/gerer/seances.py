"""Séances: freeze a meeting's figures, and download them."""

from functools import partial

import streamlit as st

from indicators.exports.tables import csv_bytes
from indicators.exports.workbook import workbook_bytes
from indicators.french import long_day
from indicators.snapshots.freeze import freeze
from pages.shared import parts, readings, session
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

situation, db = session.situation(), session.database()
st.title("Figer les nombres d'une séance")
parts.say_what_was_done()
if not first_steps():
    st.stop()

st.markdown(
    f"Une séance garde les nombres tels qu'ils sont montrés maintenant : {plain(session.describe(situation))}. "
    "Ils ne bougeront plus, quoi qu'on importe ensuite."
)
with st.form("figer"):
    label = st.text_input("Nom de la séance", placeholder=f"Comité du {long_day(situation.on)}")
    comment = st.text_area("Commentaire du comité, gardé à part des nombres", max_chars=2000)
    if st.form_submit_button(f"Figer la situation au {long_day(situation.on)}", type="primary") and parts.attempt(
        lambda: freeze(db, session.who(), situation, label=label, comment=comment),
        done=f"La séance « {label.strip()} » est figée.",
    ):
        st.rerun()

st.header("Séances figées", anchor=False)
frozen = readings.seances()
if not frozen:
    st.caption("Aucune séance n'est encore figée.")
for seance in frozen:
    with st.container(border=True):
        st.subheader(plain(seance.label), anchor=False)
        st.markdown(f"Situation au {long_day(seance.situation_on)}, année scolaire {seance.school_year}.")
        if seance.comment:
            st.markdown(f"> {plain(seance.comment)}")
        for entry in seance.payload["indicators"]:
            st.markdown(f"- **{plain(entry['short_label'])}** : {plain(entry['sentence'])}")
        with st.container(horizontal=True):
            st.download_button(
                "Télécharger le classeur (XLSX)",
                partial(workbook_bytes, seance),
                file_name=f"seance_{seance.situation_on:%Y-%m-%d}.xlsx",
                key=f"xlsx_{seance.id}",
                on_click="ignore",
            )
            st.download_button(
                "Télécharger les établissements (CSV)",
                partial(csv_bytes, seance),
                file_name=f"seance_{seance.situation_on:%Y-%m-%d}.csv",
                key=f"csv_{seance.id}",
                on_click="ignore",
            )
        st.caption(f"Figée par {plain(seance.actor)}. Empreinte (sha256) : {seance.sha256}")

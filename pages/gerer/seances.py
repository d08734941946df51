"""Séances: the calendar of the committee, the figures it froze, and what is done with them."""

import streamlit as st

from data.seances.names import LONGEST_NAME
from indicators.french import long_day
from indicators.snapshots.freeze import freeze
from pages.shared import meetings, parts, readings, seances, session
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

situation, db = session.situation(), session.database()
st.title("Quels nombres garder de chaque séance ?")
parts.say_what_was_done()
if not first_steps():
    st.stop()

st.markdown(
    f"Une séance garde les nombres tels qu'ils sont montrés maintenant : {plain(session.describe(situation))}. "
    "Le plan d'action de ce jour est gardé avec eux. Rien de cela ne bougera plus, quoi qu'on importe ensuite."
)
with st.form("figer"):
    label = st.text_input("Nom de la séance", placeholder=f"Comité du {long_day(situation.on)}", max_chars=LONGEST_NAME)
    comment = st.text_area("Commentaire du comité, gardé à part des nombres", max_chars=2000)
    if st.form_submit_button(f"Figer la situation au {long_day(situation.on)}", type="primary") and parts.attempt(
        lambda: freeze(db, session.who(), situation, label=label, comment=comment),
        done=f"La séance « {label.strip()} » est figée.",
    ):
        st.rerun()

st.header("Calendrier du comité", anchor=False)
meetings.show()
meetings.plan()
meetings.change()

st.header("Séances figées", anchor=False)
frozen = readings.seances()
if not frozen:
    st.caption("Aucune séance n'est encore figée.")
    st.stop()
template = seances.own_slides(frozen[0])
for seance in seances.in_sight(frozen):
    seances.block(seance, template)

"""Definitions: what each indicator counts, since when and why, and what changing it would do."""

import streamlit as st

from data.definitions import definitions
from indicators.catalogue import catalogue
from indicators.definitions import defined
from indicators.effect import changes_table, said, states_table
from indicators.exports.tables import frame_as_csv
from pages.shared import definitions as shared
from pages.shared import parts, session
from pages.shared.text import plain

situation, db = session.situation(), session.database()
st.title("Que compte chaque indicateur, et faut-il le changer ?")
parts.say_what_was_done()

code = session.choose_indicator({one.code: one.label for one in catalogue().values()})
indicator = defined(db, code, situation.as_of)
versions = definitions(db, code, as_of=situation.as_of)
st.markdown(f"**{plain(shared.since(db, versions[-1]))}**")
st.markdown(plain(indicator.rule_in_words))
if meanwhile := shared.changed_meanwhile(indicator, versions[-1]):
    st.warning(plain(meanwhile))
if not indicator.asked:
    st.info("La définition de cet indicateur n'a pas de paramètre : sa règle ne se change pas ici.")
    st.stop()

st.header("Ce qu'il faut pour compter « oui »", anchor=False)
values = shared.choose_values(indicator)
found = shared.preview(indicator, values)
if values == indicator.parameters:
    st.caption("Changez une valeur : l'effet au jour choisi est montré ici, avant toute décision.")
else:
    st.subheader(plain(said(found)), anchor=False)
    if situation.filters:
        st.caption("Une définition vaut pour tous : l'effet est celui sur tout le territoire, sans le filtre choisi.")
    st.markdown(f"**Règle proposée.** {plain(found.after.indicator.rule_in_words)}")
    st.table(states_table(found), hide_index=True, border="horizontal", alt="Établissements par état, avant et après.")
    st.markdown(f"**Avant.** {plain(found.before.sentence)}")
    st.markdown(f"**Après.** {plain(found.after.sentence)}")
    if found.changes:
        listed = changes_table(found)
        st.dataframe(listed, hide_index=True, placeholder="", alt="Établissements qui changeraient d'état.")
        st.download_button(
            "Télécharger cette liste (CSV pour Excel)",
            lambda: frame_as_csv(listed),
            file_name=f"effet_{code}_{situation.on:%Y-%m-%d}.csv",
            mime="text/csv",
            on_click="ignore",
        )
    with st.form("changer", clear_on_submit=False):
        reason = st.text_input("Motif", help="Décision du comité, consigne... Il est gardé avec la définition.")
        st.caption(
            "Toutes les courbes sont recalculées et portent la marque du changement ; les séances figées ne bougent pas."
        )
        if st.form_submit_button("Changer la définition", type="primary") and parts.attempt(
            lambda: shared.decide(code, values, reason, read=versions[-1]),
            done=f"La définition de « {indicator.label} » est changée. Sur tout le territoire : {said(found)}",
        ):
            st.rerun()

st.header("Les versions de cette définition", anchor=False)
st.dataframe(
    shared.versions_table(db, indicator, versions),
    hide_index=True,
    alt="Versions de la définition, la dernière d'abord.",
)
if len(versions) > 1:
    with st.form("revenir"):
        earlier = {one.version: one for one in reversed(versions[:-1])}
        chosen = st.selectbox("Version à reprendre", list(earlier), format_func=lambda version: f"Version {version}")
        why = st.text_input("Motif du retour", help="Revenir fait une nouvelle version : l'histoire reste entière.")
        asked = st.form_submit_button("Revenir à cette définition") and not meanwhile
        if asked and parts.attempt(
            lambda: shared.decide(code, earlier[chosen].parameters, why, read=versions[-1]),
            done=f"La définition de la version {chosen} est de nouveau en vigueur pour « {indicator.label} ».",
        ):
            st.rerun()

"""The chain from lessons to indicators: its picture, followed both ways, and the links that are missing."""

import streamlit as st

from pages.shared import plan, plan_agenda, plan_chain, plan_items
from pages.shared.text import plain

st.title("Des retours d'expérience aux indicateurs, que manque-t-il ?")
plan.say_what_was_done()

chain, lacking = plan.the_chain(), plan_agenda.found().lacking
if not chain.edges and not plan.standing().of("lesson"):
    st.info("La chaîne commence par un retour d'expérience : ce qui a été vécu, avec ce qui a gêné et ce qui a aidé.")
    told = {"told_on": plan.usual_day().isoformat()}
    plan_items.adding("lesson", "Ajouter un retour d'expérience", key="premier_retour", preset=told, begins_open=True)
st.markdown(f"**{plain(plan_agenda.lacking_sentence(lacking))}**")
plan.may_change()

followed = plan_chain.follow(chain)
plan_chain.drawing(chain, followed)
if followed:
    plan_chain.around(chain, followed)
plan_chain.table(chain)
plan_chain.lacking(lacking)

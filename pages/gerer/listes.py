"""The lists of the committee: themes, origins, voices, actors and horizons, which are data that it keeps itself."""

import streamlit as st

from pages.shared import plan, plan_items, plan_lists
from pages.shared.text import plain

st.title("Quels mots le comité emploie-t-il ?")
plan.say_what_was_done()
standing, withdrawn = plan.standing(), plan_items.withdrawn()
st.markdown(f"**{plain(plan_lists.answer(standing))}**")
st.markdown(
    "Un terme renommé l'est partout où il est employé, sans rien ressaisir. Retiré, il n'est plus proposé ; il peut revenir."
)
for name in plan_lists.TITLES:
    plan_lists.show(standing, name, withdrawn)

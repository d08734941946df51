"""The plan of action: what is done for each axis, by whom, for when, and where it stands."""

import streamlit as st

from indicators.plan.choosing import chosen_actions
from indicators.plan.words import summary
from pages.shared import plan, plan_board, plan_files, plan_items
from pages.shared.text import plain

st.title("Que fait-on, avec qui, pour quand ?")
plan.say_what_was_done()

actions = plan.its_actions()
st.markdown(f"**{plain(summary(actions, plan.lacking()))}**")
plan.may_change()
if actions:
    kept = chosen_actions(plan.standing(), actions, plan.choose(of_actions=True))
    if counted := plan_board.count_line(kept, actions):
        st.markdown(plain(counted))
    if kept:
        plan_board.picture(kept)
        plan_board.board(kept)
        plan_board.table(kept)
else:
    st.info("Le plan commence par une action : ce que l'on fait, avec qui, pour quand. Un axe en réunit plusieurs.")
plan_items.adding("action", "Ajouter une action", key="ajouter_action", begins_open=not actions)
plan_items.adding("axis", "Ajouter un axe", key="ajouter_axe")
plan_files.exchange()

"""The next meeting: what is late, what is missing, and above all what is to be decided, then what follows from it."""

import streamlit as st

from pages.shared import meetings, plan, plan_agenda
from pages.shared.text import plain

st.title("Que faut-il décider à la prochaine séance ?")
plan.say_what_was_done()

agenda = plan_agenda.found()
st.markdown(f"**{plain(meetings.next_then())}** {plain(agenda.sentence)}")
plan.may_change()
if agenda.next_meeting is None:
    st.page_link(plan_agenda.SEANCES, label="Prévoir une séance", icon=":material/event:")

decisions, actions = st.columns(2, gap="large")
with decisions:
    plan_agenda.to_decide(agenda.to_decide)
    plan_agenda.note_one(agenda.next_meeting, begins_open=not plan.standing().of("decision"))
    plan_agenda.without_action(agenda.without_action)
    plan_agenda.decided(agenda.decided, agenda.since)
with actions:
    plan_agenda.told("Actions en retard", agenda.late)
    plan_agenda.due(agenda.due_soon, agenda.until)
    plan_agenda.told("Actions en pause", agenda.paused)
    plan_agenda.lacking(agenda.lacking)

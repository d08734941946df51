"""Shall we reach this year's targets? One card an indicator: verdict, numbers, trajectory."""

import streamlit as st

from indicators import overview, reading
from indicators.catalogue import catalogue
from pages.shared import parts, plan_agenda, readings, session, since
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

situation = session.situation()
st.title(f"Les cibles de {situation.school_year} seront-elles atteintes ?")
if not first_steps():
    st.stop()

# The answer stands first and is known last: meanwhile the browser already draws the first chart.
answer, found = st.container(), []
before = since.last_seance()
changed = since.sentences(before) if before else {}
for code in catalogue():
    finding = readings.finding(code)
    found.append(finding)
    with st.container(border=True):
        st.subheader(finding.indicator.label, anchor=False)
        words, picture = st.columns([2, 3], gap="large")
        with words:
            parts.verdict_badge(finding)
            st.markdown(plain(finding.sentence))
            st.markdown(plain(reading.forecast(finding)))
            parts.verdict_numbers(finding)
            since.say(code, before, changed)
        with picture:
            parts.chart(readings.trajectory(code, briefly=True), key=f"trajectoire_{code}")
        # Under both columns: Streamlit cuts the label of a link that has no room on one line.
        st.page_link(
            "pages/consulter/indicateur.py",
            icon=":material/arrow_forward:",
            label=f"Où, et pourquoi : {finding.indicator.short_label.lower()}",
            query_params={"indicateur": code},
        )
with answer:
    if prospects := overview.prospects(found):
        st.markdown(f"**{plain(prospects)}**")
    st.markdown(plain(reading.verdicts(found)))
    st.caption(plain(reading.legend(found)))
    since.meetings_line(before)
    plan_agenda.line()

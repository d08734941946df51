"""Second phase: from each irritant to the needs it expresses, and from each need to the levers that answer it."""

import streamlit as st

from pages.shared import plan, plan_files, plan_items, plan_projections
from pages.shared import plan_words as words
from pages.shared.text import plain

st.title("De quoi a-t-on besoin, et par quoi y répondre ?")
plan.say_what_was_done()

standing = plan.standing()
irritants, needs, levers = standing.of("irritant"), standing.of("need"), standing.of("lever")
if irritants or needs or levers:
    st.markdown(f"**{plain(words.projections_answer(standing, plan.lacking()))}**")
else:
    st.info("Les besoins viennent des irritants : inscrivez d'abord ce qui a gêné, avec les retours d'expérience.")
    st.page_link("pages/agir/retours_experience.py", label="Retours d'expérience", icon=":material/arrow_forward:")
plan.may_change()

if irritants or needs or levers:
    kept, needs_alone, levers_alone = plan_projections.chosen(standing, plan.choose())
    if not (kept or needs_alone or levers_alone):
        st.info("Rien ne répond à cette recherche : enlevez un mot ou un thème.")
    if told := words.shown(len(kept), len(irritants), most=plan_items.MOST, kind="irritant"):
        st.caption(plain(told))
    for irritant in kept[: plan_items.MOST]:
        plan_projections.row(standing, irritant)
    if needs_alone:
        st.header("Besoins qui ne viennent d'aucun irritant", anchor=False)
    for need in needs_alone[: plan_items.MOST]:
        plan_projections.need_row(standing, need, key=str(need.id))
    if levers_alone:
        st.header("Leviers qui ne répondent à aucun besoin", anchor=False)
        plan_items.several("Leviers", levers_alone)

plan_items.adding("irritant", "Ajouter un irritant", key="ajouter_irritant")
plan_items.adding("need", "Ajouter un besoin", key="ajouter_besoin")
plan_items.adding("lever", "Ajouter un levier", key="ajouter_levier")
plan_files.exchange()

"""First phase: what those who live with digital tools report, what hurt, what worked, and the diagnosis by theme."""

import streamlit as st

from pages.shared import plan, plan_files, plan_items, plan_lessons
from pages.shared import plan_words as words
from pages.shared.text import plain

st.title("Que rapportent ceux qui vivent le numérique à l'école ?")
plan.say_what_was_done()

standing = plan.standing()
lessons = standing.of("lesson")
if lessons:
    st.markdown(f"**{plain(words.lessons_answer(standing))}**")
elif plan.may_change():
    st.info(
        "Le plan commence ici : inscrivez un premier retour d'expérience, puis ce qui a gêné et ce qui a marché. "
        "Les irritants mèneront aux besoins, aux leviers et aux actions."
    )
told = {"told_on": plan.usual_day().isoformat()}
plan_items.adding(
    "lesson", "Ajouter un retour d'expérience", key="ajouter_retour", preset=told, begins_open=not lessons
)

if lessons:
    plan.may_change()
    kept = plan_lessons.chosen(standing, plan.choose())
    if not kept:
        st.info("Aucun retour d'expérience ne répond à cette recherche : enlevez un mot ou un thème.")
    if counted := words.shown(len(kept), len(lessons), most=plan_items.MOST, kind="lesson"):
        st.caption(plain(counted))
    for lesson in kept[: plan_items.MOST]:
        plan_lessons.card(standing, lesson)
    plan_lessons.alone(standing)
    st.header("Diagnostic par thème", anchor=False)
    plan_lessons.diagnosis(standing)
plan_files.exchange()

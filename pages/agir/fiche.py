"""One item of the plan: what is told of it, what leads to it and what it leads to, its history."""

from functools import partial

import streamlit as st

from pages.shared import address, parts, plan, plan_action, plan_sheet
from pages.shared.text import plain

st.title("Que sait-on de cette fiche\u00a0?")
plan.say_what_was_done()
address.say_again("fiche")
item = plan_sheet.found(plan_sheet.choose())
if item is None:
    st.stop()

st.header(plain(f"{plan.kind_of(item)} · {item.title}"), anchor=False)
action = plan_action.action_of(item) if item.kind == "action" else None
if action:
    plan_action.state(action)
plan_sheet.lacks(item)
plan_sheet.fields(item)
may_change = plan.may_change()
if action:
    plan_action.hold(action)
    plan_action.steps(action)
    plan_action.notes(action)
    plan_action.moved(action)

st.subheader("Ce qui y mène et ce à quoi cela mène", anchor=False)
plan_sheet.around(item)

if may_change:
    parts.once_open("Modifier", f"modifier_{item.id}", partial(plan_sheet.change, item))
    away = "Retirer de la liste" if item.kind == "term" else "Retirer du plan"
    parts.once_open(away, f"retirer_{item.id}", partial(plan_sheet.withdraw, item))
parts.once_open("Historique", f"historique_{item.id}", partial(plan_sheet.history, item))

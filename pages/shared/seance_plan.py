"""The part of the screens about the plan of a frozen séance, read from what was frozen alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from indicators.exports import plan as told
from indicators.exports.seance import Entry, plan_of
from indicators.french import plural
from pages.shared import parts
from pages.shared.text import plain

_WIDE = 320  # pixels: titles are sentences
_WIDTHS = {"Action": 230, "Axe": 150, "Pilote": 120}  # pixels: states are in sight without moving the table


def folded(payload: Mapping[str, Any]) -> None:
    """The plan as it stood, folded; nothing in a séance that has none."""
    if plan := plan_of(payload):
        parts.once_open("Plan d'action ce jour-là", "plan_de_la_seance", partial(_show, plan))


def counted(payload: Mapping[str, Any]) -> str:
    """« Plan d'action figé : 12 actions. », '' in a séance that has none."""
    plan = plan_of(payload)
    return f"Plan d'action figé : {plural(len(plan['actions']), 'action')}." if plan else ""


def _show(plan: Entry) -> None:
    st.markdown(plain(told.summary(plan)))
    wide = {name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()}
    if rows := told.actions_rows(plan):
        st.dataframe(rows, hide_index=True, column_config=wide, key="actions_figees", alt="Les actions, figées.")
    if lacking := told.lacking_rows(plan):
        st.markdown("**Maillons manquants**")
        fiche = {"Fiche": st.column_config.TextColumn(width=_WIDE)}
        st.dataframe(
            lacking, hide_index=True, column_config=fiche, key="manques_figes", alt="Ce qui manquait à la chaîne, figé."
        )

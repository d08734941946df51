"""Targets: where each indicator starts, what it should reach, by when, and why."""

import streamlit as st

from data.reference.calendar import school_year
from data.targets import parse_amount, set_target, target_history, targets
from indicators import groups
from indicators.catalogue import catalogue
from indicators.situation import GROUPS
from pages.shared import parts, readings, session, wording

situation, db = session.situation(), session.database()
year = school_year(situation.school_year)
st.title(f"Quelles cibles pour {year.code} ?")
parts.say_what_was_done()

standing = targets(db, school_year=year.code, as_of=situation.as_of)
if standing:
    st.dataframe(wording.targets_table(db, standing), hide_index=True, alt="Cibles en vigueur pour l'année scolaire.")
else:
    st.info(
        "Aucune cible n'est fixée pour cette année : les indicateurs n'ont pas encore de verdict. Fixez-en une ici."
    )

st.header("Fixer ou changer une cible", anchor=False)
definitions = catalogue()
code = st.selectbox(
    "Indicateur", list(definitions), format_func=lambda one: definitions[one].label, key="indicateur_de_la_cible"
)
measures = wording.MEASURES[definitions[code].kind]
measure = st.radio("La cible se compte en", list(measures), format_func=measures.__getitem__, horizontal=True)
group = st.selectbox("Périmètre", ["", *session.FILTERS], format_func=lambda one: GROUPS.get(one, "Tout le territoire"))
members = groups.members(readings.finding(code).states, group)
member = st.selectbox(f"{GROUPS[group]} visé", members) if group else ""
with st.form("cible"):
    left, right = st.columns(2)
    baseline = left.text_input("Valeur initiale", value="0", help="Par exemple 120, 45 % ou +2 points.")
    baseline_on = right.date_input("Jour de la valeur initiale", value=year.starts_on, format="DD/MM/YYYY")
    value = left.text_input("Cible", help="Par exemple 400, 45 % ou +2 points.")
    due_on = right.date_input("Échéance", value=year.ends_on.replace(month=6, day=30), format="DD/MM/YYYY")
    reason = st.text_input("Motif", help="Décision du comité, constat, consigne... Il est gardé avec la cible.")
    if st.form_submit_button("Fixer cette cible", type="primary") and parts.attempt(
        lambda: set_target(
            db,
            session.who(),
            indicator=code,
            school_year=year.code,
            baseline=parse_amount(baseline, measure),
            value=parse_amount(value, measure),
            due_on=due_on,
            reason=reason,
            baseline_on=baseline_on,
            scope=(group, member or "") if group else None,
            measure=measure,
        ),
        done=f"Cible fixée pour « {definitions[code].label} ». Les séances déjà figées ne changent pas.",
    ):
        st.rerun()

with st.expander("Toutes les cibles décidées pour cet indicateur"):
    history = target_history(db, code, year.code, situation.as_of)
    st.dataframe(
        wording.targets_table(db, history), hide_index=True, alt="Historique des cibles, la plus récente d'abord."
    )

"""Targets: where each indicator starts, what it should reach, by when, why, and where that stands."""

import streamlit as st

from data.reference.calendar import school_year
from data.targets.workbook import said_milestones
from indicators.catalogue import catalogue
from indicators.situation import GROUPS
from pages.shared import parts, session, target_files, target_sums, target_words, targets
from pages.shared.text import plain

year = school_year(session.situation().school_year)
st.title(f"Quelles cibles pour {year.code} ?")
parts.say_what_was_done()

held, read = targets.standing(), targets.key()
if held:
    st.markdown(f"**{plain(target_words.overview(held))}** {plain(target_words.verdicts_line(held))}")
    parts.grid(
        lambda: target_words.standing_table(held), alt="Cibles en vigueur, avec leur verdict du jour.", read_as=read
    )
    for doubt in target_words.doubts(held):
        st.warning(plain(doubt))
else:
    st.info(
        "Aucune cible n'est fixée pour cette année : les indicateurs n'ont pas encore de verdict. Fixez-en une ici."
    )
target_files.offer(held)

added, not_added = target_sums.added(held), target_sums.not_added(held)
if added or not_added:
    st.header("Les cibles des groupes font-elles celle du territoire ?", anchor=False)
    for one in added:
        st.markdown(f"- {plain(target_sums.sum_sentence(one))}")
    if added:
        parts.grid(
            lambda: target_sums.sums_table(added), alt="Somme des cibles des groupes, et du territoire.", read_as=read
        )
    st.caption(plain(not_added))

st.header("Fixer ou changer une cible", anchor=False)
definitions = catalogue()
code = st.selectbox(
    "Indicateur", list(definitions), format_func=lambda one: definitions[one].label, key="indicateur_de_la_cible"
)
measures = targets.measures(code)
measure = st.radio("La cible se compte en", list(measures), format_func=measures.__getitem__, horizontal=True)
group = st.selectbox("Périmètre", ["", *GROUPS], format_func=lambda one: GROUPS.get(one, target_words.WHOLE_TERRITORY))
members = targets.members(group)
member = (st.selectbox(f"{GROUPS[group]} visé", list(members), format_func=members.__getitem__) or "") if group else ""
before = next((one.target for one in held if (one.target.indicator, one.target.scope) == (code, (group, member))), None)
same = before if before and before.measure == measure else None
with st.form(f"cible_{code}_{measure}_{group}_{member}"):
    left, right = st.columns(2)
    baseline = left.text_input(
        "Valeur initiale",
        value=target_words.amount(same.baseline, measure) if same else "0",
        help="Par exemple 120, 45 % ou +2 points.",
    )
    baseline_on = right.date_input(
        "Jour de la valeur initiale", value=same.baseline_on if same else year.starts_on, format="DD/MM/YYYY"
    )
    value = left.text_input("Cible", help="Par exemple 400, 45 % ou +2 points.")
    due_on = right.date_input(
        "Échéance", value=same.due_on if same else year.ends_on.replace(month=6, day=30), format="DD/MM/YYYY"
    )
    steps = st.text_area(
        "Jalons, s'il y en a : un par ligne",
        value=said_milestones(same).replace(" ; ", "\n") if same else "",
        placeholder="31/01/2022 : 250",
        help="La valeur attendue un jour donné, entre la valeur initiale et l'échéance.",
    )
    reason = st.text_input("Motif", help="Décision du comité, constat, consigne... Il est gardé avec la cible.")
    if st.form_submit_button("Fixer cette cible", type="primary") and parts.attempt(
        lambda: targets.decide(code, (group, member), measure, baseline, baseline_on, steps, value, due_on, reason),
        done=f"Cible fixée pour « {definitions[code].label} ». Les séances déjà figées ne changent pas.",
    ):
        st.rerun()

st.header("Reprendre des cibles d'un classeur", anchor=False)
target_files.take_in()

with st.expander("Toutes les cibles décidées pour cet indicateur"):
    target_files.history(code, held)
if held:
    with st.expander("Retirer une cible"):
        target_files.withdraw(held)

"""One indicator: where it stands, why this verdict, by group, and each establishment with its source."""

import streamlit as st

from indicators import reading, tables
from indicators.catalogue import catalogue
from indicators.exports.tables import frame_as_csv
from indicators.situation import GROUPS
from pages.shared import boxes, origins, parts, readings, refused, session
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Où en est cet indicateur, où, et pourquoi ?")
if not first_steps():
    st.stop()

code = session.choose_indicator({one.code: one.label for one in catalogue().values()})
finding = readings.finding(code)
indicator, situation = finding.indicator, finding.situation

st.header(indicator.question, anchor=False)
parts.verdict_badge(finding)
st.markdown(f"**{plain(finding.sentence)}**")
parts.verdict_numbers(finding)
parts.chart(readings.trajectory(code), key="trajectoire")

st.header("Y arriverons-nous ?", anchor=False)
st.markdown(f"**{plain(reading.forecast(finding))}**")
st.caption(plain(reading.forecast_limits(finding)))
parts.listed("Ce qui changerait le verdict", finding.advice)

st.header("Pourquoi ce verdict ?", anchor=False)
parts.listed("Les questions posées, dans l'ordre", reading.tests(finding))
parts.listed("Ce qu'elles regardent", reading.why(finding, tolerance=session.database().settings.tolerance))
with st.expander("Comment est-il calculé ?"):
    st.markdown(plain(indicator.rule_in_words))
    parts.listed("Exemples", [example.says for example in indicator.examples])

st.header("Par groupe", anchor=False)
group = boxes.one("Regrouper par", list(GROUPS), name="groupe", say=GROUPS.__getitem__)
parts.chart(readings.by_group(code, group), key="groupes")
st.page_link(
    "pages/consulter/territoire.py",
    icon=":material/arrow_forward:",
    label="Qui entraîne, qui reste en retrait, et où",
    query_params={"indicateur": code, "groupe": GROUPS[group]},
)

st.header("Établissement par établissement", anchor=False)
if indicator.kind == "adoption":
    st.page_link(
        "pages/consulter/etablissements.py",
        label="Par qui commencer",
        icon=":material/arrow_forward:",
        query_params={"indicateur": code, "etat": "Partiel"},
    )
labels = reading.state_choices(finding, tables.states_of(finding))
say = labels.__getitem__
states = st.multiselect(
    "Ne montrer que certains états", list(labels), format_func=say, placeholder="Tous", key="etats", select_all=False
)
listed = readings.establishments(code, states)
st.caption(
    plain(f"{reading.listed(len(listed), len(finding.states))}. Cochez une ligne pour voir d'où vient son état.")
)
grid = st.dataframe(
    listed,
    hide_index=True,
    placeholder="",
    key="liste",
    on_select="rerun",
    selection_mode="single-row",
    column_config={
        "Établissement": st.column_config.TextColumn(width="medium"),
        "Ce qui manque": st.column_config.TextColumn(width="medium"),
        "Réponse du": st.column_config.DateColumn(format="DD/MM/YYYY"),
    },
    alt="Liste des établissements, avec leur état et le fichier et la cellule qui l'ont dit.",
)
for row in grid.selection.rows:
    one = listed.iloc[row]
    origins.link(label=f"D'où vient cet état : {one['Établissement']}", uai=one["UAI"])
st.download_button(
    "Télécharger cette liste (CSV pour Excel)",
    lambda: frame_as_csv(listed),
    file_name=f"{code}_{situation.on:%Y-%m-%d}.csv",
    mime="text/csv",
    on_click="ignore",
)
refused.show_refused(code)

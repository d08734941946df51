"""A frozen séance, re-opened: the same numbers, the same verdicts, whatever was imported since. Nothing is changed here."""

import streamlit as st

from indicators import reading
from indicators.exports.tables import frame_as_csv
from indicators.french import day, instant, long_day
from indicators.snapshots.freeze import NOW
from pages.shared import parts, seance_figures, seance_plan
from pages.shared.text import plain

st.title("Que disait cette séance ?")
if not seance_figures.any_seance():
    st.stop()

chosen = seance_figures.choose("Séance", seance_figures.names(), name="seance")
if chosen is None:
    st.stop()
seance, found = seance_figures.opened(chosen), seance_figures.findings(chosen)

st.header(plain(seance.label), anchor=False)
st.info("Séance figée : lecture seule. Les filtres du menu n'y changent rien.", icon=":material/lock:")
st.markdown(f"**{plain(seance.situation)}** · {plain(seance_figures.context(seance))}")
st.caption(plain(f"Ce que l'on savait le {instant(seance.known_on)}, figé par {seance.snapshot.actor}."))
st.markdown(plain(reading.verdicts([one for _, one in found])))
if seance.snapshot.comment:
    st.markdown(f"**Commentaire du comité**\n\n> {plain(seance.snapshot.comment)}")
if seance.judgement(""):
    st.markdown(f"**Avis du comité**\n\n> {plain(seance.judgement(''))}")

for entry, one in found:
    with st.container(border=True):
        seance_figures.card(chosen, entry, one, seance.judgement(entry["code"]))
st.caption(plain(reading.legend([one for _, one in found])))

if since := seance.since:
    st.header(plain(f"Depuis la séance du {long_day(seance_figures.day_of(since))}"), anchor=False)
    st.markdown(plain(f"« {since['label']} »"))
    told = [f"{change['label']} : {change['sentence']}" for change in since["changes"]]
    parts.listed("Ce qui avait changé", told)
    seance_figures.compare_link("Ce changement, et les établissements derrière", since["id"], chosen)

seance_plan.folded(seance.payload)

st.header("Établissement par établissement", anchor=False)
text = st.text_input("Chercher", placeholder="Nom, commune ou UAI", key="chercher_seance")
states = seance_figures.establishments(chosen, text)
st.caption(plain(seance_figures.counted(chosen, states)))
st.dataframe(
    states,
    hide_index=True,
    column_config={"Établissement": st.column_config.TextColumn(width="medium")},
    alt="Établissements attendus, avec leur état figé pour chaque indicateur.",
)
st.download_button(
    "Télécharger cette liste (CSV pour Excel)",
    lambda: frame_as_csv(states),
    file_name=f"seance_{seance.on:%Y-%m-%d}_etablissements.csv",
    mime="text/csv",
    on_click="ignore",
)

st.header("Et depuis ?", anchor=False)
seance_figures.compare_link("Ce qui a changé depuis cette séance", chosen, NOW)
st.page_link("pages/gerer/seances.py", label="Ses fichiers, sa vérification", icon=":material/arrow_forward:")
st.caption(plain(f"Situation au {day(seance.on)}. Empreinte (sha256) : {seance.snapshot.sha256}"))

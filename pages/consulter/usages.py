"""Are the deployed tools used more than a year ago? Month by month, by profile, service and type of establishment."""

import streamlit as st

from indicators.exports.tables import frame_as_csv
from indicators.usage import reading, tables
from pages.shared import parts, session, usages
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Les outils déployés servent-ils davantage ?")
if not first_steps():
    st.stop()

situation = session.situation()
tools = usages.tools()
if not tools:
    st.info(f"Aucun relevé d'usage n'est connu pour {situation.school_year} dans ce périmètre : importez-en un.")
    st.page_link("pages/gerer/releves.py", label="Importer des relevés d'usage")
    st.stop()

asked = usages.choose(tools)
usage = usages.usage(asked)
series = usage.of(asked.profile)

st.markdown(f"**{plain(reading.answer(usage, asked.profile, asked.basis))}**")
st.caption(plain(" ".join([usages.served(usage), reading.apart(tools)])))
parts.chart(usages.months_chart(asked), key="mois")

st.header("Par profil", anchor=False)
st.caption("Une seule échelle. Trait plein : cette année. Pointillé : un an avant.")
usages.panels(asked)

latest = series.latest(asked.basis)
if latest:
    st.header("Par service", anchor=False)
    st.caption(plain(reading.never_added(latest.month)))
    usages.show_services(asked, latest.month)
    st.header("Par type d'établissement", anchor=False)
    usages.show_types(asked, latest.month)

st.header("Mois par mois", anchor=False)
details = usages.details(asked)
parts.grid(
    lambda: tables.in_french(details),
    placeholder="",
    alt="Tout ce qui est mesuré chaque mois des deux années scolaires.",
    read_as=usages.key(asked),
)
set_aside = usages.reports_set_aside(asked)
if len(set_aside):
    with st.expander(f"Relevés écartés, avec plus d'utilisateurs que de comptes : {len(set_aside)}"):
        parts.grid(
            lambda: set_aside,
            placeholder="",
            alt="Relevés écartés et fichiers d'où ils viennent.",
            read_as=usages.key(asked),
        )
st.download_button(
    "Télécharger ces mois (CSV pour Excel)",
    lambda: frame_as_csv(details),
    file_name=f"usage_{situation.on:%Y-%m-%d}.csv",
    mime="text/csv",
    on_click="ignore",
)

"""Where a number comes from: from an establishment or an import to file, sheet, cell, person and time, and back."""

import streamlit as st

from indicators.catalogue import catalogue
from pages.shared import origins, readings, session, tracing, wording
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("D'où vient ce nombre ?")
if not first_steps():
    st.stop()

db, year = session.database(), session.situation().school_year
expected, taken = origins.expected(), origins.imports()
asked = origins.choose(expected, taken)

if asked.uai:
    told = origins.told(asked.uai)
    ours = [one for one in told if one.school_year == year]
    others = [one for one in told if one.school_year != year]
    st.header(plain(expected[asked.uai]), anchor=False)
    st.markdown(f"**{plain(tracing.sentence(ours, year))}**")
    if files := tracing.files_of(ours):
        st.caption("Les fichiers qui l'ont dit, et tout ce qu'ils disent :")
    for batch, file in files.items():
        origins.link(label=file, batch=batch)

    st.subheader("L'état de chaque indicateur, et ce qui le décide", anchor=False)
    for code in catalogue():
        finding = readings.finding(code)
        line = tracing.state_line(finding, asked.uai)
        st.markdown(f"- **{plain(finding.indicator.short_label)}**\u00a0: {plain(line)}")

    if ours:
        st.subheader(plain(f"Ses réponses de {year}, une à une"), anchor=False)
        origins.show_answers(ours, key="reponses")
    if others:
        with st.expander(f"Ses réponses des autres années ({len(others)})"):
            origins.show_answers(others, key="autres_annees")
    if usage := origins.usage(asked.uai):
        with st.expander(f"Ses relevés d'usage de {year} ({len(usage)})"):
            st.dataframe(
                tracing.usage_table(db, usage),
                hide_index=True,
                alt="Relevés d'usage de l'établissement, mois par mois, avec le fichier qui les a dits.",
            )
            origins.link(label=usage[0]["file_name"], batch=usage[0]["batch"])
elif asked.batch:
    chosen = taken[asked.batch]
    summary, listed = origins.told_in(asked.batch)
    st.header(plain(chosen.file_name), anchor=False)
    st.markdown(f"**{plain(tracing.import_sentence(summary, listed))}**")
    st.markdown(plain(wording.batch_line(db, chosen)))
    st.caption(plain(f"Empreinte (sha256) : {chosen.file_sha256}"))
    origins.link_to_history(chosen)

    st.subheader("De qui parle ce fichier", anchor=False)
    st.dataframe(
        tracing.listed_table(listed, chosen.kind),
        hide_index=True,
        alt="Établissements dont parle ce fichier, avec ce que sont devenues leurs réponses.",
    )
    names = tracing.names_of(listed)
    uai = st.selectbox(
        "Regarder ce que ce fichier dit d'un établissement",
        list(names),
        format_func=names.__getitem__,
        key="origine_dans_import",
    )
    if uai:
        origins.link(label="Tous les nombres de cet établissement", uai=uai)
        if chosen.kind == "returns":
            origins.show_answers(origins.told(uai, asked.batch), key="dites")
else:
    st.info(plain(asked.advice))

"""The directory of establishments, the campaigns, and what was done when."""

import streamlit as st

from data.campaigns import create_campaign
from data.database.journal import journal
from data.register.load import register
from pages.shared import administration, parts, records, session
from pages.shared.text import plain

db, actor = session.database(), session.who()
st.title("Annuaire, campagnes et journal")
parts.say_what_was_done()

st.header("1. Annuaire des établissements", anchor=False)
st.markdown(f"**{plain(administration.establishments_line(records.open_establishments()))}**")
file = st.file_uploader(
    "Déposez l'annuaire officiel (CSV)",
    type=["csv"],
    max_upload_size=administration.DIRECTORY_MB,
    key=administration.uploader_key(),
    help="Fichier « fr-en-annuaire-education », sur data.education.gouv.fr. Les établissements absents d'un nouvel "
    "annuaire sont fermés, jamais effacés.",
)
closures = st.checkbox("Accepter de fermer plus de la moitié des établissements", key="fermetures")
if file and st.button(f"Charger {plain(file.name)}", type="primary"):
    name, content = file.name, file.getvalue()
    bar = st.progress(0.0, "Lecture de l'annuaire")
    if parts.attempt(
        lambda: administration.keep_report(
            register(
                db,
                actor,
                file_name=name,
                content=content,
                departement=db.settings.territory_code,
                allow_closures=closures,
                progress=parts.reporting_to(bar),
            )
        ),
        done="L'annuaire a été lu jusqu'au bout.",
    ):
        administration.forget_file()
        st.rerun()
administration.show_report()

st.header("2. Campagnes", anchor=False)
known = records.campaigns()
if known:
    parts.grid(
        lambda: administration.campaigns_table(known),
        alt="Campagnes, avec les établissements attendus.",
        read_as=session.key(),
    )
chosen = st.selectbox("Campagne à créer ou à mettre à jour", administration.campaign_choices(known))
year = session.situation().school_year
if chosen == administration.NEW_CAMPAIGN:
    years = administration.school_years(db.today(), year)
    year = st.selectbox("Année scolaire de la campagne", years, index=years.index(year))
held = administration.campaign_form(chosen, known, year)
with st.form(f"campagne_{held.code}"):
    left, right = st.columns(2)
    code = left.text_input("Code", held.code, help="Lettres sans accent, chiffres, - et _.", disabled=held.known)
    label = right.text_input("Nom", held.label)
    opens_on = left.date_input("Ouverture", held.opens_on, format="DD/MM/YYYY")
    closes_on = right.date_input("Clôture", held.closes_on, format="DD/MM/YYYY")
    st.caption("Tous les établissements ouverts du territoire sont attendus, d'après le dernier annuaire chargé.")
    if st.form_submit_button("Enregistrer la campagne", type="primary") and parts.attempt(
        lambda: create_campaign(
            db, actor, code=code, school_year=held.school_year, label=label, opens_on=opens_on, closes_on=closes_on
        ),
        done=f"La campagne « {label} » attend maintenant tous les établissements ouverts du territoire.",
    ):
        st.rerun()

st.header("3. Journal", anchor=False)
parts.grid(
    lambda: administration.journal_table(db, journal(db, limit=200)),
    alt="Les 200 dernières écritures.",
    read_as=session.key(),
)

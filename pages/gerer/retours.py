"""Questionnaires out, returns in: what was accepted, which cells were refused and why, then the import itself."""

import streamlit as st

from data.campaigns import campaigns
from data.returns.intake import import_returns
from data.returns.questionnaire import questionnaire
from pages.shared import intake, parts, session, wording
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Envoyer le questionnaire, reprendre les retours")
parts.say_what_was_done()
if not first_steps():
    st.stop()

db, actor = session.database(), session.who()
known = {campaign.code: campaign for campaign in campaigns(db, db.clock())}
code = st.selectbox(
    "Campagne", list(known), format_func=lambda one: known[one].label, key="campagne", bind="query-params"
)
campaign = known[code]
st.markdown(f"**{plain(wording.campaign_line(campaign))}**")

st.header("1. Envoyer", anchor=False)
st.markdown("Un classeur avec une ligne par établissement attendu, des listes de choix et l'aide de chaque question.")
st.download_button(
    "Télécharger le questionnaire",
    lambda: questionnaire(db, campaign=code, layout="tableau", as_of=db.clock()),
    file_name=f"questionnaire_{code}.xlsx",
    on_click="ignore",
)

st.header("2. Reprendre les retours", anchor=False)
limits = db.settings.limits
files = st.file_uploader(
    "Déposez un ou plusieurs retours (.xlsx ou .csv)",
    type=["xlsx", "csv"],
    accept_multiple_files=True,
    max_upload_size=limits.file_mb,
    key=intake.uploader_key(),
    help=f"Au plus {limits.file_mb} Mo, {limits.rows} lignes et {limits.columns} colonnes par fichier. "
    "Une cellule vide ne dit rien et n'efface rien ; pour retirer une réponse, écrire (effacer).",
)
if files:
    contents = [(file.name, file.getvalue()) for file in files]
    with st.spinner("Lecture des fichiers, rien n'est encore enregistré"):
        preview = intake.preview(contents, code)
    intake.show(preview)
    accepted = wording.rows_to_import(preview)
    if accepted and st.button(f"Importer {wording.returns(accepted)}", type="primary"):
        done = f"{wording.returns(accepted)} : c'est enregistré, et compté dès maintenant sur la synthèse."
        if parts.attempt(lambda: import_returns(db, actor, contents, campaign=code), done=done):
            intake.forget_files()
            st.rerun()

st.header("3. Historique des imports", anchor=False)
intake.history(code)

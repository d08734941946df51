"""Questionnaires out, returns in: what was accepted, which cells were refused and why, then the import itself."""

import streamlit as st

from pages.shared import boxes, drop, history, intake, parts, records, sending, session, verifications, wording
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Envoyer le questionnaire, reprendre les retours")
parts.say_what_was_done()
if not first_steps():
    st.stop()

db = session.database()
known = {campaign.code: campaign for campaign in records.campaigns()}
code = boxes.one("Campagne", list(known), name="campagne", say=lambda one: known[one].label)
campaign = known[code]
st.markdown(f"**{plain(wording.campaign_line(campaign))}**")
waiting = verifications.waiting(code)
if waiting:
    st.page_link(
        "pages/gerer/verifications.py",
        label=verifications.link(len(waiting)),
        icon=":material/arrow_forward:",
        query_params={"campagne": campaign.label},
    )

st.header("1. Envoyer", anchor=False)
sending.send(campaign)

st.header("2. Reprendre les retours", anchor=False)
files = st.file_uploader(
    "Déposez les retours (.xlsx, .xlsm, .xls, .ods, .csv), ou un zip qui les contient",
    type=intake.FORMATS,
    accept_multiple_files=True,
    max_upload_size=db.settings.limits.bundle_mb,
    key=intake.uploader_key(),
)
st.caption(plain(wording.limits_line(db.settings.limits)))
if files:
    contents = [(file.name, file.getvalue()) for file in files]
    preview = intake.preview(contents, code)
    intake.show(preview, contents, code)
    intake.approve(preview)
    intake.choose_rows(preview)
    accepted = drop.rows_to_import(preview)
    if accepted and (left := drop.left_behind(preview)):
        st.caption(left)
    if accepted and st.button(f"Importer {drop.returns(accepted)}", type="primary"):
        done = f"{drop.returns(accepted)} : c'est enregistré, et compté dès maintenant sur la synthèse."
        if parts.attempt(lambda: intake.take_in(contents, code), done=done):
            intake.forget_files()
            st.rerun()

else:
    intake.show_left_over(code)

st.header("3. Historique des imports", anchor=False)
history.history(code)

"""The part of the screen Retours that sends the questionnaire out: one table, or a sheet for each establishment."""

from functools import partial

import streamlit as st

from data.campaigns import Campaign
from data.errors import Refusal
from data.returns.questionnaire import fiches_zip, mailing_csv, questionnaire
from indicators.french import number
from pages.shared import parts, session
from pages.shared.text import plain


def send(campaign: Campaign) -> None:
    """The three things that go out: the table, the sheets in a zip, and the list for a mail merge."""
    db, code = session.database(), campaign.code
    st.markdown(
        "Au choix : **un tableau** d'une ligne par établissement, pour qui répond pour plusieurs ; ou **une fiche** par "
        "établissement, avec ses dernières réponses connues en regard des cases à remplir."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Télécharger le tableau",
            lambda: questionnaire(db, campaign=code, layout="tableau", as_of=db.clock()),
            file_name=f"questionnaire_{code}.xlsx",
            on_click="ignore",
        )
        ask = st.button(f"Préparer les {number(campaign.expected)} fiches", key="preparer_fiches")
        st.download_button(
            "Télécharger la liste pour un publipostage (CSV)",
            lambda: mailing_csv(db, campaign=code, as_of=db.clock()),
            file_name=f"publipostage_{code}.csv",
            mime="text/csv",
            on_click="ignore",
        )
    if ask:
        _prepare(code)
    made_for, made = st.session_state.get("fiches", ((), b""))
    if made_for == _state(code):
        st.download_button(
            "Télécharger les fiches (zip)",
            partial(bytes, made),
            file_name=f"fiches_{code}.zip",
            mime="application/zip",
            type="primary",
            # A run that took this button away would now and then come before the download, and no file would arrive.
            on_click="ignore",
        )
    else:
        st.session_state.pop("fiches", None)


def _state(campaign: str) -> tuple[str, str]:
    """What the fiches depend on: once answers have come in, those that were made are let go."""
    return campaign, session.version()


def _prepare(campaign: str) -> None:
    db = session.database()
    bar = st.progress(0.0, "Préparation des fiches")
    tell = parts.reporting_to(bar)
    try:
        made = fiches_zip(
            db,
            campaign=campaign,
            as_of=db.clock(),
            progress=lambda done, total: tell(done / total, f"{number(done)} fiches sur {number(total)}"),
        )
    except Refusal as refusal:
        st.warning(plain(str(refusal)))
    else:
        st.session_state["fiches"] = (_state(campaign), made)
    bar.empty()

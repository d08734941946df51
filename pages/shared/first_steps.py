"""What to do first when there is nothing to show yet, with the button that does it."""

import streamlit as st

from data.campaigns import campaigns_of
from pages.shared import records, session


def first_steps() -> bool:
    """True when there is something to show; otherwise says the next step, which leads to its page."""
    year = session.situation().school_year
    has_directory = records.open_establishments() > 0
    has_campaign = _has_campaign(session.key(year), year)
    if not has_directory:
        st.info(
            "Bienvenue. Rien n'est encore chargé. Première étape : l'annuaire officiel des établissements, "
            "que l'on télécharge sur data.education.gouv.fr au format CSV."
        )
        st.page_link("pages/gerer/administration.py", label="1. Charger l'annuaire")
    elif not has_campaign:
        st.info(
            f"L'annuaire est chargé. Deuxième étape : créer la campagne de {year}, "
            "qui dit quels établissements sont attendus."
        )
        st.page_link("pages/gerer/administration.py", label="2. Créer une campagne")
    return has_directory and has_campaign


@st.cache_resource(show_spinner=False, max_entries=50)
def _has_campaign(key: str, _year: str) -> bool:  # noqa: ARG001
    # Not records.campaigns, which counts who answers each: a first page would wait for it.
    return bool(campaigns_of(session.database(), _year, session.known_now()))

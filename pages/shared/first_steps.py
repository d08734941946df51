"""What to do first when there is nothing to show yet, with the button that does it."""

import streamlit as st

from data.campaigns import campaigns
from data.register.read import count
from pages.shared import session


def first_steps() -> bool:
    """True when there is something to show; otherwise says the next step, which leads to its page."""
    db, situation = session.database(), session.situation()
    if not count(db, on=db.today(), as_of=db.clock()):
        st.info(
            "Bienvenue. Rien n'est encore chargé. Première étape : l'annuaire officiel des établissements, "
            "que l'on télécharge sur data.education.gouv.fr au format CSV."
        )
        st.page_link("pages/gerer/administration.py", label="1. Charger l'annuaire")
        return False
    if not any(campaign.school_year == situation.school_year for campaign in campaigns(db, db.clock())):
        st.info(
            f"L'annuaire est chargé. Deuxième étape : créer la campagne de {situation.school_year}, "
            "qui dit quels établissements sont attendus."
        )
        st.page_link("pages/gerer/administration.py", label="2. Créer une campagne")
        return False
    return True

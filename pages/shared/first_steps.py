"""What to do first when there is nothing to show yet, with the button that does it."""

import streamlit as st

from data.campaigns import campaigns_of
from data.database import Database
from data.register.read import count
from pages.shared import session


def first_steps() -> bool:
    """True when there is something to show; otherwise says the next step, which leads to its page."""
    db, year = session.database(), session.situation().school_year
    has_directory, has_campaign = _done(session.key(db.today(), year), year, db)
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
def _done(key: str, _year: str, _db: Database) -> tuple[bool, bool]:  # noqa: ARG001
    now = session.known_now()
    known = count(_db, on=_db.today(), as_of=now) > 0
    return known, bool(campaigns_of(_db, _year, now))

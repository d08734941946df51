"""The part of the screen Relances that reads who has answered, and shows the texts to copy."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.campaigns import Campaign
from data.returns.following import Rows, Status, follow
from data.returns.questions import load_questions
from indicators import figures
from indicators.exports.reminders import reminders_workbook
from indicators.following import CHASED, Following, counted_on, narrowed, tables, words
from indicators.following.letters import letters
from indicators.french import plural
from indicators.groups import members
from indicators.situation import Situation
from pages.shared import records, session
from pages.shared.readings import Chart
from pages.shared.text import plain

# What the reminders are for: the choice as it reads on the screen.
CHOICES: dict[str, tuple[Status, ...]] = {
    "Sans réponse": ("silencieux",),
    "Réponses partielles": ("partiel",),
    "Les deux": CHASED,
}
EVERYWHERE = "Toutes"


def known_campaigns() -> dict[str, Campaign]:
    """The campaigns of the school year looked at, by code, the latest first."""
    year = session.situation().school_year
    return {one.code: one for one in records.campaigns() if one.school_year == year}


def circonscriptions(campaign: Campaign) -> list[str]:
    """What can be chosen on the page, everything first."""
    return [EVERYWHERE, *members(_rows(session.version(), campaign.code), "circonscription")]


def following(campaign: Campaign, circonscription: str) -> Following:
    """The campaign's establishments within the sidebar's filters and the circonscription."""
    situation = session.situation()
    chosen = dict(situation.filters)
    if circonscription != EVERYWHERE:
        chosen["circonscription"] = circonscription
    return _following(_key(campaign, situation, chosen), campaign, situation, chosen)


def curve(found: Following) -> Chart:
    """The response curve of what was chosen."""
    theme = session.theme()
    return _curve(key(found, theme), theme, found)


def key(found: Following, *what: object) -> str:
    """All that what is read of who was chosen depends on: the key of a cache."""
    return _key(found.campaign, session.situation(), found.filters, *what)


def needed() -> str:
    """What makes a return complete, in one sentence."""
    asked = load_questions(session.database().settings.catalogue)
    return words.needed([question.label for question in asked if question.needed])


def show_letters(found: Following, statuses: Sequence[Status]) -> None:
    """Each text to copy, folded, with the addresses it is for."""
    for place, letter in enumerate(letters(found, statuses, session.database().settings)):
        with st.expander(plain(letter.title), key=f"texte_{place}"):
            st.caption("Objet")
            st.code(letter.subject, language=None, wrap_lines=True)
            st.caption("Texte")
            st.code(letter.body, language=None, wrap_lines=True)
            st.caption(f"{plural(len(letter.addresses), 'adresse')}, à mettre en copie cachée (Cci)")
            if letter.addresses:
                st.code(letter.recipients, language=None, wrap_lines=True, height=150 if letter.addresses[9:] else None)
            if letter.without_address:
                st.caption(plain(f"Sans adresse dans l'annuaire : {', '.join(letter.without_address)}."))


def workbook(found: Following, statuses: Sequence[Status]) -> bytes:
    """The list to send, as a workbook."""
    settings = session.database().settings
    return reminders_workbook(found, statuses, settings, demonstration=records.is_demonstration())


def _key(campaign: Campaign, situation: Situation, filters: Mapping[str, str], *what: object) -> str:
    return session.key(session.database().today(), campaign.code, situation.on, sorted(filters.items()), *what)


# As in readings.py: what is kept is never changed, and the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=20)
def _rows(version: str, campaign: str) -> Rows:  # noqa: ARG001
    return follow(session.database(), campaign=campaign, as_of=session.known_now())


@st.cache_resource(show_spinner=False, max_entries=200)
def _following(key: str, _campaign: Campaign, _situation: Situation, _filters: Mapping[str, str]) -> Following:  # noqa: ARG001
    rows = _rows(session.version(), _campaign.code)
    return narrowed(rows, _campaign, day=counted_on(session.database(), _situation.on), filters=_filters)


@st.cache_resource(show_spinner=False, max_entries=200)
def _curve(key: str, _theme: figures.Theme, _found: Following) -> Chart:  # noqa: ARG001
    points = _found.curve
    return Chart(
        figure=figures.response_curve(
            list(points["day"]),
            [int(count) for count in points["answered"]],
            _theme,
            expected=_found.expected,
            closes_on=_found.campaign.closes_on,
        ),
        alt=words.curve_alternative(_found),
        caption=words.curve_caption(_found),
        table=tables.curve_table(_found),
    )

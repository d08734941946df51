"""The part of the screen that shows one establishment: which one, and reads and charts kept until the next write."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from data.database.properties import get_property
from indicators.catalogue import catalogue
from indicators.definitions import defined
from indicators.establishments import sheet_tables as tables
from indicators.establishments import sheet_words as words
from indicators.establishments.identity import directory, search
from indicators.establishments.sheet import Sheet, sheet
from indicators.establishments.usage import ServiceUsage
from indicators.exports.establishment_sheet import sheet_document
from indicators.figures import Theme
from indicators.figures import establishment as figures
from indicators.findings import Finding
from indicators.findings import finding as find
from indicators.french import plural
from indicators.situation import Situation
from indicators.tables import Table
from indicators.usage.names import service_name
from pages.shared import readings, session, tracing
from pages.shared.establishments import PAGE, link
from pages.shared.plan_items import open_link
from pages.shared.readings import Chart
from pages.shared.text import plain

LIST = "pages/consulter/etablissements.py"
_MATCHES = 12  # links shown under a search


def asked() -> str:
    """The UAI in the address, '' when there is none."""
    return str(st.query_params.get("uai", "")).strip()


def choose() -> None:
    """Search an establishment of the directory, open or closed: each one found is a link to its sheet."""
    text = st.text_input("Chercher un établissement", placeholder="Nom, commune ou UAI", key="chercher_fiche")
    if not text.strip():
        st.info("Tapez un nom, une commune ou un UAI, ou partez de la page Établissements.")
        st.page_link(LIST, label="La liste des établissements", icon=":material/arrow_forward:")
        return
    first, count = search(_directory(_key("annuaire"), session.situation()), text, most=_MATCHES)
    if not count:
        st.info(
            plain(
                f"Aucun établissement de l'annuaire ne répond à « {text} » : essayez un mot de son nom ou sa commune."
            )
        )
        return
    told = plural(count, "établissement trouvé", "établissements trouvés")
    st.caption(plain(told if count <= _MATCHES else f"{told}, dont voici les {_MATCHES} premiers : ajoutez un mot."))
    for row in first:
        name = tracing.establishment_name(row["uai"], row["name"], row["commune"])
        link(label=name if row["is_open"] else f"{name}, fermé", uai=row["uai"])


def found(uai: str) -> Sheet:
    """The sheet of an establishment in the situation chosen, filters aside. Raises Refusal."""
    return _sheet(_key(uai), uai, _whole())


def choose_service(of: Sheet) -> ServiceUsage:
    """Which of its tools and services is shown: the most used at first."""
    by_name = {service_name(used.service): used for used in of.services}
    if len(by_name) == 1:
        return of.services[0]
    return by_name[st.selectbox("Outil ou service", list(by_name), key="service_fiche")]


def link_elsewhere() -> None:
    """The ways to another establishment."""
    st.page_link(PAGE, label="Chercher un autre établissement", icon=":material/search:", query_params={})
    st.page_link(LIST, label="La liste des établissements", icon=":material/arrow_forward:")


def table(shown: Table, alt: str) -> None:
    """A short table, its texts as they were written."""
    st.table(shown.map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal", alt=alt)


def actions(of: Sheet) -> None:
    """The actions of the plan that are about it, with a link to each."""
    st.markdown(plain(words.actions(of)))
    if of.actions:
        table(tables.actions_table(of), "Actions du plan qui concernent l'établissement.")
        with st.container(horizontal=True, gap="small"):
            for one in of.actions:
                open_link(one.action.item)


def document(of: Sheet) -> bytes:
    """The page to print."""
    db = session.database()
    demonstration = get_property(db, "demonstration") == "true"
    return sheet_document(of, db.settings, known_at=_local(of.situation.as_of), demonstration=demonstration)


def _local(instant: datetime) -> datetime:
    return session.database().local(instant)


# --- charts


def place(of: Sheet) -> Chart:
    """Where it stands."""
    return _place(_key(of.identity.uai, session.theme()), session.theme(), of)


def timeline(of: Sheet) -> Chart:
    """Its states through time."""
    return _timeline(_key(of.identity.uai, session.theme()), session.theme(), of)


def use(of: Sheet, used: ServiceUsage) -> Chart:
    """How it uses one service."""
    return _use(_key(of.identity.uai, used.service, session.theme()), session.theme(), of, used)


def peers(of: Sheet) -> Chart:
    """Its use among its peers'."""
    return _peers(_key(of.identity.uai, session.theme()), session.theme(), of)


def _key(*what: object) -> str:
    situation = session.situation()
    return session.key(situation.school_year, situation.on, situation.as_of, *what)


def _whole() -> Situation:
    """The situation chosen, without its filters: peers are those of the whole territory."""
    chosen = session.situation()
    return Situation(school_year=chosen.school_year, on=chosen.on, as_of=chosen.as_of)


def _findings() -> Sequence[Finding]:
    codes = [one.code for one in catalogue().values() if one.kind == "adoption"]
    if not session.situation().filters:
        return [readings.finding(code) for code in codes]
    return [_finding(_key(code), code, _whole()) for code in codes]


# As in readings.py: what is kept is never changed, and the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=20)
def _finding(key: str, _code: str, _situation: Situation) -> Finding:  # noqa: ARG001
    db = session.database()
    return find(db, defined(db, _code, _situation.as_of), _situation)


@st.cache_resource(show_spinner=False, max_entries=200)
def _sheet(key: str, _uai: str, _situation: Situation) -> Sheet:  # noqa: ARG001
    return sheet(session.database(), _uai, _findings(), _situation)


@st.cache_resource(show_spinner=False, max_entries=4)
def _directory(key: str, _situation: Situation) -> Table:  # noqa: ARG001
    return directory(session.database(), on=_situation.on, as_of=_situation.as_of)


@st.cache_resource(show_spinner=False, max_entries=200)
def _place(key: str, _theme: Theme, _of: Sheet) -> Chart:  # noqa: ARG001
    assert _of.place is not None
    said = words.location(_of)
    shown = tables.place_table(_of)
    return Chart(figure=figures.place_map(_of.place, _theme), alt=said, caption=said, table=shown)


@st.cache_resource(show_spinner=False, max_entries=200)
def _timeline(key: str, _theme: Theme, _of: Sheet) -> Chart:  # noqa: ARG001
    told = [(one.label, one.moments) for one in _of.standings]
    return Chart(
        figure=figures.state_timeline(told, _theme),
        alt=words.timeline_alternative(_of),
        caption=words.timeline_caption(_of),
        table=tables.history_table(_of),
    )


@st.cache_resource(show_spinner=False, max_entries=200)
def _use(key: str, _theme: Theme, _of: Sheet, _used: ServiceUsage) -> Chart:  # noqa: ARG001
    year = _of.situation.school_year
    return Chart(
        figure=figures.monthly_use(_used, year, _theme),
        alt=words.use(_used),
        caption=words.use_caption(_used),
        table=tables.usage_table(_used, year),
    )


@st.cache_resource(show_spinner=False, max_entries=200)
def _peers(key: str, _theme: Theme, _of: Sheet) -> Chart:  # noqa: ARG001
    assert _of.usage_peers is not None
    said = words.use_among_peers(_of.usage_peers)
    return Chart(
        figure=figures.among_peers(_of.usage_peers, _theme),
        alt=said,
        caption=words.peers_caption(_of.usage_peers),
        table=tables.quartiles_table(_of.usage_peers),
    )

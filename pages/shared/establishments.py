"""The part of the screens that lists establishments: what is looked for, and reads kept until the next write."""

from collections.abc import Sequence

import streamlit as st

from indicators.catalogue import catalogue
from indicators.establishments.tables import worklist_table
from indicators.establishments.worklist import FIRST, LARGEST, ORDERS, Choice, Worklist, chosen, worklist
from indicators.exports.establishment_list import worklist_csv, worklist_workbook
from indicators.sentences import STATE_LABELS
from indicators.tables import Table
from pages.shared import address, boxes, readings, records, session
from pages.shared.text import plain

PAGE = "pages/consulter/etablissement.py"
MOST = 2_000  # rows drawn: a browser scrolls through no more with ease, and nobody reads them
ALL, EVERY_CRITERION = "tous", "Tous les critères"
_CODES = {label: state for state, label in STATE_LABELS.items()}


def choose_indicator() -> str:
    """Choose an adoption indicator or all of them; its code is what the address holds, as on the page Indicateur."""
    labels = {ALL: "Tous les indicateurs d'adoption"}
    labels |= {one.code: one.label for one in catalogue().values() if one.kind == "adoption"}
    asked = st.query_params.get("indicateur")
    if asked in labels and asked != st.session_state.get("indicateur_liste_ecrit"):
        st.session_state["indicateur_liste"] = asked
    code = st.selectbox(
        "Indicateur", list(labels), format_func=labels.__getitem__, key="indicateur_liste", persist_state="session"
    )
    st.session_state["indicateur_liste_ecrit"] = code
    if asked != code:
        st.query_params["indicateur"] = code
    return code


def found(code: str) -> Worklist:
    """The list of one adoption indicator, or of all, in the situation chosen."""
    codes = [one.code for one in catalogue().values() if one.kind == "adoption" and code in (ALL, one.code)]
    return _found(session.situation_key(code), codes)


def choose(listed: Worklist) -> Choice:
    """What is looked for; the address holds it all."""
    left, right = st.columns(2)
    with address.at_once():
        with left:
            place = "Nom, commune ou UAI, avec ou sans accents"
            search = boxes.words("Chercher", name="chercher", placeholder=place)
            criterion = boxes.one("Critère manquant", [EVERY_CRITERION, *listed.criteria], name="critere")
        with right:
            labels = boxes.several("État", list(_CODES), name="etat", placeholder="Tous les états")
            order = boxes.one("Ordre", ORDERS, name="ordre")
    return Choice(
        search=search,
        states=tuple(_CODES[label] for label in labels),
        criterion="" if criterion == EVERY_CRITERION else criterion,
        order=order,
    )


def begin() -> None:
    """The buttons that answer « whom do I call? » in one click."""
    with st.container(horizontal=True):
        st.button("Par qui commencer", type="primary", on_click=_set, args=(["Partiel"], FIRST))
        st.button("Silencieux, les plus grands d'abord", on_click=_set, args=(["Silencieux"], LARGEST))
        st.button("Tout montrer", on_click=_set, args=([], FIRST))


def _set(states: Sequence[str], order: str) -> None:
    boxes.choose(chercher="", etat=list(states), critere=EVERY_CRITERION, ordre=order)


def rows(listed: Worklist, choice: Choice) -> Table:
    """The rows of the choice, all of them."""
    return chosen(listed, choice)


def table(listed: Worklist, kept: Table) -> Table:
    """The first rows of a choice, as the screen shows them."""
    return worklist_table(listed, kept.head(MOST))


def link(*, label: str, uai: str) -> None:
    """A link to the sheet of an establishment."""
    st.page_link(PAGE, label=plain(label), icon=":material/arrow_forward:", query_params={"uai": uai})


def workbook(listed: Worklist, choice: Choice) -> bytes:
    """All the rows of the choice, as a workbook."""
    db = session.database()
    return worklist_workbook(listed, choice, db.settings, demonstration=records.is_demonstration())


def csv(listed: Worklist, choice: Choice) -> bytes:
    """All the rows of the choice, as a CSV for French Excel."""
    return worklist_csv(listed, choice)


# As in readings.py: what is kept is never changed, and the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=20)
def _found(key: str, _codes: Sequence[str]) -> Worklist:  # noqa: ARG001
    return worklist([readings.finding(code) for code in _codes])

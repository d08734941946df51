"""The remarks kept with answers, as the screen À vérifier says them."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.database import Database
from data.returns.checks import load_checks
from data.returns.questions import load_questions
from data.returns.warnings import KeptWarning, open_warnings, settled_warnings
from indicators.french import instant, plural
from pages.shared import session
from pages.shared.text import plain
from pages.shared.wording import Rows

EVERYTHING = ""
_AT_FIRST, _MORE = 20, 50
_OTHER = "Autres remarques"


def waiting(campaign: str) -> list[KeptWarning]:
    """What is still to be verified, read once for each state of the database."""
    return _read(session.version(), campaign)[0]


def settled(campaign: str) -> list[KeptWarning]:
    """What was settled, the latest decision first."""
    return _read(session.version(), campaign)[1]


@st.cache_resource(show_spinner=False, max_entries=8)
def _read(version: str, campaign: str) -> tuple[list[KeptWarning], list[KeptWarning]]:  # noqa: ARG001
    db, now = session.database(), session.known_now()
    return open_warnings(db, campaign=campaign, as_of=now), settled_warnings(db, campaign=campaign, as_of=now)


def count_line(count: int) -> str:
    """How many answers wait: the answer of the screen."""
    if not count:
        return "Rien à vérifier."
    return (
        f"{plural(count, 'réponse acceptée demande', 'réponses acceptées demandent')} une vérification. "
        f"{'Elle compte' if count == 1 else 'Elles comptent'} déjà dans les résultats."
    )


def link(count: int) -> str:
    """The way to this screen, from another."""
    return plural(count, "réponse acceptée est à vérifier", "réponses acceptées sont à vérifier")


def kinds(warnings: Sequence[KeptWarning]) -> dict[str, str]:
    """Label of each kind of remark, with how many there are, the most frequent first; all of them before."""
    labels = _check_labels()
    counts = Counter(labels.get(one.code, _OTHER) for one in warnings)
    every = {EVERYTHING: f"Toutes les remarques ({len(warnings)})"}
    return every | {label: f"{label} ({count})" for label, count in counts.most_common()}


def of_kind(warnings: Sequence[KeptWarning], kind: str) -> list[KeptWarning]:
    """Those of one kind, or all."""
    labels = _check_labels()
    return [one for one in warnings if kind in (EVERYTHING, labels.get(one.code, _OTHER))]


def in_sight(warnings: Sequence[KeptWarning]) -> Sequence[KeptWarning]:
    """The first ones, and those that « Afficher la suite » added."""
    return warnings[: st.session_state.setdefault("remarques_affichees", _AT_FIRST)]


def show_more(left: int) -> None:
    """A button for the rest of a long list."""
    if left > 0 and st.button(f"Afficher la suite ({plural(left, 'remarque', 'remarques')})"):
        st.session_state["remarques_affichees"] += _MORE
        st.rerun()


def card(warning: KeptWarning, *, chosen: bool) -> bool:
    """One remark: whose answer, what was found, what to do, where it was read. Returns whether it is chosen."""
    with st.container(border=True, gap="xsmall"):
        label = f"**{plain(warning.name)}** · {plain(_question(warning))}"
        answer = st.checkbox(label, value=chosen, key=f"remarque_{warning.id}_{chosen}", disabled=chosen)
        st.markdown(plain(warning.message))
        st.caption(plain(_origin(session.database(), warning)))
    return answer


def settled_table(warnings: Sequence[KeptWarning]) -> Rows:
    """What was settled: what, why, by whom and when."""
    db = session.database()
    return [
        {
            "Établissement": one.name,
            "Question": _question(one),
            "Motif": one.reason,
            "Par": one.settled_by,
            "Classé le": instant(db.local(one.settled_at)) if one.settled_at else "",
            "Trouvé": one.found,
            "Fichier": one.file_name,
            "Cellule": f"{one.sheet} {one.cell}".strip(),
        }
        for one in warnings
    ]


def name(warning: KeptWarning) -> str:
    """A remark in a list of choices."""
    return (
        f"{warning.name}, {_question(warning)} ({warning.found})"
        if warning.found
        else f"{warning.name}, {_question(warning)}"
    )


def _origin(db: Database, warning: KeptWarning) -> str:
    found = f"Trouvé : {warning.found}. " if warning.found else ""
    expected = f"Attendu : {warning.expected}." if warning.expected else ""
    sheet = f"feuille « {warning.sheet} », " if warning.sheet else ""
    return (
        f"{found}{expected}\n{warning.uai} · fichier « {warning.file_name} », {sheet}cellule {warning.cell}, "
        f"importé le {instant(db.local(warning.recorded_at))} par {warning.actor}."
    )


def _question(warning: KeptWarning) -> str:
    labels = {one.code: one.label for one in load_questions(session.database().settings.catalogue)}
    return labels.get(warning.question, warning.question) or "Toute la ligne"


def _check_labels() -> dict[str, str]:
    return {check.code: check.label for check in load_checks(session.database().settings.catalogue)}

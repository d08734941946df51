"""The part of the screen that traces a number: which establishment or import is asked, and what is said of its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from data.batches import Batch, batches
from data.campaigns import campaigns, campaigns_of, expected_establishments
from data.database import Database
from data.reference.calendar import school_year
from data.returns.origins import Origin, origins
from data.returns.origins.imports import BatchSummary, told_by, usage_origins
from pages.shared import session, tracing
from pages.shared.text import plain
from pages.shared.tracing import Rows
from pages.shared.wording import batch_name

PAGE = "pages/consulter/origine.py"
_LINK = 44  # letters: Streamlit cuts the label of a link that has no room on one line
ESTABLISHMENT, IMPORT = "Établissement", "Import"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the screen is asked: an establishment, an import, or nothing yet; `advice` says what to do then."""

    uai: str | None = None
    batch: str | None = None
    advice: str = ""


def choose(expected: Mapping[str, str], taken: Mapping[str, Batch]) -> Asked:
    """Choose an establishment or an import by its name; its code is what the address holds (?uai= or ?import=).

    As for an indicator, the address wins when it says something else than what was last written there.
    """
    address = (st.query_params.get("uai"), st.query_params.get("import"))
    if any(address) and address != st.session_state.get("origine_ecrite"):
        _follow(*address, expected, taken)
    kind = st.radio(
        "Chercher par", [ESTABLISHMENT, IMPORT], key="origine_par", horizontal=True, persist_state="session"
    )
    if kind == IMPORT:
        asked = Asked(batch=_choose_import(taken), advice=_advice_on_import(address[1], taken))
    else:
        asked = Asked(uai=_choose_establishment(expected), advice=_advice_on_establishment(address[0], expected))
    if asked.uai or asked.batch:
        _write(asked)
    return asked


def _follow(uai: str | None, batch: str | None, expected: Mapping[str, str], taken: Mapping[str, Batch]) -> None:
    st.session_state["origine_par"] = IMPORT if batch else ESTABLISHMENT
    st.session_state["origine_uai"] = uai if uai in expected else None
    st.session_state["origine_import"] = batch if batch in taken else None
    st.session_state["origine_ecrite"] = (uai, batch)


def _write(asked: Asked) -> None:
    for name, value in (("uai", asked.uai), ("import", asked.batch)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    st.session_state["origine_ecrite"] = (asked.uai, asked.batch)


def _choose_establishment(expected: Mapping[str, str]) -> str | None:
    return st.selectbox(
        "Établissement attendu dans l'année scolaire",
        list(expected),
        index=None,
        format_func=expected.__getitem__,
        placeholder="Tapez un nom, une commune ou un UAI",
        key="origine_uai",
        persist_state="session",
    )


def _choose_import(taken: Mapping[str, Batch]) -> str | None:
    db = session.database()
    return st.selectbox(
        "Fichier importé",
        list(taken),
        index=None,
        format_func=lambda one: batch_name(db, taken[one]),
        placeholder="Tapez le nom d'un fichier",
        key="origine_import",
        persist_state="session",
    )


def _advice_on_establishment(asked: str | None, expected: Mapping[str, str]) -> str:
    year = session.situation().school_year
    if asked and asked not in expected:
        return (
            f"{asked} n'est attendu par aucune campagne de {year} : choisissez un établissement dans la liste, "
            "ou une autre année scolaire à gauche."
        )
    return "Choisissez un établissement : chaque réponse s'affiche avec le fichier, la feuille et la cellule qui l'ont dite."


def _advice_on_import(asked: str | None, taken: Mapping[str, Batch]) -> str:
    if asked and asked not in taken:
        return f"Aucun import ne porte l'identifiant {asked} : choisissez un fichier dans la liste."
    return "Choisissez un fichier importé : la page dit ce que sont devenues ses réponses, et de qui il parle."


# --- what is shown


def link(*, label: str, uai: str | None = None, batch: str | None = None) -> None:
    """A link to where this establishment's numbers come from, or to what this import said."""
    st.page_link(
        PAGE,
        label=plain(tracing.shorten(label, _LINK)),
        icon=":material/arrow_forward:",
        query_params={"uai": uai} if uai else {"import": batch or ""},
    )


def link_to_history(batch: Batch) -> None:
    """A link to a file of returns in the history, where it can be downloaded and set aside."""
    if batch.kind != "returns":
        return
    known = {campaign.code: campaign.label for campaign in campaigns(session.database(), session.situation().as_of)}
    st.page_link(
        "pages/gerer/retours.py",
        label="Cet import dans l'historique des retours",
        icon=":material/arrow_forward:",
        query_params={"campagne": known.get(batch.campaign or "", ""), "import": str(batch.id)},
    )


def show_answers(told: Sequence[Origin], *, key: str) -> None:
    """Answers as they were told, each with its file, sheet and cell."""
    st.dataframe(
        tracing.answers_table(session.database(), told),
        hide_index=True,
        key=key,
        column_config={"Jour": st.column_config.DateColumn(format="DD/MM/YYYY")},
        alt="Réponses, avec le fichier, la feuille et la cellule qui les ont dites, et ce qu'elles sont devenues.",
    )


# --- reads, kept until the next write


def expected() -> dict[str, str]:
    """UAI -> « Collège A (0440001M), Nantes », of every establishment that the school year expects, filters aside."""
    chosen = session.situation()
    return _expected(session.version(), chosen.school_year, chosen.on, chosen.as_of, session.database())


def imports() -> dict[str, Batch]:
    """The files of returns and of usage taken in, latest first, by their id."""
    return _imports(session.version(), session.situation().as_of, session.database())


def told(uai: str, batch: str | None = None) -> list[Origin]:
    """The answers of an establishment, or what one import said of it."""
    return _told(session.version(), uai, batch, session.situation().as_of, session.database())


def told_in(batch: str) -> tuple[BatchSummary, Rows]:
    """What became of an import, and the establishments it spoke of: uai, name, commune, told, standing, earlier,
    replaced."""
    return _told_in(session.version(), batch, session.situation().as_of, session.database())


def usage(uai: str) -> Rows:
    """The files that told how an establishment uses the services in the school year: see `usage_origins`."""
    chosen = session.situation()
    return _usage(session.version(), uai, chosen.school_year, chosen.as_of, session.database())


# `version` is what these answers depend on besides their other arguments: it is there for the cache.
@st.cache_data(show_spinner=False, max_entries=20)
def _expected(version: str, year: str, on: date, as_of: datetime, _db: Database) -> dict[str, str]:  # noqa: ARG001
    found: dict[str, str] = {}
    for campaign in campaigns_of(_db, year, as_of):
        listed = expected_establishments(_db, campaign, on=on, as_of=as_of)
        for uai, name, commune in listed[["uai", "name", "commune"]].itertuples(index=False):
            found[uai] = tracing.establishment_name(uai, name, commune)
    return found


@st.cache_data(show_spinner=False, max_entries=4)
def _imports(version: str, as_of: datetime, _db: Database) -> dict[str, Batch]:  # noqa: ARG001
    return {str(batch.id): batch for batch in batches(_db, as_of=as_of) if batch.kind in ("returns", "usage")}


@st.cache_data(show_spinner=False, max_entries=200)
def _told(version: str, uai: str, batch: str | None, as_of: datetime, _db: Database) -> list[Origin]:  # noqa: ARG001
    return origins(_db, uai=uai, batch=batch, as_of=as_of)


@st.cache_data(show_spinner=False, max_entries=50)
def _told_in(version: str, batch: str, as_of: datetime, _db: Database) -> tuple[BatchSummary, Rows]:  # noqa: ARG001
    summary, listed = told_by(_db, batch, as_of=as_of)
    return summary, tracing.rows(listed)


@st.cache_data(show_spinner=False, max_entries=200)
def _usage(version: str, uai: str, year: str, as_of: datetime, _db: Database) -> Rows:  # noqa: ARG001
    bounds = school_year(year)
    found = usage_origins(_db, uai, first_month=bounds.starts_on, last_month=bounds.ends_on, as_of=as_of)
    return tracing.rows(found)

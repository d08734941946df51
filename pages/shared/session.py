"""What every screen needs: who looks, the database, the situation looked at, the theme in use."""

from datetime import date, datetime
from pathlib import Path
from typing import Literal

import streamlit as st

from data import derived
from data import situation as defaults
from data.database import LOCAL, Actor, Database, open_database
from data.reference.calendar import SchoolYear, school_year
from data.settings import get_settings
from indicators import french
from indicators.measure.expected import choices
from indicators.situation import Situation
from pages.shared import run

ICON = str(Path(__file__).parent / "icon.svg")
FILTERS = ("type", "sector", "epci")  # the groups that the sidebar can restrict a screen to
LOGO = str(Path(__file__).parent / "logo.svg")


def who() -> Actor:
    """Who is at the screen: one local user for now. An access gate answers here, before any data is read."""
    return LOCAL


def database() -> Database:
    """The database, opened once a process. Raises a Refusal when it cannot be, and tries again at the next run."""
    return run.database() or _open(str(get_settings().database))


@st.cache_resource(show_spinner=False, on_release=Database.close)
def _open(path: str) -> Database:
    db = open_database(Path(path))
    if derived.is_stale(db) and db.version() != "vide":
        derived.rebuild(db, LOCAL)
    return db


def version() -> str:
    """Key for cached reads: changes with every write, and from one database to another."""
    db = database()
    return f"{db.path} {run.written(db)}"


def key(*what: object) -> str:
    """Key of a cached read: the state of the database, then all else it depends on, written in full.

    One text: Streamlit takes as long to work out a tuple of four as fifteen of those.
    """
    return repr((version(), *what))


def situation_key(*what: object) -> str:
    """Key of a cached read of the situation chosen."""
    chosen = situation()
    return key(chosen.school_year, chosen.on, chosen.as_of, tuple(chosen.filters.items()), *what)


def theme() -> Literal["light", "dark"]:
    """The theme the browser shows, known from the first run on."""
    return "dark" if st.context.theme.type == "dark" else "light"


def situation() -> Situation:
    """The situation chosen in the sidebar, the same on every page and in the address."""
    chosen: Situation = st.session_state["situation"]
    return chosen


def school_years() -> list[str]:
    """School years that can be looked at, the latest first."""
    db = database()
    return _school_years(key(db.today()), db)


def choose_situation(*, only_now: bool) -> None:
    """The sidebar's choices. Each key is also the name of a parameter of the address (a default is left out).

    only_now: where things are decided and written, the page shows what is known now whatever was chosen.
    """
    db, years = database(), school_years()
    year = school_year(st.selectbox("Année scolaire", years, key="annee", bind="query-params"))
    chosen = _choose_known_at(db)
    as_of = known_now() if only_now else chosen
    on = st.date_input(
        "Situation au",
        value=_default_day(year),
        min_value=year.starts_on,
        max_value=year.ends_on,
        format="DD/MM/YYYY",
        key="jour",
        bind="query-params",
    )
    offered = _choices(key(year.code, on, as_of), Situation(school_year=year.code, on=on, as_of=as_of), db)
    filters = {
        "type": _choose("Type d'établissement", "Tous les types", offered.types, key="type"),
        "sector": _choose("Secteur", "Tous les secteurs", offered.sectors, key="secteur"),
        "epci": _choose("Intercommunalité (EPCI)", "Toutes", offered.epcis, key="epci"),
    }
    st.session_state["situation"] = Situation(
        school_year=year.code,
        on=on,
        as_of=as_of,
        filters={group: value for group, value in filters.items() if value},
    )


def choose_indicator(labels: dict[str, str]) -> str:
    """Choose an indicator by its label; its code is what the address holds (?indicateur=comite_fonctionnel).

    A bound widget would put the label in the address, hence this exchange by hand. The address wins
    when it says something else than what was last written there: a link, or the browser's back button.
    """
    asked = st.query_params.get("indicateur")
    if asked in labels and asked != st.session_state.get("indicateur_ecrit"):
        st.session_state["indicateur_choisi"] = asked
    code = st.selectbox(
        "Indicateur", list(labels), format_func=labels.__getitem__, key="indicateur_choisi", persist_state="session"
    )
    st.session_state["indicateur_ecrit"] = code
    if asked != code:
        st.query_params["indicateur"] = code
    return code


def describe(chosen: Situation, *, of_plan: bool = False) -> str:
    """The situation in one line, for the head of a screen. of_plan: of the plan, which the filters leave whole."""
    if of_plan:
        filters = ["le plan n'est pas filtré par les choix de gauche"] if chosen.filters else []
    else:
        filters = list(chosen.filters.values()) or ["tous les établissements"]
    return " · ".join([f"Situation au {french.day(chosen.on)}", *filters])


def known_then(*, only_now: bool) -> str | None:
    """What a screen says of itself when a past day was chosen; None otherwise."""
    day, db = st.session_state.get("savoir"), database()
    if day is None:
        return None
    if only_now:
        return f"Cette page montre toujours ce que l'on sait aujourd'hui, pas ce que l'on savait le {french.day(day)}."
    if situation().as_of == known_now():
        return f"Rien n'a été dit, corrigé ni décidé depuis le {french.day(day)} : c'est aussi ce que l'on sait aujourd'hui."
    return (
        f"Ce que l'on savait le {french.instant(db.local(situation().as_of))} : ce qui a été dit, corrigé ou décidé depuis "
        "n'est pas compté."
    )


def back_to_now() -> None:
    """Show what is known now, on the usual day."""
    st.session_state["savoir"] = None
    st.session_state["jour"] = _default_day(school_year(st.session_state["annee"]))


def _follow_known_day() -> None:
    """Nothing was known on a day of what came after it: the situation looked at goes back to that day."""
    year = school_year(st.session_state["annee"])
    st.session_state["jour"] = _default_day(year)


def _default_day(year: SchoolYear) -> date:
    db, known_on = database(), st.session_state.get("savoir")
    usual = _usual_day(key(year.code, db.today()), year.code, db)
    return usual if known_on is None else min(usual, max(known_on, year.starts_on))


def _choose(label: str, everything: str, values: list[str], *, key: str) -> str | None:
    chosen = st.selectbox(label, [everything, *values], key=key, bind="query-params")
    return None if chosen == everything else chosen


def _choose_known_at(db: Database) -> datetime:
    """The instant (UTC) of what is known: now, or the end of a day of the past."""
    day = st.date_input(
        "Ce que l'on savait le",
        value=None,
        min_value=_first_day(key(db.today()), db),
        max_value=db.today(),
        format="DD/MM/YYYY",
        key="savoir",
        bind="query-params",
        on_change=_follow_known_day,
        help=(
            "Vide : aujourd'hui. Un jour passé montre les écrans tels qu'ils étaient à la fin de ce jour : sans les retours, les "
            "corrections, les cibles et les définitions venus depuis. Le jour de situation suit ; on peut ensuite le changer."
        ),
    )
    return known_now() if day is None else min(db.end_of(day), known_now())


def known_now() -> datetime:
    """The instant of the latest write (UTC): it knows all there is to know and, unlike the clock, which somebody may put
    back, lets reads be kept by version."""
    db = database()
    written = run.written(db)
    return db.clock() if written == "vide" else datetime.fromisoformat(written)


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=50)
def _first_day(key: str, _db: Database) -> date:  # noqa: ARG001
    return _db.first_day()


@st.cache_resource(show_spinner=False, max_entries=50)
def _school_years(key: str, _db: Database) -> list[str]:  # noqa: ARG001
    return defaults.school_years(_db, as_of=known_now())


@st.cache_resource(show_spinner=False, max_entries=50)
def _usual_day(key: str, _year: str, _db: Database) -> date:  # noqa: ARG001
    return defaults.default_situation(_db, school_year=_year, as_of=known_now())[1]


@st.cache_resource(show_spinner=False, max_entries=50)
def _choices(key: str, _situation: Situation, _db: Database) -> defaults.FilterChoices:  # noqa: ARG001
    return choices(_db, _situation)
